import Core
import TextSafety

private enum TicketKey: String, CaseIterable {
  case ticketID = "ticket_id", domain, ticketClass = "class", channel, title, service = "service_code", state, flags, priority,
    agency,
    coAgencies = "co_agencies", receivedAt = "received_at", dispatchedAt = "dispatched_at", signedAt = "signed_at", dueAt =
    "due_at",
    repliedAt = "replied_at", closedAt = "closed_at", limit = "sla", returns, rating, place, cluster = "cluster_id", revision =
    "rev"
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

private let ticketKeys = Vocabulary(TicketKey.self)
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
    let row = FieldRow(data, ticketKeys)
    self.init(
      ticket: try row.required(
        .ticketID, try row.read(.ticketID) { value throws(Fault) in try texts.ticketID(value, atMost: 40) }),
      domain: try row.required(.domain, try row.one(of: domains, .domain)),
      title: try row.required(.title, try row.title(.title, texts, atMost: 120)),
      state: try row.required(.state, try row.one(of: states, .state)),
      priority: try row.required(.priority, try row.one(of: priorities, .priority)),
      receivedAt: try row.required(.receivedAt, try row.moment(.receivedAt, texts)),
      revision: try row.required(.revision, try row.count(.revision)),
      ticketClass: try row.one(of: classes, .ticketClass) ?? .other, channel: try row.one(of: channels, .channel),
      service: try row.word(.service, texts),
      flags: try row.read(.flags) { value throws(Fault) in try Flags(value) } ?? [], agency: try row.party(.agency, texts),
      coAgencies: try row.read(.coAgencies) { value throws(Fault) in
        try value.list { value throws(Fault) in try Party(value, texts) }
      } ?? [],
      dispatchedAt: try row.moment(.dispatchedAt, texts), signedAt: try row.moment(.signedAt, texts),
      dueAt: try row.moment(.dueAt, texts), repliedAt: try row.moment(.repliedAt, texts),
      closedAt: try row.moment(.closedAt, texts), limit: try row.read(.limit) { value throws(Fault) in try Limit(value, texts) },
      returns: Int(try row.count(.returns) ?? 0), rating: try row.read(.rating, TicketUpdate.rating),
      placeText: try row.read(.place) { value throws(Fault) in try TicketUpdate.placeText(value, texts) } ?? nil,
      cluster: try row.word(.cluster, texts))
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
