import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct JSONMappingTests {
  @Test func recordsAndTheirFaults() {
    let (events, malformed) = decode(
      queueList,
      #"""
      {"at":1656813900,"list":[{"id":7,"from":"甲","to":"乙","n":"1.2万"},{"id":"b","from":"甲","to":"乙","n":-3},
      {"id":"c","from":"甲","to":{},"n":1},5,null,{"id":"d","to":"乙","n":2},{"id":"e","from":"甲","to":"乙","n":"many"}]}
      """#)
    #expect(events.map(\.subject) == ["7"])
    #expect(
      malformed.map(\.detail) == [
        "record 2: data.depth ← /n: must be a whole number ≥ 0, is -3",
        "record 3: data.consumer.id ← /to: must be a text, a number or true or false, is an object",
        "record 4: data.queue_id ← /id: is missing", "record 5: data.queue_id ← /id: is missing",
        "record 6: data.provider ← /from: is missing", "record 7: data.depth ← /n: must be a number, is “many”",
      ])
    #expect(decode(queueList, #"{"code":500,"msg":"busy"}"#).malformed.map(\.detail) == ["/list: is missing"])
    #expect(decode(queueList, #"{"at":1,"list":[]}"#).malformed.isEmpty && decode(queueList, "[").malformed.count == 1)
  }

  /// A reading without a moment of its own is a new one each time it is asked for.
  @Test func readingsAndStates() {
    var mapping = queueList
    mapping.fields.removeLast()
    let text = #"{"list":[{"id":7,"from":"甲","to":"乙","n":1}]}"#
    var later = context
    later.receivedAt = later.receivedAt + 60
    #expect(decode(mapping, text).events.map(\.id) == decode(mapping, text).events.map(\.id))
    #expect(decode(mapping, text).events.map(\.id) != decode(mapping, text, later).events.map(\.id))
    #expect(decode(mapping, text).events.first?.time == context.receivedAt)
  }

  @Test func wildcardsKeysAndAncestors() {
    var mapping = queueList
    mapping.records = JSONPointer("/groups/*/queues/*") ?? .record
    mapping.fields = [
      .init(
        "queue_id",
        FieldRule(
          .template([.pointer(JSONPointer("../../name") ?? .record), .literal("/"), .pointer(JSONPointer("/@key") ?? .record)]))),
      .init("title", fieldPath("../../@key")), .init("mode", .constant("api")), .init("provider.name", fieldPath("#/owner")),
      .init("consumer.id", fieldPath("/c~1d/0")),
      .init("depth", fieldPath("/n")), .init("source", fieldPath("../../../region")),
    ]
    let (events, malformed) = decode(
      mapping,
      #"""
      {"owner":"市局","groups":{"g1":{"name":"A","queues":{"q1":{"n":1,"c/d":["x"]},"q2":{"n":2,"c/d":["y"]}}},
      "g2":{"name":"B"},"g3":{"name":"C","queues":[{"n":3,"c/d":["z"]}]},"region":"r 1"}}
      """#)
    #expect(malformed.isEmpty && events.map(\.subject) == ["A/q1", "A/q2", "C/0"])
    #expect(events.map(\.source) == ["/test/r-1", "/test/r-1", "/test/r-1"])
    guard case .queue(let queue)? = events.last?.payload else { return }
    #expect(queue.title == "g3" && queue.depth == 3 && queue.consumer == Party(id: "z", name: "z") && queue.provider.name == "市局")
  }

  @Test func listsOfWords() {
    let mapping = FeedMapping(
      name: "a", kind: .alert, input: .jsonl,
      conditions: [
        MappingCondition(fieldPointer("/type"), .isNone(of: ["test"])), MappingCondition(fieldPointer("/id"), .isPresent(true)),
      ],
      fields: [
        .init("alert_id", fieldPath("/id")),
        .init("status", FieldRule(fieldPointer("/over"), lookup: ["true": "resolved", "false": "firing"])),
        .init("severity", FieldRule(fieldPointer("/level"), lookup: ["1": "red"], fallback: "blue")),
        .init("category", .constant("water")),
        .init("event", FieldRule(fieldPointer("/what"), split: .init(separator: "/", index: -1))),
        .init("headline", fieldPath("/what")),
        .init(
          "areas", FieldRule(fieldPointer("/areas"), split: .init(separator: "、"), lookup: ["霞山": "440803", "赤坎": "440802"])),
        .init("references", fieldPath("/refs/*/id")), .init("labels.b", fieldPath("/id")), .init("labels.a", fieldPath("/type")),
        .init("onset_at", FieldRule(.first([fieldPath("/begin"), fieldPath("/seen")]), times: [.unixMilliseconds, .auto])),
        .init("exercise", fieldPath("/drill")), .init("dataclassification", .constant("public")),
        .init("sequence", fieldPath("/seq")),
      ])
    let decoder = FeedFormat.mapped(mapping)
    #expect(decoder.framing == .lines && decoder.name == "a")
    let (events, malformed) = decode(
      mapping,
      #"""
      {"id":"w1","over":false,"level":1,"what":"供水/爆管","areas":"霞山、海外、赤坎、霞山","refs":[{"id":"r1"},{"x":1},{"id":2}],"seen":"2022-07-03 10:05","begin":"-","drill":"是","seq":42}
      """#)
    #expect(malformed.isEmpty && events.count == 1)
    guard let event = events.first, case .alert(let alert) = event.payload else { return }
    var again: [Event] = []
    #expect(LineDecoder().decode(EventEncoder().line(event), into: &again) == nil && again == events)
    #expect(alert.severity == .red && alert.status == .firing && alert.event == "爆管" && alert.headline == "供水/爆管")
    #expect(alert.areas == [PlaceCode("440803"), PlaceCode("440802")] && alert.references == ["r1", "2"])
    #expect(alert.labels == [Label("b", "w1")] && event.time == Timestamp(rfc3339: "2022-07-03T10:05:00+08:00"))
    #expect(event.marks == .exercise && event.classification == .public && event.sequence == 42)
    #expect(decode(mapping, #"{"id":"w1","type":"test"}"#).malformed.isEmpty && decode(mapping, #"{"over":1}"#).events.isEmpty)
    #expect(decode(mapping, #"{"id":"w2","over":true,"level":9,"what":"x","seen":"z"}"#).malformed.map(\.reason) == [.value])
  }

  @Test func samplesOfAList() {
    let mapping = FeedMapping(
      name: "m", kind: .metric, input: .json, fields: [.init("time", fieldPath("/t"))],
      lists: [
        .init(
          "samples",
          [
            .init(
              each: JSONPointer("/values"),
              fields: [
                .init("name", FieldRule(.template([.literal("x."), .pointer(JSONPointer("/k") ?? .record)]))),
                .init("value", fieldPath("/v")), .init("unit", .constant("1")), .init("labels.of", fieldPath("../../who")),
              ]),
            .init(fields: [
              .init("name", .constant("x.total")), .init("value", fieldPath("/total")), .init("unit", .constant("{ticket}")),
              .init("capacity", fieldPath("/cap")),
            ]),
          ])
      ])
    let values = (0..<1200).map { #"{"k":"k\#($0)","v":\#($0)}"# }.joined(separator: ",")
    let (events, malformed) = decode(
      mapping, #"{"t":1656813900,"who":"a","values":[{"k":"none","v":"-"},\#(values)],"total":"3万","cap":40000}"#)
    #expect(malformed.isEmpty && events.count == 3 && Set(events.map(\.id)).count == 3)
    let samples = events.flatMap { event -> [MetricSample] in
      if case .metric(let report) = event.payload { report.samples } else { [] }
    }
    #expect(samples.count == 1201 && samples[7].name == "x.k7" && samples[7].labels == [Label("of", "a")])
    #expect(samples.last == MetricSample(name: "x.total", value: 30_000, unit: "{ticket}", capacity: 40_000))
    #expect(events.first?.subject == "test" && decode(mapping, #"{"t":1}"#).malformed.count == 1)
    let bad = decode(mapping, #"{"t":1656813900,"values":[{"k":"A","v":1},{"k":"b","v":1}],"total":1}"#)
    #expect(
      bad.malformed.map(\.detail) == [
        "record 1: data.samples[0].name ← x.{/k}: must be a metric name such as cloud.vcpu.used_ratio, is “x.A”"
      ])
    #expect(
      decode(mapping, #"{"t":1656813900,"values":[{"k":"a","v":[]}]}"#).malformed.map(\.detail) == [
        "record 1: data.samples[0].value ← /v: must be a text, a number or true or false, is an array"
      ])
    #expect(
      decode(mapping, #"{"t":1656813900,"values":[]}"#).malformed.map(\.detail) == [
        "record 1: data.samples: has no value in this record"
      ])
  }

  /// Values above the records are looked up once, however many members stand in their way.
  @Test func manyMembersAboveManyRecords() {
    var mapping = queueList
    mapping.fields[mapping.fields.count - 1] = .init("time", fieldPath("#/at"))
    let members = (0..<20_000).map { "\"m\($0)\":0" }.joined(separator: ",")
    let records = (0..<5000).map { #"{"id":\#($0),"from":"a","to":"b","n":1}"# }.joined(separator: ",")
    let (events, malformed) = decode(mapping, "{\(members),\"at\":1656813900,\"list\":[\(records)]}")
    #expect(events.count == 5000 && malformed.isEmpty)
  }

  @Test func anyTruncationIsRead() {
    let bytes = Array(#"{"at":1656813900,"list":[{"id":7,"from":"甲","to":"乙","n":"1.2万"},{"id":"b","n":1e999}]}"#.utf8)
    for count in 0...bytes.count { _ = decode(.mapped(queueList), Array(bytes[..<count]), context) }
    let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
    #expect(decode(queueList, #"{"at":1,"list":[\#(deep)]}"#).malformed.map(\.reason) == [.depth])
  }

  @Test func gbkIsConverted() {
    // {"at":1656813900,"list":[{"id":"灯灯","from":"a","to":"b","n":1}]}
    let bytes =
      Array(#"{"at":1656813900,"list":[{"id":""#.utf8) + [0xB5, 0xC6, 0xB5, 0xC6] + Array(#"","from":"a","to":"b","n":1}]}"#.utf8)
    #expect(decode(.mapped(queueList), bytes, context).events.map(\.subject) == ["灯灯"])
  }
}
