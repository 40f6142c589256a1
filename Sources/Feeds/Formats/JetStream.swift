import Core
import TextSafety

extension FeedFormat {
  /// The body of `/jsz?consumers=true` of a NATS server; several as an array or as JSON lines.
  static let jetstream = json("jetstream", "NATS JetStream monitoring, /jsz?consumers=true") { root, records in
    records.each(root) { server, records throws(Fault) in
      guard server.isObject else { throw Fault.value("an object", server).because(.shape) }
      guard server["server_id"] != nil, let accounts = server["account_details"] else {
        throw Fault(.shape, "is missing; wanted is /jsz?consumers=true", path: "account_details")
      }
      records.upstream(.ok)
      records.each(accounts, at: "account_details") { account, records throws(Fault) in
        let name = account["name"]?.loose(records.texts) ?? "$G"
        for stream in account["stream_detail"]?.elements ?? account.elements {
          guard let consumers = stream["consumer_detail"] else { continue }
          records.each(consumers, at: "consumer_detail") { consumer, records throws(Fault) in
            let reading = try QueueReading(consumer: consumer, of: name, records.texts, records.context)
            records.append(Event(polled: reading, records.context))
          }
        }
      }
    }
  }
}

extension QueueReading {
  /// A consumer that asked for messages so many seconds ago is still there: many ask now and then only.
  private static let presenceSeconds = 60.0

  fileprivate init(consumer: JSONValue, of account: SafeText, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    guard consumer.isObject else { throw .value("an object", consumer) }
    guard let stream = consumer["stream_name"]?.loose(texts) else { throw .missing("stream_name") }
    guard let name = consumer["name"]?.loose(texts) else { throw .missing("name") }
    guard let pending = try consumer.count(of: "num_pending") else { throw .missing("num_pending") }
    let unacknowledged = try consumer.count(of: "num_ack_pending") ?? 0
    let (depth, overflow) = pending.addingReportingOverflow(unacknowledged)
    let delivered = consumer["delivered"]
    let lastActive = delivered?["last_active"]?.looseMoment(context.offsetMinutes)
    // Paused by command → paused; no more may be under way before some are acknowledged → stall; messages wait and nobody is
    // bound, asks, or asked lately → stop; else ok.
    let state: State
    let isPresent =
      consumer["push_bound"]?.boolean == true || consumer["num_waiting"]?.looseInteger ?? 0 > 0
      || lastActive.map { context.receivedAt - $0 < Self.presenceSeconds } == true
    if consumer["paused"]?.boolean == true {
      state = .paused
    } else if pending > 0, let limit = consumer["config"]?["max_ack_pending"]?.looseInteger, limit > 0, unacknowledged >= limit {
      state = .stall
    } else {
      state = pending > 0 && !isPresent ? .stop : .ok
    }
    self.init(
      queue: account.fitted(to: 80) + "/" + stream.fitted(to: 80) + "/" + name.fitted(to: 80), title: Self.title(name),
      mode: .message, provider: Party(id: stream.fitted(to: 80), name: stream.fitted(to: 40)),
      consumer: Party(id: name.fitted(to: 80), name: name.fitted(to: 40)), depth: overflow ? .max : depth, unit: "{message}",
      state: state, inFlight: unacknowledged, retrying: try consumer.count(of: "num_redelivered"),
      offset: try delivered?.count(of: "stream_seq"),
      lastSuccess: consumer["ack_floor"]?["last_active"]?.looseMoment(context.offsetMinutes))
  }
}
