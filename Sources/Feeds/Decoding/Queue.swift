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
    let row = FieldRow(data, queueKeys)
    let queue = try row.required(.queueID, try row.word(.queueID, texts))
    let title = try row.title(.title, texts, atMost: 60)
    self.init(
      queue: queue, title: title ?? Masking.masked(queue, atMost: 60),
      mode: try row.required(.mode, try row.one(of: modes, .mode)),
      provider: try row.required(.provider, try row.party(.provider, texts)),
      consumer: try row.required(.consumer, try row.party(.consumer, texts)),
      depth: try row.required(.depth, try row.count(.depth)), unit: try row.required(.unit, try row.word(.unit, texts)),
      state: try row.required(.state, try row.one(of: states, .state)), oldestSeconds: try row.amount(.oldest),
      inRate: try row.amount(.inRate), outRate: try row.amount(.outRate), inFlight: try row.count(.inFlight),
      failed: try row.count(.failed), retrying: try row.count(.retrying), dead: try row.count(.dead),
      offset: try row.count(.offset), lastSuccess: try row.moment(.lastSuccess, texts), limitSeconds: try row.amount(.limit),
      p95Milliseconds: try row.amount(.p95))
  }
}

extension Party {
  init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), partyKeys)
    self.init(
      id: try row.required(.id, try row.word(.id, texts)), name: try row.required(.name, try row.word(.name, texts, atMost: 40)))
  }
}
