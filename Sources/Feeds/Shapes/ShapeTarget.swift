import Core

/// The kinds of payload whose values are known one by one.
enum ShapeKind {
  case metric, queue, ticket, alert, heartbeat, task

  init?(_ payload: Event.Payload) {
    switch payload {
    case .metric: self = .metric
    case .queue: self = .queue
    case .ticket: self = .ticket
    case .alert: self = .alert
    case .heartbeat: self = .heartbeat
    case .task: self = .task
    case .fleet, .recording, .action: return nil
    }
  }
}

/// What a value of a line is for, where it can be read by itself: nothing else of the event depends on it.
enum ShapeTarget: Equatable {
  /// An attribute that nothing is read from, such as the moment of arrival in a recording.
  case unread
  case attribute(AttributeKey)
  case ticket(TicketKey)
  case ticketAgency(PartyKey)
  case ticketPlace
  case queue(QueueKey)
  case queueProvider(PartyKey)
  case queueConsumer(PartyKey)
  case sample(Int, SampleKey)
  case alert(AlertReportKey)
  case heartbeat(HeartbeatKey)
  case task(TaskKey)

  init?(_ path: [LineTokens.Step], _ kind: ShapeKind) {
    guard case .key(let first)? = path.first else { return nil }
    guard first == "data" else {
      guard path.count == 1, let attribute = ShapeTarget.attribute(first) else { return nil }
      self = attribute
      return
    }
    guard path.count > 1, case .key(let second) = path[1] else { return nil }
    let found: ShapeTarget? =
      switch kind {
      case .metric: ShapeTarget.sample(second, path.dropFirst(2))
      case .queue: ShapeTarget.queue(second, path.dropFirst(2))
      case .ticket: ShapeTarget.ticket(second, path.dropFirst(2))
      case .alert: path.count == 2 ? alertReportKeys(second).map { .alert($0) } : nil
      case .heartbeat: path.count == 2 ? heartbeatKeys(second).map { .heartbeat($0) } : nil
      case .task: path.count == 2 ? taskKeys(second).map { .task($0) } : nil
      }
    guard let found else { return nil }
    self = found
  }

  private static func attribute(_ name: JSONString) -> ShapeTarget? {
    switch attributeKeys(name) {
    case nil: .unread
    case .source?, .id?, .time?, .subject?, .place?, .recordedTime?, .expiryTime?, .sequence?:
      attributeKeys(name).map { .attribute($0) }
    default: nil
    }
  }

  private static func sample(_ list: JSONString, _ rest: ArraySlice<LineTokens.Step>) -> ShapeTarget? {
    guard list == "samples", rest.count == 2, case .index(let number)? = rest.first, case .key(let name)? = rest.last else {
      return nil
    }
    switch sampleKeys(name) {
    case .labels?, nil: return nil
    case let key?: return .sample(number, key)
    }
  }

  private static func queue(_ name: JSONString, _ rest: ArraySlice<LineTokens.Step>) -> ShapeTarget? {
    switch (queueKeys(name), party(rest)) {
    case (.provider?, let key?): .queueProvider(key)
    case (.consumer?, let key?): .queueConsumer(key)
    case (.provider?, nil), (.consumer?, nil), (nil, _): nil
    case (let key?, _): rest.isEmpty ? .queue(key) : nil
    }
  }

  private static func ticket(_ name: JSONString, _ rest: ArraySlice<LineTokens.Step>) -> ShapeTarget? {
    switch ticketKeys(name) {
    case .agency?: return party(rest).map { .ticketAgency($0) }
    case .place?:
      guard rest.count == 1, case .key(let key)? = rest.first, key == "text" else { return nil }
      return .ticketPlace
    case .flags?, .coAgencies?, .limit?, nil: return nil
    case let key?: return rest.isEmpty ? .ticket(key) : nil
    }
  }

  private static func party(_ rest: ArraySlice<LineTokens.Step>) -> PartyKey? {
    guard rest.count == 1, case .key(let name)? = rest.first else { return nil }
    return partyKeys(name)
  }
}
