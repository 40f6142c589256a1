import Core
import TextSafety

private enum QueueKey: String, CaseIterable {
  case queueID = "queue_id", title, mode, provider, consumer, depth, unit, oldest = "oldest_s", inRate = "in_rate", outRate =
    "out_rate",
    inFlight = "inflight", failed, retrying, dead, offset, lastSuccess = "last_success_at", state, limit = "sla_s", p95 = "p95_ms"
}
private enum PartyKey: String, CaseIterable { case id, name }

private let queueKeys = Vocabulary(QueueKey.self)
private let partyKeys = Vocabulary(PartyKey.self)
private let modes = Vocabulary(QueueReading.Mode.self)
private let states = Vocabulary(QueueReading.State.self)

extension QueueReading {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var queue: SafeText?
    var title: SafeText?
    var mode: Mode?
    var provider: Party?
    var consumer: Party?
    var depth: Int64?
    var unit: SafeText?
    var oldestSeconds: Double?
    var inRate: Double?
    var outRate: Double?
    var inFlight: Int64?
    var failed: Int64?
    var retrying: Int64?
    var dead: Int64?
    var offset: Int64?
    var lastSuccess: Timestamp?
    var state: State?
    var limitSeconds: Double?
    var p95Milliseconds: Double?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = queueKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .queueID: queue = try texts.word(value)
        case .title: title = try texts.title(value, atMost: 60)
        case .mode: mode = try value.word(of: modes)
        case .provider: provider = try Party(value, texts)
        case .consumer: consumer = try Party(value, texts)
        case .depth: depth = try value.count()
        case .unit: unit = try texts.word(value)
        case .oldest: oldestSeconds = try value.amount()
        case .inRate: inRate = try value.amount()
        case .outRate: outRate = try value.amount()
        case .inFlight: inFlight = try value.count()
        case .failed: failed = try value.count()
        case .retrying: retrying = try value.count()
        case .dead: dead = try value.count()
        case .offset: offset = try value.count()
        case .lastSuccess: lastSuccess = try value.moment()
        case .state: state = try value.word(of: states)
        case .limit: limitSeconds = try value.amount()
        case .p95: p95Milliseconds = try value.amount()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let queue else { throw .missing("queue_id") }
    guard let mode else { throw .missing("mode") }
    guard let provider else { throw .missing("provider") }
    guard let consumer else { throw .missing("consumer") }
    guard let depth else { throw .missing("depth") }
    guard let unit else { throw .missing("unit") }
    guard let state else { throw .missing("state") }
    self.init(
      queue: queue, title: title ?? Masking.masked(queue, atMost: 60), mode: mode, provider: provider, consumer: consumer,
      depth: depth, unit: unit,
      state: state, oldestSeconds: oldestSeconds, inRate: inRate, outRate: outRate, inFlight: inFlight, failed: failed,
      retrying: retrying, dead: dead, offset: offset, lastSuccess: lastSuccess, limitSeconds: limitSeconds,
      p95Milliseconds: p95Milliseconds)
  }
}

extension Party {
  init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var id: SafeText?
    var name: SafeText?
    var fields = try object.object().fields
    while let (fieldName, value) = fields.next() {
      guard let key = partyKeys(fieldName) else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try texts.word(value)
        case .name: name = try texts.word(value, atMost: 40)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("id") }
    guard let name else { throw .missing("name") }
    self.init(id: id, name: name)
  }
}
