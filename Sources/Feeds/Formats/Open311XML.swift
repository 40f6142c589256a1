import Core
import TextSafety

// GeoReport v2 in its older syntax: <service_requests><request>…
extension ServiceRequest {
  /// Every request of an answer; a fault for an answer that is about something else.
  static func read(_ root: XMLElement, into records: inout Records) throws(Fault) {
    switch root.name {
    case "service_requests", "requests":
      for (position, request) in root.children(named: "request").enumerated() {
        read(request, "line \(request.line), request[\(position)]", into: &records)
      }
    case "request": read(root, root.position, into: &records)
    case "services", "service_definition", "discovery":
      throw Fault(.shape, "is the answer to another question (\(root.name)): requests are asked for here")
    case "errors", "error":
      let error = root.child("error") ?? root
      let words = [error.text(of: "code"), error.text(of: "description"), error.text].compactMap { $0 }.filter { !$0.isEmpty }
      throw Fault(.shape, "the server answers with an error: \(Fault.quote(words.joined(separator: " ")))")
    default: throw Fault.value("<service_requests>", text: root.name).because(.shape)
    }
  }

  private static func read(_ request: XMLElement, _ path: String, into records: inout Records) {
    records.one(at: path) { records throws(Fault) in
      records.append(try Event(try ServiceRequest(request, records.texts, records.context), records.context))
    }
  }

  private init(_ request: XMLElement, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    func text(_ key: RequestKey) -> String? { request.text(of: key.rawValue) }
    func word(_ key: RequestKey) -> SafeText? { text(key).map { texts.word($0) } }
    func moment(_ key: RequestKey) throws(Fault) -> Timestamp? { try request.moment(of: key.rawValue, context) }
    id = word(.id)?.clipped(to: 40)
    if let status = text(.status) {
      isClosed = Self.isClosed(status)
      if isClosed == nil { throw Fault.value("open or closed", text: status).at(RequestKey.status.rawValue) }
    }
    serviceName = text(.serviceName).map { texts.free($0, atMost: 120) }
    serviceCode = word(.serviceCode)
    agency = word(.agency)?.clipped(to: 40)
    requested = try moment(.requested)
    updated = try moment(.updated)
    expected = try moment(.expected)
    placeText = text(.address).map { Masking.masked(Masking.address(texts.free($0, atMost: .max)), atMost: 60) }
    jurisdiction = word(.jurisdiction)
  }
}
