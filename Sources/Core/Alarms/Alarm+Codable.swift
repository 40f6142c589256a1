internal import TextSafety

/// An alarm as the journal keeps it: what is as usual is left out, since a record is hashed, written and kept for a year.
///
/// Older journals say everything; they are read the same way.
extension Alarm: Codable {
  /// Whose alarm a text is that does not say it itself.
  public static let ownKey = CodingUserInfoKey(rawValue: "alarm") ?? { preconditionFailure("a name without a fault") }()

  enum CodingKeys: String, CodingKey {
    case acknowledgement, announced, arrival, askedAt, beginnings, changedAt, clearedAt, core, count, current, facts, handling,
      isHeld, isStale, journalSequence, key, latch, milderSince, notes, occurrence, outOfService, previousAcknowledgement, raised,
      raisedAt, revision, sequence, shelf, shelves, suppressedBy
  }

  /// It has been raised and nothing more: one moment says all four.
  var isJustRaised: Bool {
    askedAt == raisedAt && changedAt == raisedAt && beginnings.count == 1 && beginnings[0] == raisedAt
  }

  public init(from decoder: any Decoder) throws { try self.init(from: decoder, key: decoder.userInfo[Alarm.ownKey] as? AlarmKey) }

  init(from decoder: any Decoder, key outer: AlarmKey?) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, else usual: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? usual
    }
    let raised = try values.decodeIfPresent(Timestamp.self, forKey: .raised)
    self.init(
      key: try values.decodeIfPresent(AlarmKey.self, forKey: .key) ?? outer ?? values.decode(AlarmKey.self, forKey: .key),
      facts: try values.decode(AlarmFacts.self, forKey: .facts),
      at: try raised ?? values.decode(Timestamp.self, forKey: .raisedAt))
    if raised == nil {
      changedAt = try values.decode(Timestamp.self, forKey: .changedAt)
      askedAt = try values.decodeIfPresent(Timestamp.self, forKey: .askedAt)
      beginnings = try value(.beginnings, else: [])
    } else {
      askedAt = raised
      beginnings = [raisedAt]
    }
    core = try values.decode(Core.self, forKey: .core)
    current = try values.decodeIfPresent(Severity.self, forKey: .current)
    announced = try values.decodeIfPresent(Severity.self, forKey: .announced)
    acknowledgement = try values.decodeIfPresent(Acknowledgement.self, forKey: .acknowledgement)
    previousAcknowledgement = try values.decodeIfPresent(Acknowledgement.self, forKey: .previousAcknowledgement)
    isHeld = try value(.isHeld, else: false)
    milderSince = try values.decodeIfPresent(Timestamp.self, forKey: .milderSince)
    latch = try value(.latch, else: .acknowledge)
    occurrence = try value(.occurrence, else: 1)
    revision = try value(.revision, else: 1)
    count = try value(.count, else: 1)
    sequence = try values.decode(Int64.self, forKey: .sequence)
    clearedAt = try values.decodeIfPresent(Timestamp.self, forKey: .clearedAt)
    shelf = try values.decodeIfPresent(Shelf.self, forKey: .shelf)
    suppressedBy = try value(.suppressedBy, else: [])
    outOfService = try values.decodeIfPresent(OutOfService.self, forKey: .outOfService)
    isStale = try value(.isStale, else: false)
    notes = try value(.notes, else: [])
    work = try values.decodeIfPresent(AlarmWork.self, forKey: .handling)
    journalSequence = try value(.journalSequence, else: 0)
    arrival = try values.decode(Int64.self, forKey: .arrival)
    shelves = try value(.shelves, else: 0)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(key, forKey: .key)
    try encode(into: &values)
  }

  /// All but its key, which the record says.
  func encode(into values: inout KeyedEncodingContainer<CodingKeys>) throws {
    func encode<Value: Encodable & Equatable>(_ value: Value, _ key: CodingKeys, unless usual: Value) throws {
      if value != usual { try values.encode(value, forKey: key) }
    }
    try values.encode(facts, forKey: .facts)
    if isJustRaised {
      try values.encode(raisedAt, forKey: .raised)
    } else {
      try values.encode(raisedAt, forKey: .raisedAt)
      try values.encode(changedAt, forKey: .changedAt)
      try values.encodeIfPresent(askedAt, forKey: .askedAt)
      try values.encode(beginnings, forKey: .beginnings)
    }
    try values.encode(core, forKey: .core)
    try values.encodeIfPresent(current, forKey: .current)
    try values.encodeIfPresent(announced, forKey: .announced)
    try values.encodeIfPresent(acknowledgement, forKey: .acknowledgement)
    try values.encodeIfPresent(previousAcknowledgement, forKey: .previousAcknowledgement)
    try encode(isHeld, .isHeld, unless: false)
    try values.encodeIfPresent(milderSince, forKey: .milderSince)
    try encode(latch, .latch, unless: .acknowledge)
    try encode(occurrence, .occurrence, unless: 1)
    try encode(revision, .revision, unless: 1)
    try encode(count, .count, unless: 1)
    try values.encode(sequence, forKey: .sequence)
    try values.encodeIfPresent(clearedAt, forKey: .clearedAt)
    try values.encodeIfPresent(shelf, forKey: .shelf)
    try encode(suppressedBy, .suppressedBy, unless: [])
    try values.encodeIfPresent(outOfService, forKey: .outOfService)
    try encode(isStale, .isStale, unless: false)
    try encode(notes, .notes, unless: [])
    try values.encodeIfPresent(work, forKey: .handling)
    try encode(journalSequence, .journalSequence, unless: 0)
    try values.encode(arrival, forKey: .arrival)
    try encode(shelves, .shelves, unless: 0)
  }
}
