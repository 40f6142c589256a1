import Core
import TextSafety

/// In the order in which faults are told.
enum QueueKey: String, CaseIterable {
  case queueID = "queue_id", title, mode, provider, consumer, depth, unit, state, oldest = "oldest_s", inRate = "in_rate",
    outRate =
    "out_rate", inFlight = "inflight", failed, retrying, dead, offset, lastSuccess = "last_success_at", limit = "sla_s", p95 =
    "p95_ms"
}
enum PartyKey: String, CaseIterable { case id, name }

let queueKeys = Vocabulary(QueueKey.self)
private let requiredKeys: KeySet<QueueKey> = [.queueID, .mode, .provider, .consumer, .depth, .unit, .state]
let partyKeys = Vocabulary(PartyKey.self)
private let requiredPartyKeys: KeySet<PartyKey> = [.id, .name]
private let modes = Vocabulary(QueueReading.Mode.self)
private let states = Vocabulary(QueueReading.State.self)

extension QueueReading {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let nobody = Party(id: .empty, name: .empty)
    self.init(
      queue: .empty, title: .empty, mode: .table, provider: nobody, consumer: nobody, depth: 0, unit: .empty, state: .unknown)
    let row = FieldRow(data, queueKeys)
    try row.each(required: requiredKeys) { key, value throws(Fault) in try set(key, value, texts) }
    if row[.title] == nil { title = Masking.masked(queue, atMost: 60) }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: QueueKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .queueID: queue = try texts.word(value)
    case .title: title = try texts.title(value, atMost: 60)
    case .mode: mode = try value.word(of: modes)
    case .provider: provider = try Party(value, texts)
    case .consumer: consumer = try Party(value, texts)
    case .depth: depth = try value.count()
    case .unit: unit = try texts.word(value)
    case .state: state = try value.word(of: states)
    case .oldest: oldestSeconds = try value.amount()
    case .inRate: inRate = try value.amount()
    case .outRate: outRate = try value.amount()
    case .inFlight: inFlight = try value.count()
    case .failed: failed = try value.count()
    case .retrying: retrying = try value.count()
    case .dead: dead = try value.count()
    case .offset: offset = try value.count()
    case .lastSuccess: lastSuccess = try texts.moment(value)
    case .limit: limitSeconds = try value.amount()
    case .p95: p95Milliseconds = try value.amount()
    }
  }
}

extension Party {
  init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    self.init(id: .empty, name: .empty)
    try FieldRow(try object.object(), partyKeys).each(required: requiredPartyKeys) { key, value throws(Fault) in
      try set(key, value, texts)
    }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: PartyKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .id: id = try texts.word(value)
    case .name: name = try texts.word(value, atMost: 40)
    }
  }
}
