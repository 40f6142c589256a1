import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct JetStreamTests {
  private func server(_ consumers: String) -> String {
    """
    {"server_id":"N1","now":"2022-07-03T02:05:00Z","account_details":[{"name":"$G","stream_detail":[{"name":"ORDERS",\
    "consumer_detail":[\(consumers)]},{"name":"EMPTY"}]}]}
    """
  }

  private func consumer(_ members: String) -> String {
    #"{"stream_name":"ORDERS","name":"worker","num_ack_pending":3,"num_redelivered":1,\#(members)}"#
  }

  @Test func aConsumerIsAQueue() throws {
    let text = server(
      consumer(
        """
        "num_pending":7,"num_waiting":1,"delivered":{"stream_seq":90,"last_active":"2022-07-03T02:04:59.5Z"},\
        "ack_floor":{"stream_seq":80,"last_active":"2022-07-03T02:04:00Z"}
        """))
    let (events, malformed) = ForeignJSON.decode(.jetstream, text)
    #expect(malformed.isEmpty && events.count == 2 && events[0].heartbeat?.upstream == .ok)
    #expect(
      events.last?.queue
        == QueueReading(
          queue: "$G/ORDERS/worker", title: "worker", mode: .message, provider: Party(id: "ORDERS", name: "ORDERS"),
          consumer: Party(id: "worker", name: "worker"), depth: 10, unit: "{message}", state: .ok, inFlight: 3, retrying: 1,
          offset: 90, lastSuccess: Timestamp(rfc3339: "2022-07-03T02:04:00Z")))
  }

  @Test(arguments: [
    (#""num_pending":0"#, QueueReading.State.ok), (#""num_pending":1"#, .stop), (#""num_pending":1,"push_bound":true"#, .ok),
    (#""num_pending":1,"delivered":{"last_active":"2022-07-03T02:03:00Z"}"#, .stop),
    (#""num_pending":1,"delivered":{"last_active":"2022-07-03T02:04:30Z"}"#, .ok),
    (#""num_pending":1,"num_waiting":2,"config":{"max_ack_pending":3}"#, .stall), (#""num_pending":1,"paused":true"#, .paused),
  ]) func statesFollowTheRule(members: String, state: QueueReading.State) {
    #expect(ForeignJSON.decode(.jetstream, server(consumer(members))).events.compactMap(\.queue).map(\.state) == [state])
  }

  @Test func badConsumersCostOnlyThemselves() {
    let (events, malformed) = ForeignJSON.decode(
      .jetstream,
      server([consumer(#""num_pending":-1"#), "7", consumer(#""num_pending":9223372036854775807"#)].joined(separator: ",")))
    #expect(events.compactMap(\.queue).map(\.depth) == [.max])
    #expect(
      malformed.map(\.detail) == [
        "account_details[0].consumer_detail[0].num_pending: must be a whole number ≥ 0, is -1",
        "account_details[0].consumer_detail[1]: must be an object, is 7",
      ])
    #expect(
      ForeignJSON.decode(.jetstream, #"{"server_id":"N1","streams":2}"#).malformed == [
        Malformed(.shape, "account_details: is missing; wanted is /jsz?consumers=true")
      ])
  }

  @Test func nothingBreaksIt() {
    ForeignJSON.torture(
      .jetstream, server(consumer(#""num_pending":1,"delivered":{"stream_seq":1,"last_active":"2022-07-03T02:03:00Z"}"#)))
    for (name, bytes) in ForeignJSON.otherBodies() {
      #expect(ForeignJSON.decode(.jetstream, bytes: bytes).malformed.map(\.reason) == [.shape], "\(name)")
    }
  }
}
