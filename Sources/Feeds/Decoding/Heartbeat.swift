import Core
import TextSafety

private enum HeartbeatKey: String, CaseIterable {
  case collector, interval = "interval_s", lag = "lag_s", emitted, dropped, errors, upstream, lastEventAt = "last_event_at",
    version,
    clockOffset = "clock_offset_ms"
}
private enum RecordingKey: String, CaseIterable {
  case title, startedAt = "started_at", endedAt = "ended_at", events, speedHint = "speed_hint", note, chapters
}
private enum ChapterKey: String, CaseIterable { case at, title }
private enum ActionKey: String, CaseIterable {
  case verb = "action", targetKind = "target_kind", target = "target_id", operatorID = "operator", shift, note, until =
    "until_at", result
}

private let heartbeatKeys = Vocabulary(HeartbeatKey.self)
private let recordingKeys = Vocabulary(RecordingKey.self)
private let chapterKeys = Vocabulary(ChapterKey.self)
private let actionKeys = Vocabulary(ActionKey.self)
private let upstreams = Vocabulary(Heartbeat.Upstream.self)
private let verbs = Vocabulary(OperatorRecord.Verb.self)
private let targetKinds = Vocabulary(OperatorRecord.TargetKind.self)
private let results = Vocabulary(OperatorRecord.Result.self)

extension Heartbeat {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var collector: SafeText?
    var intervalSeconds: Double?
    var upstream: Upstream?
    var lagSeconds: Double?
    var emitted: Int64?
    var dropped: Int64?
    var errors: Int64?
    var lastEventAt: Timestamp?
    var version: SafeText?
    var clockOffset: Double?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = heartbeatKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .collector: collector = try texts.word(value)
        case .interval: intervalSeconds = try value.amount()
        case .lag: lagSeconds = try value.amount()
        case .emitted: emitted = try value.count()
        case .dropped: dropped = try value.count()
        case .errors: errors = try value.count()
        case .upstream: upstream = try value.word(of: upstreams)
        case .lastEventAt: lastEventAt = try value.moment()
        case .version: version = try texts.word(value)
        case .clockOffset: clockOffset = try value.anyNumber()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let collector else { throw .missing("collector") }
    guard let intervalSeconds else { throw .missing("interval_s") }
    guard let upstream else { throw .missing("upstream") }
    self.init(
      collector: collector, intervalSeconds: intervalSeconds, upstream: upstream, lagSeconds: lagSeconds, emitted: emitted,
      dropped: dropped, errors: errors, lastEventAt: lastEventAt, version: version, clockOffsetMilliseconds: clockOffset)
  }
}

extension RecordingHeader {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var title: SafeText?
    var startedAt: Timestamp?
    var endedAt: Timestamp?
    var events: Int64?
    var speedHint: Double?
    var note: SafeText?
    var chapters: [Chapter] = []
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = recordingKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .title: title = try texts.free(value)
        case .startedAt: startedAt = try value.moment()
        case .endedAt: endedAt = try value.moment()
        case .events: events = try value.count()
        case .speedHint: speedHint = try value.amount()
        case .note: note = try texts.free(value)
        case .chapters: chapters = try value.list { value throws(Fault) in try Chapter(value, texts) }
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let title else { throw .missing("title") }
    guard let startedAt else { throw .missing("started_at") }
    self.init(
      title: title, startedAt: startedAt, endedAt: endedAt, events: events, speedHint: speedHint, note: note, chapters: chapters)
  }
}

extension RecordingHeader.Chapter {
  fileprivate init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var at: Timestamp?
    var title: SafeText?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = chapterKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .at: at = try value.moment()
        case .title: title = try texts.free(value)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let at else { throw .missing("at") }
    guard let title else { throw .missing("title") }
    self.init(at: at, title: title)
  }
}

extension OperatorRecord {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var verb: Verb?
    var targetKind = TargetKind.none
    var target: SafeText?
    var operatorID: SafeText?
    var shift: SafeText?
    var note: SafeText?
    var until: Timestamp?
    var result: Result?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = actionKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .verb: verb = try value.word(of: verbs)
        case .targetKind: targetKind = try value.word(of: targetKinds)
        case .target: target = try texts.id(value)
        case .operatorID: operatorID = try OperatorRecord.operatorID(value, texts)
        case .shift: shift = try texts.word(value)
        case .note: note = try texts.free(value, atMost: 500)
        case .until: until = try value.moment()
        case .result: result = try value.word(of: results)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let verb else { throw .missing("action") }
    guard let operatorID else { throw .missing("operator") }
    guard let shift else { throw .missing("shift") }
    guard let result else { throw .missing("result") }
    self.init(
      verb: verb, targetKind: targetKind, target: target, operatorID: operatorID, shift: shift, note: note, until: until,
      result: result)
  }

  /// `^[a-z0-9-]{2,32}$`: a role, not a person's name.
  private static func operatorID(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, (2...32).contains(bytes.count),
      bytes.buffer.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    else { throw .value("2 to 32 of a–z, 0–9 and -", value) }
    return texts.word(bytes)
  }
}
