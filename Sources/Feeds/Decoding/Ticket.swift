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
    var ticket: SafeText?
    var domain: Domain?
    var ticketClass = Class.other
    var channel: Channel?
    var title: SafeText?
    var service: SafeText?
    var state: State?
    var flags: Flags = []
    var priority: Priority?
    var agency: Party?
    var coAgencies: [Party] = []
    var receivedAt: Timestamp?
    var dispatchedAt: Timestamp?
    var signedAt: Timestamp?
    var dueAt: Timestamp?
    var repliedAt: Timestamp?
    var closedAt: Timestamp?
    var limit: Limit?
    var returns: Int64 = 0
    var rating: Int64?
    var placeText: SafeText?
    var cluster: SafeText?
    var revision: Int64?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = ticketKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .ticketID: ticket = try texts.word(value, atMost: 40)
        case .domain: domain = try value.word(of: domains)
        case .ticketClass: ticketClass = try value.word(of: classes)
        case .channel: channel = try value.word(of: channels)
        case .title: title = try texts.title(value, atMost: 120)
        case .service: service = try texts.word(value)
        case .state: state = try value.word(of: states)
        case .flags: flags = try Flags(value)
        case .priority: priority = try value.word(of: priorities)
        case .agency: agency = try Party(value, texts)
        case .coAgencies: coAgencies = try value.list { value throws(Fault) in try Party(value, texts) }
        case .receivedAt: receivedAt = try value.moment()
        case .dispatchedAt: dispatchedAt = try value.moment()
        case .signedAt: signedAt = try value.moment()
        case .dueAt: dueAt = try value.moment()
        case .repliedAt: repliedAt = try value.moment()
        case .closedAt: closedAt = try value.moment()
        case .limit: limit = try Limit(value, texts)
        case .returns: returns = try value.count()
        case .rating:
          guard let stars = value.integer, (1...5).contains(stars) else { throw .value("a whole number 1 to 5", value) }
          rating = stars
        case .place: placeText = try TicketUpdate.placeText(value, texts)
        case .cluster: cluster = try texts.word(value)
        case .revision: revision = try value.count()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let ticket else { throw .missing("ticket_id") }
    guard let domain else { throw .missing("domain") }
    guard let title else { throw .missing("title") }
    guard let state else { throw .missing("state") }
    guard let priority else { throw .missing("priority") }
    guard let receivedAt else { throw .missing("received_at") }
    guard let revision else { throw .missing("rev") }
    self.init(
      ticket: ticket, domain: domain, title: title, state: state, priority: priority, receivedAt: receivedAt, revision: revision,
      ticketClass: ticketClass, channel: channel, service: service, flags: flags, agency: agency, coAgencies: coAgencies,
      dispatchedAt: dispatchedAt, signedAt: signedAt, dueAt: dueAt, repliedAt: repliedAt, closedAt: closedAt, limit: limit,
      returns: Int(returns), rating: rating.map { Int($0) }, placeText: placeText, cluster: cluster)
  }

  /// The words of a place; its coordinates are checked and dropped, nothing here is finer than a road.
  private static func placeText(_ object: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText? {
    var text: SafeText?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = placeKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .text: text = try texts.title(value, atMost: 60)
        case .lat, .lon: _ = try value.anyNumber()
        }
      } catch { throw error.at(key.rawValue) }
    }
    return text
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
    var profile: SafeText?
    var limit: TimeLimit?
    var light: TicketUpdate.Light?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = limitKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .profile: profile = try texts.word(value)
        case .limit:
          guard let bytes = value.bytes, let parsed = TimeLimit(utf8: bytes.buffer) else {
            throw .value("a limit such as 30m, 2h, 7d or 3wd", value)
          }
          limit = parsed
        case .light: light = try value.word(of: lights)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let profile else { throw .missing("profile") }
    guard let limit else { throw .missing("limit") }
    self.init(profile: profile, limit: limit, light: light)
  }
}
