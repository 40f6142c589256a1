import Core
import TextSafety

extension QueueReading {
  init(queue object: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    guard let name = object["name"]?.loose(texts) else { throw .missing("name") }
    let vhost = object["vhost"]?.loose(texts) ?? "/"
    let queue = try BrokerQueue(object)
    // As in the paths of the API: /api/queues/%2F/orders.
    let host = SafeText(sanitizing: vhost.string.replacing("%", with: "%25").replacing("/", with: "%2F"))
    self.init(
      queue: context.collector + "/" + host.fitted(to: LabelList.longest) + "/" + name.fitted(to: 255), title: Self.title(name),
      mode: .message, provider: Party(id: vhost.fitted(to: 255), name: vhost.fitted(to: 40)),
      consumer: Party(id: name.fitted(to: 255), name: name.fitted(to: 40)), depth: queue.messages ?? 0, unit: "{message}",
      state: queue.state, oldestSeconds: BrokerQueue.oldest(object, queue, context), inRate: queue.publishRate,
      outRate: queue.deliverRate, inFlight: try object.count(of: "messages_unacknowledged"))
  }
}

/// What the management API says of a queue, as far as its state follows from it.
private struct BrokerQueue {
  /// Nil where the broker cannot count: the node of the queue is down, or the queue is too new.
  var messages: Int64?
  var ready: Int64
  var consumers: Int64?
  /// Per second.
  var publishRate: Double?
  var deliverRate: Double?
  private var acknowledgeRate: Double?
  /// Backlog as a part of what the queue may hold, where that is bounded.
  private var fill: Double = 0
  /// In the words of the broker: running, flow, down …
  private var word: String?
  /// A stream keeps what was read, and what expires into another queue leaves without being taken.
  private var needsConsumer: Bool

  /// From this part of what it may hold on, a queue is soon to drop messages or to refuse them.
  private static let warnFill = 0.8

  init(_ object: JSONValue) throws(Fault) {
    messages = try object.count(of: "messages")
    ready = try object.count(of: "messages_ready") ?? messages ?? 0
    consumers = try object.count(of: "consumers")
    if let stats = object["message_stats"] {
      publishRate = stats["publish_details"]?.brokerRate
      // Counters begin with their first message: none delivered is no member.
      deliverRate = stats["deliver_get_details"]?.brokerRate ?? (stats["deliver_get"] == nil ? 0 : nil)
      acknowledgeRate = stats["ack_details"]?.brokerRate
    }
    let arguments = object["arguments"]
    let policy = object["effective_policy_definition"]
    let bytes = try object.count(of: "message_bytes")
    for (count, maximum) in [
      (messages, arguments?["x-max-length"]), (messages, policy?["max-length"]), (bytes, arguments?["x-max-length-bytes"]),
      (bytes, policy?["max-length-bytes"]),
    ] {
      if let count, let maximum = maximum?.looseNumber, maximum > 0 { fill = max(fill, Double(count) / maximum) }
    }
    word = object["state"]?.bytes.flatMap { $0.count <= 32 ? $0.raw.lowercased() : nil }
    let isStream = [object["type"], arguments?["x-queue-type"]].contains { $0?.bytes.map { $0 == "stream" } == true }
    let expires = arguments?["x-message-ttl"] ?? policy?["message-ttl"]
    let next = arguments?["x-dead-letter-exchange"] ?? policy?["dead-letter-exchange"]
    needsConsumer = !isStream && (expires == nil || next == nil)
  }

  /// The first that is true: the broker says that the queue is down → stop; it counts nothing → unknown; messages wait and nobody
  /// takes them → stop; they wait, somebody is there, and none was delivered or acknowledged lately → stall; publishers are held
  /// back, or the queue is nearly as long as it may be → warn; else ok.
  var state: QueueReading.State {
    switch word {
    case "down", "crashed", "stopped", "terminated", "minority", "nodedown", "timeout": return .stop
    default: break
    }
    guard messages != nil else { return .unknown }
    if needsConsumer, ready > 0, let consumers {
      if consumers == 0 { return .stop }
      if deliverRate == 0, acknowledgeRate ?? 0 == 0 { return .stall }
    }
    return word == "flow" || fill >= Self.warnFill ? .warn : .ok
  }

  /// The age of the first message where publishers stamp them, else how long nothing has happened to a queue in which some wait.
  static func oldest(_ object: JSONValue, _ queue: BrokerQueue, _ context: DecodeContext) -> Double? {
    guard let messages = queue.messages, messages > 0 else { return nil }
    if let stamp = object["head_message_timestamp"]?.looseNumber, let head = Timestamp(unixMilliseconds: stamp * 1000) {
      return max(0, context.receivedAt - head)
    }
    guard queue.ready > 0, let idle = object["idle_since"]?.looseMoment(context.offsetMinutes), idle <= context.receivedAt else {
      return nil
    }
    return context.receivedAt - idle
  }
}

extension JSONValue {
  /// The rate of a `…_details` object; nil where there is none.
  fileprivate var brokerRate: Double? { self["rate"]?.looseNumber.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
}
