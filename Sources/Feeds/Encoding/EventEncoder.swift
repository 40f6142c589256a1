public import Core
public import TextSafety

/// Writes events as canonical native lines: one object, keys in a fixed order, defaults left out, numbers in their shortest form.
///
/// A line decodes to an equal event, given options that admit its classification. Used for recordings, the log and made-up feeds.
public struct EventEncoder: Sendable {
  /// The offset from UTC that moments are written in.
  public var offsetMinutes: Int

  public init(offsetMinutes: Int = 480) { self.offsetMinutes = offsetMinutes }

  /// One line without its newline.
  public func encode(_ event: Event) -> [UInt8] {
    var writer = JSONWriter(offsetMinutes: offsetMinutes)
    writer.object { $0.envelope(event) }
    return writer.bytes
  }

  /// One line that also says when the event arrived and through which collector, before all else: what a recorder writes.
  public func encode(_ event: Event, arrivedAt: Timestamp, collector: SafeText) -> [UInt8] {
    var writer = JSONWriter(offsetMinutes: offsetMinutes)
    writer.object { writer in
      writer.field("arrivedtime", arrivedAt)
      writer.field("collector", collector)
      writer.envelope(event)
    }
    return writer.bytes
  }

  /// The same as text.
  public func line(_ event: Event) -> String { String(decoding: encode(event), as: UTF8.self) }
}

extension JSONWriter {
  fileprivate mutating func envelope(_ event: Event) {
    word("specversion", "1.0")
    word("type", "zhiban.\(event.payload.kind.rawValue).v1")
    field("source", event.source)
    field("id", event.id)
    field("time", event.time)
    field("subject", event.subject)
    field("adcode", event.place)
    field("recordedtime", event.recordedTime)
    field("expirytime", event.expiryTime)
    if let sequence = event.sequence { word("sequence", Int(sequence).padded(12)) }
    switch event.classification {
    case .internalUse: break
    case .public: word("dataclassification", "public")
    case .confidential: word("dataclassification", "confidential")
    case .restricted: word("dataclassification", "restricted")
    }
    if event.marks.contains(.exercise) { field("exercise", true) }
    if event.marks.contains(.simulated) { field("simulated", true) }
    // Extension attributes of ours: what was noticed when the event was first read is not noticed again.
    if event.marks.contains(.oddText) { field("oddtext", true) }
    if event.marks.contains(.repaired) { field("repaired", true) }
    object("data") { writer in
      switch event.payload {
      case .metric(let report): writer.metric(report)
      case .queue(let reading): writer.queue(reading)
      case .ticket(let update): writer.ticket(update)
      case .alert(let report): writer.alert(report)
      case .fleet(let report): writer.fleet(report)
      case .task(let report): writer.task(report)
      case .heartbeat(let heartbeat): writer.heartbeat(heartbeat)
      case .recording(let header): writer.recording(header)
      case .action(let record): writer.action(record)
      }
    }
  }

  mutating func labels(_ labels: [Label]) {
    if labels.isEmpty { return }
    object("labels") { writer in
      for label in labels { writer.string(label.key, label.value) }
    }
  }

  mutating func party(_ key: SafeText, _ party: Party?) {
    guard let party else { return }
    object(key) { $0.party(party) }
  }

  mutating func party(_ party: Party) {
    field("id", party.id)
    field("name", party.name)
  }
}
