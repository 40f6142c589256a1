import Core
import TextSafety

/// In the order in which faults are told.
enum TicketKey: String, CaseIterable {
  case ticketID = "ticket_id", domain, title, state, priority, receivedAt = "received_at", revision = "rev", ticketClass =
    "class",
    channel, service = "service_code", flags, agency, coAgencies = "co_agencies", dispatchedAt = "dispatched_at", signedAt =
    "signed_at", dueAt = "due_at", repliedAt = "replied_at", closedAt = "closed_at", limit = "sla", returns, rating, place,
    cluster = "cluster_id"
}
private enum LimitKey: String, CaseIterable { case profile, limit, light }
private enum PlaceKey: String, CaseIterable { case text, lat, lon }
private enum FlagWord: String, CaseIterable {
  case urgent, supervised, urged, extended, repeated, merged, confidential, sensitive, overdue

  var flag: TicketUpdate.Flags {
    switch self {
    case .urgent: .urgent
    case .supervised: .supervised
    case .urged: .urged
    case .extended: .extended
    case .repeated: .repeated
    case .merged: .merged
    case .confidential: .confidential
    case .sensitive: .sensitive
    case .overdue: .overdue
    }
  }
}

let ticketKeys = Vocabulary(TicketKey.self)
private let requiredKeys: KeySet<TicketKey> = [.ticketID, .domain, .title, .state, .priority, .receivedAt, .revision]
private let limitKeys = Vocabulary(LimitKey.self)
private let placeKeys = Vocabulary(PlaceKey.self)
private let flagWords = Vocabulary(FlagWord.self)
private let domains = Vocabulary(TicketUpdate.Domain.self)
private let classes = Vocabulary(TicketUpdate.Class.self)
private let channels = Vocabulary(TicketUpdate.Channel.self)
private let states = Vocabulary(TicketUpdate.State.self)
private let priorities = Vocabulary(TicketUpdate.Priority.self)
private let lights = Vocabulary(TicketUpdate.Light.self)

extension TicketUpdate {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    self.init(
      ticket: .empty, domain: .hotline, title: .empty, state: .received, priority: .normal, receivedAt: .distantPast, revision: 0)
    try FieldRow(data, ticketKeys).each(required: requiredKeys) { key, value throws(Fault) in try set(key, value, texts) }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: TicketKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .ticketID: ticket = try texts.ticketID(value, atMost: 40)
    case .domain: domain = try value.word(of: domains)
    case .title: title = try texts.title(value, atMost: 120)
    case .state: state = try value.word(of: states)
    case .priority: priority = try value.word(of: priorities)
    case .receivedAt: receivedAt = try texts.moment(value)
    case .revision: revision = try value.count()
    case .ticketClass: ticketClass = try value.word(of: classes)
    case .channel: channel = try value.word(of: channels)
    case .service: service = try texts.word(value)
    case .flags: flags = try Flags(value)
    case .agency: agency = try Party(value, texts)
    case .coAgencies: coAgencies = try value.list { value throws(Fault) in try Party(value, texts) }
    case .dispatchedAt: dispatchedAt = try texts.moment(value)
    case .signedAt: signedAt = try texts.moment(value)
    case .dueAt: dueAt = try texts.moment(value)
    case .repliedAt: repliedAt = try texts.moment(value)
    case .closedAt: closedAt = try texts.moment(value)
    case .limit: limit = try Limit(value, texts)
    case .returns: returns = Int(try value.count())
    case .rating: rating = try TicketUpdate.rating(value)
    case .place: placeText = try TicketUpdate.placeText(value, texts)
    case .cluster: cluster = try texts.word(value)
    }
  }

  /// The text of a place.
  @inline(__always)
  mutating func set(placeText value: JSONValue, _ texts: TextReader) throws(Fault) {
    placeText = try texts.title(value, atMost: 60)
  }

  private static func rating(_ value: JSONValue) throws(Fault) -> Int {
    guard let stars = value.integer, (1...5).contains(stars) else { throw .value("a whole number 1 to 5", value) }
    return Int(stars)
  }

  /// The words of a place; its coordinates are checked and dropped, nothing here is finer than a road.
  private static func placeText(_ object: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText? {
    let row = FieldRow(try object.object(), placeKeys)
    _ = (try row.number(.lat), try row.number(.lon))
    return try row.title(.text, texts, atMost: 60)
  }
}

extension TicketUpdate.Flags {
  fileprivate init(_ array: JSONValue) throws(Fault) {
    self = []
    var elements = try array.array().elements
    while let element = elements.next() {
      let word = try element.word(of: flagWords)
      if contains(word.flag) { throw Fault(.value, "must not say \(word.rawValue) twice") }
      insert(word.flag)
    }
  }
}

extension TicketUpdate.Limit {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), limitKeys)
    self.init(
      profile: try row.required(.profile, try row.word(.profile, texts)),
      limit: try row.required(.limit, try row.read(.limit, TicketUpdate.Limit.limit)), light: try row.one(of: lights, .light))
  }

  private static func limit(_ value: JSONValue) throws(Fault) -> TimeLimit {
    guard let bytes = value.bytes, let limit = TimeLimit(utf8: bytes.buffer) else {
      throw .value("a limit such as 30m, 2h, 7d or 3wd", value)
    }
    return limit
  }
}
