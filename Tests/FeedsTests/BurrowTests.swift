import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/queues/kafka-burrow/"

@Suite struct BurrowTests {
  private func partition(_ status: String, lag: Int, from first: Int = 0, to last: Int = 0) -> String {
    """
    {"topic":"t","partition":0,"status":"\(status)","start":{"offset":\(first),"timestamp":1656813800000,"lag":0},\
    "end":{"offset":\(last),"timestamp":1656813810000,"lag":\(lag)},"current_lag":\(lag),"complete":1}
    """
  }

  private func answer(_ status: String, _ partitions: [String], _ more: String = "") -> String {
    """
    {"error":false,"message":"ok","status":{"cluster":"c1","group":"g1","status":"\(status)","complete":1,\
    "partitions":[\(partitions.joined(separator: ","))]\(more)},"request":{"url":"/v3/kafka/c1/consumer/g1/lag"}}
    """
  }

  /// In Python: totallag, the sum of end.offset, the newest end.timestamp of the three partitions.
  @Test(.enabled(if: names(in: folder) != nil)) func theLagOfARealGroup() throws {
    let bytes = try #require(contents(of: folder + "v3_kafka_clustername1_consumer_group1_lag.json"))
    let (events, malformed) = ForeignJSON.decode(.burrow, bytes: bytes)
    #expect(malformed.isEmpty && events.count == 3)
    let queue = try #require(events.compactMap(\.queue).first)
    #expect(
      queue
        == QueueReading(
          queue: "clustername1/group1", title: "group1", mode: .message,
          provider: Party(id: "clustername1", name: "clustername1"),
          consumer: Party(id: "group1", name: "group1"), depth: 0, unit: "{message}", state: .ok, inRate: 0, outRate: 0,
          offset: 431_323_195 + 431_322_962 + 428_636_563, lastSuccess: Timestamp(milliseconds: 1_515_609_490_008)))
    #expect(events.compactMap(\.heartbeat).map(\.upstream) == [.ok])
    #expect(
      events.sampleNames == [
        "kafka.group.lag.max{cluster=clustername1,group=group1}", "kafka.group.partitions.bad{cluster=clustername1,group=group1}",
      ])
  }

  /// An error, and four lists which say nothing of a backlog.
  @Test(
    .enabled(if: names(in: folder) != nil),
    arguments: [
      ("error.json", "message: Detailed error message"),
      ("v3_kafka.json", "clusters: is an answer of another endpoint; wanted is /v3/kafka/<cluster>/consumer/<group>/lag"),
      (
        "v3_kafka_clustername1_consumer.json",
        "consumers: is an answer of another endpoint; wanted is /v3/kafka/<cluster>/consumer/<group>/lag"
      ),
      (
        "v3_kafka_clustername1_topic.json",
        "topics: is an answer of another endpoint; wanted is /v3/kafka/<cluster>/consumer/<group>/lag"
      ),
      (
        "v3_kafka_clustername1_topic_topicA.json",
        "offsets: is an answer of another endpoint; wanted is /v3/kafka/<cluster>/consumer/<group>/lag"
      ),
    ]) func otherAnswersAreNamed(name: String, detail: String) throws
  {
    let (events, malformed) = ForeignJSON.decode(.burrow, bytes: try #require(contents(of: folder + name)))
    #expect(malformed.map(\.detail.string) == [detail])
    #expect(events.map { $0.heartbeat?.upstream } == [name == "error.json" ? .degraded : .ok])
  }

  @Test(arguments: [
    ("OK", ["OK"], QueueReading.State.ok, 0.0), ("WARN", ["OK", "WARN"], .warn, 1), ("ERR", ["STOP", "OK", "STALL"], .stop, 2),
    ("ERR", ["STALL", "WARN"], .stall, 2), ("ERR", ["STOP", "REWIND"], .rewind, 2), ("ERR", [], .stall, 0),
    ("OK", ["WARN"], .warn, 1),
    ("NOTFOUND", [], .unknown, 0),
  ]) func theWorstPartitionSpeaks(group: String, partitions: [String], state: QueueReading.State, bad: Double) {
    let (events, malformed) = ForeignJSON.decode(
      .burrow, answer(group, partitions.map { partition($0, lag: 1) }, #","totallag":"5""#))
    #expect(malformed.isEmpty && events.compactMap(\.queue).map(\.state) == [state])
    #expect(events.compactMap(\.queue).first?.depth == 5 && events.value("kafka.group.partitions.bad") == bad)
  }

  @Test func ratesComeOfTheWindow() throws {
    let (events, _) = ForeignJSON.decode(
      .burrow, answer("OK", [partition("OK", lag: 50, from: 100, to: 200), partition("OK", lag: 7, from: 5, to: 25)]))
    let queue = try #require(events.compactMap(\.queue).first)
    // 100 + 20 in ten seconds; the lag grew by 57 meanwhile. No total: the sum of the partitions.
    #expect(queue.outRate == 12 && queue.inRate == 17.7 && queue.depth == 57 && queue.offset == 225)
    #expect(events.value("kafka.group.lag.max") == 50)
  }

  @Test func badPartitionsCostOnlyThemselves() throws {
    let partitions = [partition("LOST", lag: 1), partition("OK", lag: -3), "7", partition("WARN", lag: 4)]
    let (events, malformed) = ForeignJSON.decode(.burrow, answer("WARN", partitions, #","maxlag":null"#))
    #expect(
      malformed.map(\.detail) == [
        "status.partitions[0].status: must be one of NOTFOUND, OK, WARN, ERR, STALL, STOP, REWIND, is “LOST” (+1)"
      ])
    #expect(events.compactMap(\.queue).map(\.depth) == [4])
    let big = answer("OK", [partition("OK", lag: .max), partition("OK", lag: .max)])
    #expect(ForeignJSON.decode(.burrow, big).events.compactMap(\.queue).map(\.depth) == [.max])
    #expect(ForeignJSON.decode(.burrow, answer("OK", [])).malformed.map(\.detail) == ["status.totallag: is missing"])
  }

  @Test func aPollIsNewsAndARepeatIsNot() {
    let text = answer("OK", [partition("OK", lag: 1)])
    let first = ForeignJSON.decode(.burrow, text).events
    #expect(ForeignJSON.decode(.burrow, text).events == first)
    var later = context
    later.receivedAt = context.receivedAt + 15
    let second = ForeignJSON.decode(.burrow, text, later).events
    #expect(Set(first.map(\.id)).isDisjoint(with: second.map(\.id)) && second.allSatisfy { $0.time == later.receivedAt })
    // Several polls in one file differ in what they say.
    let lines = ForeignJSON.decode(.burrow, text + "\n" + answer("WARN", [partition("WARN", lag: 1)]))
    #expect(Set(lines.events.compactMap { $0.queue == nil ? nil : $0.id }).count == 2)
  }

  @Test func nothingBreaksIt() {
    ForeignJSON.torture(
      .burrow, answer("ERR", [partition("STOP", lag: 9, from: 1, to: 2)], #","totallag":9,"maxlag":"# + partition("STOP", lag: 9))
    )
    ForeignJSON.torture(.burrow, #"{"error":true,"message":"m"}"#)
    for (name, bytes) in ForeignJSON.otherBodies() {
      let (events, malformed) = ForeignJSON.decode(.burrow, bytes: bytes)
      #expect(events.isEmpty && malformed.map(\.reason) == [.shape], "\(name)")
    }
  }
}
