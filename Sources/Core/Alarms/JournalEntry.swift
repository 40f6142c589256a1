public import TextSafety

/// One record of the journal: what happened to an alarm, by whom, and how it stood after it. The alarms after any number of entries are the
/// last `after` of each key among them.
public struct JournalEntry: Sendable, Equatable {
  public enum Kind: String, Sendable, Codable, CaseIterable { case transition, action, refusal, timer, log }

  /// Consecutive from 1.
  public var sequence: Int64
  public var at: Timestamp
  public var kind: Kind
  public var key: AlarmKey?
  /// The row of the table: `raise`, `ack` …
  public var input: SafeText
  public var by: SafeText?
  public var refusal: AlarmRefusal?
  public var text: SafeText?
  /// How the alarm stood after it, where one changed.
  var kept: Boxed<Alarm>?

  /// Nil where nothing changed: refusals, and lines about the desk itself (`log`).
  public var after: Alarm? { kept?.wrappedValue }
}

extension JournalEntry: Codable {
  private enum CodingKeys: String, CodingKey { case after, at, by, input, key, kind, refusal, sequence, text }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let key = try values.decodeIfPresent(AlarmKey.self, forKey: .key)
    self.init(
      sequence: try values.decode(Int64.self, forKey: .sequence), at: try values.decode(Timestamp.self, forKey: .at),
      kind: try values.decode(Kind.self, forKey: .kind), key: key, input: try values.decode(SafeText.self, forKey: .input),
      by: try values.decodeIfPresent(SafeText.self, forKey: .by),
      refusal: try values.decodeIfPresent(AlarmRefusal.self, forKey: .refusal),
      text: try values.decodeIfPresent(SafeText.self, forKey: .text),
      kept: try values.contains(.after) && !values.decodeNil(forKey: .after)
        ? Boxed(wrappedValue: Alarm(from: values.superDecoder(forKey: .after), key: key)) : nil)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if let after {
      var alarm = values.nestedContainer(keyedBy: Alarm.CodingKeys.self, forKey: .after)
      if after.key != key { try alarm.encode(after.key, forKey: .key) }
      try after.encode(into: &alarm)
    }
    try values.encode(at, forKey: .at)
    try values.encodeIfPresent(by, forKey: .by)
    try values.encode(input, forKey: .input)
    try values.encodeIfPresent(key, forKey: .key)
    try values.encode(kind, forKey: .kind)
    try values.encodeIfPresent(refusal, forKey: .refusal)
    try values.encode(sequence, forKey: .sequence)
    try values.encodeIfPresent(text, forKey: .text)
  }
}
