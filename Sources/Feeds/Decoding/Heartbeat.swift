import Core
import TextSafety

/// In the order in which faults are told.
enum HeartbeatKey: String, CaseIterable {
  case collector, interval = "interval_s", upstream, lag = "lag_s", emitted, dropped, errors, lastEventAt = "last_event_at",
    version, clockOffset = "clock_offset_ms"
}
private enum RecordingKey: String, CaseIterable {
  case title, startedAt = "started_at", endedAt = "ended_at", events, speedHint = "speed_hint", note, chapters
}
private enum ChapterKey: String, CaseIterable { case at, title }
private enum ActionKey: String, CaseIterable {
  case verb = "action", targetKind = "target_kind", target = "target_id", operatorID = "operator", shift, note, until =
    "until_at", result
}

let heartbeatKeys = Vocabulary(HeartbeatKey.self)
private let requiredKeys: KeySet<HeartbeatKey> = [.collector, .interval, .upstream]
private let recordingKeys = Vocabulary(RecordingKey.self)
private let chapterKeys = Vocabulary(ChapterKey.self)
private let actionKeys = Vocabulary(ActionKey.self)
private let upstreams = Vocabulary(Heartbeat.Upstream.self)
private let verbs = Vocabulary(OperatorRecord.Verb.self)
private let targetKinds = Vocabulary(OperatorRecord.TargetKind.self)
private let results = Vocabulary(OperatorRecord.Result.self)

extension Heartbeat {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    self.init(collector: .empty, intervalSeconds: 0, upstream: .unknown)
    try FieldRow(data, heartbeatKeys).each(required: requiredKeys) { key, value throws(Fault) in try set(key, value, texts) }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: HeartbeatKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .collector: collector = try texts.word(value)
    case .interval: intervalSeconds = try value.amount()
    case .upstream: upstream = try value.word(of: upstreams)
    case .lag: lagSeconds = try value.amount()
    case .emitted: emitted = try value.count()
    case .dropped: dropped = try value.count()
    case .errors: errors = try value.count()
    case .lastEventAt: lastEventAt = try texts.moment(value)
    case .version: version = try texts.word(value)
    case .clockOffset: clockOffsetMilliseconds = try value.anyNumber()
    }
  }
}

extension RecordingHeader {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(data, recordingKeys)
    self.init(
      title: try row.required(.title, try row.free(.title, texts)),
      startedAt: try row.required(.startedAt, try row.moment(.startedAt, texts)), endedAt: try row.moment(.endedAt, texts),
      events: try row.count(.events), speedHint: try row.amount(.speedHint), note: try row.free(.note, texts),
      chapters: try row.read(.chapters) { value throws(Fault) in
        try value.list { value throws(Fault) in try Chapter(value, texts) }
      } ?? [])
  }
}

extension RecordingHeader.Chapter {
  fileprivate init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(data, chapterKeys)
    self.init(
      at: try row.required(.at, try row.moment(.at, texts)), title: try row.required(.title, try row.free(.title, texts)))
  }
}

extension OperatorRecord {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(data, actionKeys)
    let operatorID = try row.read(.operatorID) { value throws(Fault) in try OperatorRecord.operatorID(value, texts) }
    self.init(
      verb: try row.required(.verb, try row.one(of: verbs, .verb)),
      targetKind: try row.one(of: targetKinds, .targetKind) ?? .none,
      target: try row.read(.target) { value throws(Fault) in try texts.id(value) },
      operatorID: try row.required(.operatorID, operatorID), shift: try row.required(.shift, try row.word(.shift, texts)),
      note: try row.free(.note, texts, atMost: 500), until: try row.moment(.until, texts),
      result: try row.required(.result, try row.one(of: results, .result)))
  }

  /// `^[a-z0-9-]{2,32}$`: a role, not a person's name.
  private static func operatorID(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, (2...32).contains(bytes.count),
      bytes.buffer.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    else { throw .value("2 to 32 of a–z, 0–9 and -", value) }
    return texts.word(bytes)
  }
}
