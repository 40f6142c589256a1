public import TextSafety

/// One thing a feed said: the CloudEvents 1.0 envelope of `zhiban.<kind>.v1`, decoded, sanitised and masked.
///
/// It is one reference (`Event+Content.swift`) with the looks of a value: an event is copied on its way, and a copy counts that one
/// reference, not those of two dozen texts. What changes one makes a new block.
public struct Event: Sendable {
  public private(set) var content: Content

  public init(_ content: consuming Content) { self.content = content }

  public init(
    source: SafeText, id: SafeText, time: Timestamp, subject: SafeText, place: PlaceCode, recordedTime: Timestamp? = nil,
    expiryTime: Timestamp? = nil, sequence: Int64? = nil, classification: Classification = .internalUse, marks: Marks = [],
    payload: consuming Payload
  ) {
    let envelope = Envelope(
      source: source, id: id, subject: subject, time: time, place: place, recordedTime: recordedTime, expiryTime: expiryTime,
      sequence: sequence, classification: classification, marks: marks)
    content = payload.content(in: envelope)
  }

  /// `source` and `id` together are unique: the key of de-duplication.
  public var source: SafeText {
    get { content.envelope.source }
    set { change { $0.source = newValue } }
  }
  public var id: SafeText {
    get { content.envelope.id }
    set { change { $0.id = newValue } }
  }
  public var subject: SafeText {
    get { content.envelope.subject }
    set { change { $0.subject = newValue } }
  }
  public var time: Timestamp {
    get { content.envelope.time }
    set { change { $0.time = newValue } }
  }
  public var place: PlaceCode {
    get { content.envelope.place }
    set { change { $0.place = newValue } }
  }
  public var recordedTime: Timestamp? {
    get { content.envelope.recordedTime }
    set { change { $0.recordedTime = newValue } }
  }
  public var expiryTime: Timestamp? {
    get { content.envelope.expiryTime }
    set { change { $0.expiryTime = newValue } }
  }
  public var sequence: Int64? {
    get { content.envelope.sequence }
    set { change { $0.sequence = newValue } }
  }
  public var classification: Classification {
    get { content.envelope.classification }
    set { change { $0.classification = newValue } }
  }
  public var marks: Marks {
    get { content.envelope.marks }
    set { change { $0.marks = newValue } }
  }
  public var payload: Payload {
    get { content.payload }
    set { replace(with: newValue.content(in: content.envelope)) }
  }
  /// How many bytes of its feed it took; 0 where nobody has counted. It takes no part in comparison.
  public var bytes: Int32 {
    get { content.bytes }
    set {
      if !isKnownUniquelyReferenced(&content) { content = content.payload.content(in: content.envelope) }
      content.bytes = newValue
    }
  }

  private mutating func change(_ body: (inout Envelope) -> Void) {
    var envelope = content.envelope
    body(&envelope)
    replace(with: content.payload.content(in: envelope))
  }

  private mutating func replace(with new: Content) {
    new.bytes = content.bytes
    content = new
  }

  /// What the event is about, by kind.
  public enum Payload: Sendable, Equatable {
    case metric(MetricReport)
    case queue(QueueReading)
    case ticket(TicketUpdate)
    case alert(AlertReport)
    case fleet(FleetReport)
    case task(TaskReport)
    case heartbeat(Heartbeat)
    case recording(RecordingHeader)
    case action(OperatorRecord)
  }

  /// The banners an event asks for, and what was noticed while it was decoded.
  public struct Marks: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Part of a drill: 【演练】, never counted with the actual.
    public static let exercise = Marks(rawValue: 1)
    /// Made up: 【演示数据】.
    public static let simulated = Marks(rawValue: 2)
    /// Its text held something odd that was made harmless.
    public static let oddText = Marks(rawValue: 4)
    /// Its bytes had to be repaired before they could be read.
    public static let repaired = Marks(rawValue: 8)
    /// Personal data in it was masked.
    public static let masked = Marks(rawValue: 16)
  }

  /// CloudEvents' `dataclassification`.
  public enum Classification: UInt8, Sendable, Comparable, CaseIterable {
    case `public`, internalUse, confidential, restricted

    public static func < (left: Classification, right: Classification) -> Bool { left.rawValue < right.rawValue }
  }
}

extension Event: Equatable {
  public static func == (left: Event, right: Event) -> Bool { left.content == right.content }
}

extension Event.Payload {
  public enum Kind: String, Sendable, CaseIterable, Hashable {
    case metric, queue, ticket, alert, fleet, task, heartbeat, recording, action

    /// Its place in `allCases`, without a search.
    var ordinal: Int {
      switch self {
      case .metric: 0
      case .queue: 1
      case .ticket: 2
      case .alert: 3
      case .fleet: 4
      case .task: 5
      case .heartbeat: 6
      case .recording: 7
      case .action: 8
      }
    }
  }

  public var kind: Kind {
    switch self {
    case .metric: .metric
    case .queue: .queue
    case .ticket: .ticket
    case .alert: .alert
    case .fleet: .fleet
    case .task: .task
    case .heartbeat: .heartbeat
    case .recording: .recording
    case .action: .action
    }
  }
}

/// An administrative division code of 6 (county), 9 (town) or 12 (village) digits, GB/T 2260 and GB/T 10114.
public struct PlaceCode: Hashable, Sendable, Comparable, Codable {
  public let digits: Int64

  /// 0 stands for "nowhere": feeds of the wider world that know no code.
  public static let none = PlaceCode(digits: 0)

  public init(digits: Int64) { self.digits = digits }

  /// From 6, 9 or 12 decimal digits; nil otherwise.
  public init?(_ text: some StringProtocol) {
    guard [6, 9, 12].contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int64(text) else {
      return nil
    }
    digits = value
  }

  public init(from decoder: any Decoder) throws { digits = try decoder.singleValueContainer().decode(Int64.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }

  /// The six digits of the county level.
  public var county: PlaceCode {
    if digits >= 100_000_000_000 { return PlaceCode(digits: digits / 1_000_000) }
    if digits >= 100_000_000 { return PlaceCode(digits: digits / 1000) }
    return self
  }

  /// The prefecture: a county code whose last two digits are 00.
  public var prefecture: PlaceCode { PlaceCode(digits: county.digits / 100 * 100) }

  public var text: SafeText { self == .none ? "" : "\(digits)" }

  public static func < (left: PlaceCode, right: PlaceCode) -> Bool { left.digits < right.digits }
}

extension [Event] {
  /// Shares what a line or document took among the events read from it.
  public mutating func share(bytes: Int, from first: Int) {
    guard first < count else { return }
    let (each, rest) = bytes.quotientAndRemainder(dividingBy: count - first)
    for index in first..<count { self[index].bytes = Int32(clamping: index == first ? each + rest : each) }
  }
}
