import Core
import TextSafety

extension FeedFormat {
  /// The answer of `GET /requests.json` – an array, one object, or JSON lines – or of `GET /requests.xml`.
  static let open311 = jsonOrXML("open311", "Open311 GeoReport v2 requests, JSON or XML") { root, records in
    records.each(root) { request, records throws(Fault) in
      records.append(try Event(try ServiceRequest(request, records.texts, records.context), records.context))
    }
  } xml: { root, records, _ throws(Fault) in
    try ServiceRequest.read(root, into: &records)
  }
}

enum RequestKey: String, CaseIterable {
  case id = "service_request_id", status, statusNotes = "status_notes", serviceName = "service_name", serviceCode =
    "service_code",
    detail = "description", agency = "agency_responsible", requested = "requested_datetime", updated = "updated_datetime",
    expected = "expected_datetime", address, jurisdiction = "jurisdiction_id"
}

private let requestKeys = Vocabulary(RequestKey.self)

/// A service request of GeoReport v2, in whichever of its two syntaxes it came.
struct ServiceRequest {
  var id: SafeText?
  var isClosed: Bool?
  var serviceName: SafeText?
  var serviceCode: SafeText?
  var agency: SafeText?
  var requested: Timestamp?
  var updated: Timestamp?
  var expected: Timestamp?
  var placeText: SafeText?
  var jurisdiction: SafeText?
}

extension ServiceRequest {
  fileprivate init(_ request: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    for (name, value) in try request.members() {
      guard let key = requestKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = value.loose(texts)?.clipped(to: 40)
        case .status: isClosed = try Self.isClosed(value)
        case .serviceName: serviceName = value.bytes.map { texts.free($0, atMost: 120) }
        case .serviceCode: serviceCode = value.loose(texts)
        case .agency: agency = value.loose(texts)?.clipped(to: 40)
        case .requested: requested = try Self.moment(value, context)
        case .updated: updated = try Self.moment(value, context)
        case .expected: expected = try Self.moment(value, context)
        case .address:
          placeText = value.bytes.flatMap { $0.isEmpty ? nil : Masking.masked(Masking.address(texts.free($0)), atMost: 60) }
        case .jurisdiction: jurisdiction = value.loose(texts)
        case .statusNotes, .detail: break
        }
      } catch { throw error.at(key.rawValue) }
    }
  }

  private static func isClosed(_ value: JSONValue) throws(Fault) -> Bool {
    if let bytes = value.bytes, let isClosed = isClosed(bytes.raw) { return isClosed }
    throw .value("open or closed", value)
  }

  /// Nil where it is neither open nor closed.
  static func isClosed(_ status: String) -> Bool? {
    switch status.lowercased() {
    case "open": false
    case "closed": true
    default: nil
    }
  }

  /// Nil where the field is empty: "no date", not a bad one.
  private static func moment(_ value: JSONValue, _ context: DecodeContext) throws(Fault) -> Timestamp? {
    if let bytes = value.bytes, bytes.isEmpty { return nil }
    guard let time = value.looseMoment(context.offsetMinutes) else { throw .value("a date-time", value) }
    return time
  }
}

// Service requests as tickets of the hotline.
extension Event {
  init(_ request: ServiceRequest, _ context: DecodeContext) throws(Fault) {
    guard let id = request.id else { throw .missing("service_request_id") }
    guard let isClosed = request.isClosed else { throw .missing("status") }
    guard let requested = request.requested else { throw .missing("requested_datetime") }
    let (agency, updated) = (request.agency, request.updated)
    // Two states are all there are: with an agency somebody is at it, without one it was only received.
    let state: TicketUpdate.State = isClosed ? .closed : agency == nil ? .received : .inProgress
    let time = updated ?? requested
    let title = [request.serviceName, request.serviceCode, id].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? id
    let update = TicketUpdate(
      ticket: id, domain: .hotline, title: Masking.masked(title, atMost: 120), state: state, priority: .normal,
      receivedAt: requested, revision: max(0, time.milliseconds / 1000), channel: .web, service: request.serviceCode,
      agency: agency.map { Party(id: $0, name: $0) },
      dueAt: request.expected, closedAt: isClosed ? updated : nil, placeText: request.placeText)
    // The same request comes again with every poll: only one that has changed is a new event.
    self.init(
      source: request.jurisdiction.flatMap { $0.isReference ? context.source + "/" + $0 : nil } ?? context.source,
      id: "\(id)@\(time.milliseconds / 1000)-\(state.code)",
      time: time, subject: id, place: context.place, payload: .ticket(update))
  }
}

extension SafeText {
  /// Whether it may stand in a URI reference.
  fileprivate var isReference: Bool { string.utf8.allSatisfy { $0 > 32 && $0 != 127 && $0 != 34 && $0 != 60 && $0 != 62 } }
}

extension TicketUpdate.State {
  fileprivate var code: SafeText { self == .closed ? "closed" : self == .received ? "received" : "open" }
}
