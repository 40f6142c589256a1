import Core
import TextSafety

extension FeedFormat {
  /// Answers of the management API: `/api/queues`, `/api/overview`, `/api/nodes`, `/api/exchanges`; whole, paged or as JSON lines.
  static let rabbitmq = json("rabbitmq", "RabbitMQ management API: queues, overview, nodes, exchanges") { root, records in
    var broker = BrokerAnswers(context: records.context)
    // A page holds its list in `items`.
    let list = root["items"] ?? root
    records.each(list, at: root["items"] == nil ? "" : "items") { value, records throws(Fault) in try broker.take(value, &records)
    }
    broker.batch.flush(into: &records)
    // An empty list is an answer too.
    if let upstream = broker.upstream ?? (list.isArray && records.malformed.isEmpty ? .ok : nil) { records.upstream(upstream) }
  }
}

/// What the management API told, object by object.
private struct BrokerAnswers {
  let context: DecodeContext
  var batch = SampleBatch()
  /// Nil while nothing was told that this API tells.
  private(set) var upstream: Heartbeat.Upstream?

  mutating func take(_ object: JSONValue, _ records: inout Records) throws(Fault) {
    guard object.isObject else { throw Fault.value("an object", object).because(.shape) }
    guard let kind = Kind(object) else {
      throw Fault(.shape, "is no queue, overview, node or exchange of the management API")
    }
    upstream = kind == .error ? .degraded : upstream ?? .ok
    switch kind {
    case .error:
      throw Fault(.value, "\(records.said(object["error"], atMost: 40)): \(records.said(object["reason"]))", path: "error")
    case .overview: try overview(object, records.texts)
    case .node: try node(object, records.texts)
    case .exchange: try exchange(object, records.texts)
    case .queue: records.append(Event(polled: try QueueReading(queue: object, records.texts, context), context))
    }
  }

  /// Objects of this API do not say what they are; each kind has members no other has.
  private enum Kind {
    case error, overview, node, exchange, queue

    init?(_ object: JSONValue) {
      let isNamed = object["vhost"] != nil && object["name"] != nil
      if object["error"]?.isString == true {
        self = .error
      } else if object["object_totals"] != nil || object["queue_totals"] != nil {
        self = .overview
      } else if !isNamed, object["running"]?.boolean != nil {
        self = .node
      } else if isNamed, object["internal"]?.boolean != nil {
        self = .exchange
      } else if isNamed, object["messages"] != nil || object["consumers"] != nil || object["exclusive"] != nil {
        self = .queue
      } else {
        return nil
      }
    }
  }

  private mutating func overview(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var labels = LabelList()
    if let cluster = object["cluster_name"]?.loose(texts) { labels.add("cluster", cluster) }
    var samples = BrokerSamples(try labels.sorted(), texts)
    samples.add(BrokerSamples.totals, of: object["queue_totals"], at: "queue_totals")
    samples.add(BrokerSamples.objects, of: object["object_totals"], at: "object_totals")
    samples.add(stats: object["message_stats"], prefix: "rabbitmq.")
    try samples.move(to: &batch, context)
  }

  private mutating func node(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    guard let name = object["name"]?.loose(texts) else { throw .missing("name") }
    var samples = BrokerSamples(try LabelList([Label("node", name)]).sorted(), texts)
    samples.add(BrokerSamples.node, of: object, at: "")
    try samples.move(to: &batch, context)
  }

  /// An exchange that nothing went through has nothing to say.
  private mutating func exchange(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    guard let stats = object["message_stats"] else { return }
    // The default exchange has no name.
    let name = object["name"]?.loose(texts) ?? "amq.default"
    let labels = LabelList([Label("exchange", name), Label("vhost", object["vhost"]?.loose(texts) ?? "/")])
    var samples = BrokerSamples(try labels.sorted(), texts)
    samples.add(stats: stats, prefix: "rabbitmq.exchange.")
    try samples.move(to: &batch, context)
  }
}
