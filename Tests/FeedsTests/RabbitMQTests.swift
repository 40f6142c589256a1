import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/queues/rabbitmq/"

@Suite struct RabbitMQTests {
  private func queues(_ list: String) -> [QueueReading] {
    let (events, malformed) = ForeignJSON.decode(.rabbitmq, "[\(list)]")
    #expect(malformed.isEmpty)
    return events.compactMap(\.queue)
  }

  private func queue(_ members: String, vhost: String = "/") -> String { #"{"vhost":"\#(vhost)","name":"q",\#(members)}"# }

  /// Counted in Python: `len(json.load(f))` and `sum(q["messages"] for q in …)`.
  @Test(
    .enabled(if: names(in: folder) != nil),
    arguments: [("queues-3.6.8.json", 3, 1), ("queues-3.7.0.json", 3, 0), ("queue-max-length.json", 2, 0)]
      as [(String, Int, Int64)])
  func queuesOfARealBroker(name: String, count: Int, messages: Int64) throws {
    let (events, malformed) = ForeignJSON.decode(.rabbitmq, bytes: try #require(contents(of: folder + name)))
    #expect(malformed.isEmpty && events.compactMap(\.heartbeat).map(\.upstream) == [.ok])
    let queues = events.compactMap(\.queue)
    #expect(queues.count == count && events.count == count + 1)
    #expect(queues.reduce(0) { $0 + $1.depth } == messages)
    // One message, and nobody who takes it.
    #expect(queues.map(\.state) == (messages == 1 ? [.stop, .ok, .ok] : Array(repeating: .ok, count: count)))
  }

  /// Figures as Python's json reads them from these files.
  @Test(
    .enabled(if: names(in: folder) != nil),
    arguments: [
      ("nodes-3.6.8.json", 12, ["rabbitmq.node.mem.used": 52_122_128, "rabbitmq.node.fd.used": 30, "rabbitmq.node.running": 1]),
      (
        "nodes-3.7.0.json", 12,
        ["rabbitmq.node.mem.used": 63_606_512, "rabbitmq.node.disk.free": 39_426_990_080, "rabbitmq.node.partitions": 0]
      ),
      (
        "overview-3.6.8.json", 18,
        ["rabbitmq.messages": 1, "rabbitmq.queues": 3, "rabbitmq.publish": 1, "rabbitmq.publish.rate": 0]
      ),
      ("overview-3.7.0.json", 12, ["rabbitmq.messages": 0, "rabbitmq.connections": 1, "rabbitmq.disk_reads": 0]),
      ("exchanges-3.6.8.json", 4, ["rabbitmq.exchange.publish_in": 1, "rabbitmq.exchange.publish_out": 1]),
      ("exchanges-3.7.0.json", 0, [:]),
    ] as [(String, Int, [String: Double])]) func metricsOfARealBroker(name: String, count: Int, values: [String: Double]) throws
  {
    let (events, malformed) = ForeignJSON.decode(.rabbitmq, bytes: try #require(contents(of: folder + name)))
    #expect(malformed.isEmpty)
    #expect(events.flatMap(\.samples).count == count && events.count == (count > 0 ? 2 : 1))
    for (name, value) in values { #expect(events.value(SafeText(sanitizing: name)) == value, "\(name)") }
  }

  @Test func aQueueWithEverything() throws {
    let members = """
      "messages":90,"messages_ready":60,"messages_unacknowledged":30,"consumers":2,"state":"running",\
      "head_message_timestamp":1656813800,"idle_since":"2022-07-03 10:00:00","arguments":{},"message_stats":{\
      "publish":5,"publish_details":{"rate":1.5},"deliver_get":4,"deliver_get_details":{"rate":2.5},"ack_details":{"rate":0}}
      """
    let reading = try #require(queues(queue(members, vhost: "a/b")).first)
    #expect(
      reading
        == QueueReading(
          queue: "test/a%2Fb/q", title: "q", mode: .message, provider: Party(id: "a/b", name: "a/b"),
          consumer: Party(id: "q", name: "q"), depth: 90, unit: "{message}", state: .ok, oldestSeconds: 100, inRate: 1.5,
          outRate: 2.5, inFlight: 30))
    // Without a stamp on its first message: as long as nothing has happened, in the source's zone (10:05 there when it arrives).
    let idle = members.replacing("1656813800", with: #""""#)
    #expect(queues(queue(idle)).first?.oldestSeconds == 300)
    // A page of the list holds it too; a poll later it is another event.
    let page = ForeignJSON.decode(.rabbitmq, #"{"page":1,"item_count":1,"items":[\#(queue(members, vhost: "a/b"))]}"#)
    #expect(page.events.compactMap(\.queue) == [reading] && page.malformed.isEmpty)
    var later = context
    later.receivedAt = context.receivedAt + 5
    #expect(ForeignJSON.decode(.rabbitmq, queue(members), later).events[0].id != page.events[0].id)
  }

  @Test(arguments: [
    (#""messages":0,"consumers":0"#, QueueReading.State.ok),
    (#""messages":3,"consumers":0"#, .stop),
    (#""messages":3,"messages_ready":0,"consumers":0"#, .ok),
    (#""messages":3,"consumers":1,"message_stats":{"deliver_get_details":{"rate":0},"ack_details":{"rate":0}}"#, .stall),
    (#""messages":3,"consumers":1,"message_stats":{"publish":3}"#, .stall),
    (#""messages":3,"consumers":1,"message_stats":{"deliver_get_details":{"rate":0},"ack_details":{"rate":2}}"#, .ok),
    (#""messages":3,"consumers":1"#, .ok),
    (#""messages":3,"consumers":1,"state":"flow""#, .warn),
    (#""messages":0,"consumers":1,"state":"crashed""#, .stop),
    (#""state":"down","exclusive":false"#, .stop),
    (#""exclusive":false,"consumers":0"#, .unknown),
    (#""messages":80,"consumers":1,"arguments":{"x-max-length":100}"#, .warn),
    (#""messages":79,"consumers":1,"arguments":{"x-max-length":100}"#, .ok),
    (#""messages":9,"consumers":1,"effective_policy_definition":{"max-length":10}"#, .warn),
    (#""messages":9,"message_bytes":90,"consumers":1,"arguments":{"x-max-length-bytes":100}"#, .warn),
    (#""messages":9,"consumers":0,"type":"stream""#, .ok),
    (#""messages":9,"consumers":0,"arguments":{"x-message-ttl":60000,"x-dead-letter-exchange":"again"}"#, .ok),
    (#""messages":9,"consumers":0,"arguments":{"x-message-ttl":60000},"effective_policy_definition":[]"#, .stop),
  ]) func statesFollowTheRule(members: String, state: QueueReading.State) {
    #expect(queues(queue(members)).map(\.state) == [state])
  }

  @Test func nodesAndTheirLimits() throws {
    let (events, malformed) = ForeignJSON.decode(
      .rabbitmq,
      """
      [{"name":"rabbit@a","running":true,"mem_used":100,"mem_limit":400,"fd_used":"unknown","fd_total":1024,"mem_alarm":true,
      "partitions":["rabbit@b"],"disk_free":{}},{"name":"rabbit@b","running":false}]
      """)
    #expect(malformed == [Malformed(.value, "[0].disk_free: must be a number, is an object")])
    let a = [Label("node", "rabbit@a")]
    #expect(
      events.flatMap(\.samples) == [
        MetricSample(name: "rabbitmq.node.running", value: 1, unit: "1", labels: a),
        MetricSample(name: "rabbitmq.node.mem.used", value: 100, unit: "By", labels: a, capacity: 400),
        MetricSample(name: "rabbitmq.node.mem.alarm", value: 1, unit: "1", labels: a),
        MetricSample(name: "rabbitmq.node.fd.used", value: nil, unit: "{file}", labels: a, capacity: 1024, quality: .missing),
        MetricSample(name: "rabbitmq.node.partitions", value: 1, unit: "{node}", labels: a),
        MetricSample(name: "rabbitmq.node.running", value: 0, unit: "1", labels: [Label("node", "rabbit@b")]),
      ])
    #expect(events.compactMap(\.heartbeat).map(\.upstream) == [.ok])
  }

  @Test func errorsAndOtherObjects() {
    let refused = ForeignJSON.decode(.rabbitmq, #"{"error":"not_authorised","reason":"Login failed"}"#)
    #expect(refused.events.map { $0.heartbeat?.upstream } == [.degraded])
    #expect(refused.malformed == [Malformed(.value, "error: not_authorised: Login failed")])
    let connection = #"{"name":"1.2.3.4:5 -> 6","vhost":"/","channels":1,"state":"running","user":"u"}"#
    let (events, malformed) = ForeignJSON.decode(.rabbitmq, #"[\#(connection),\#(queue(#""messages":-1"#)),7]"#)
    #expect(events.compactMap(\.queue).isEmpty)
    #expect(
      malformed.map(\.detail) == [
        "[0]: is no queue, overview, node or exchange of the management API",
        "[1].messages: must be a whole number ≥ 0, is -1", "[2]: must be an object, is 7",
      ])
    #expect(ForeignJSON.decode(.rabbitmq, "[]").events.map { $0.heartbeat?.upstream } == [.ok])
    for (name, bytes) in ForeignJSON.otherBodies() {
      let (events, malformed) = ForeignJSON.decode(.rabbitmq, bytes: bytes)
      #expect(events.isEmpty && malformed.map(\.reason) == [.shape], "\(name)")
    }
  }

  /// A number in a name is hidden in the title, and stays hidden where the title is cut.
  @Test func titlesAreMasked() {
    let long = String(repeating: "a", count: 48) + "-" + "13812345678901234"
    let titles = queues(
      [long, "tel-13812345678"].map { #"{"vhost":"/","name":"\#($0)","messages":0}"# }.joined(separator: ",")
    ).map(\.title.string)
    #expect(titles == [String(repeating: "a", count: 48) + "-" + "138****5678", "tel-138****5678"])
  }

  @Test func nothingBreaksIt() {
    ForeignJSON.torture(
      .rabbitmq,
      "["
        + queue(
          """
          "messages":9,"messages_ready":3,"consumers":1,"state":"running","head_message_timestamp":5,"idle_since":"2022-07-03 10:00:00",\
          "arguments":{"x-max-length":9},"message_stats":{"publish_details":{"rate":1},"deliver_get_details":{"rate":1}}
          """)
        + #",{"name":"n","running":true,"mem_used":1,"mem_limit":2,"partitions":[]},{"name":"","vhost":"/","internal":false,"#
        + #""message_stats":{"publish_in":1,"publish_in_details":{"rate":2}}}]"#)
    ForeignJSON.torture(
      .rabbitmq, #"{"cluster_name":"c","queue_totals":{"messages":1},"object_totals":{"queues":1},"message_stats":{"ack":1}}"#)
  }
}
