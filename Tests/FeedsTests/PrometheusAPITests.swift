import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/load/promapi/"

@Suite struct MetricNameTests {
  @Test(arguments: [
    ("node_cpu_seconds_total", "node.cpu_seconds_total"), ("up", "up"), ("job:http_requests:rate5m", "job.http.requests.rate5m"),
    ("cloud.vcpu.used_ratio", "cloud.vcpu.used_ratio"), ("HTTP.Server-Duration", "http.server.duration"),
    ("__a__b__", "x._a._b._"),
    ("5xx", "x5xx"), ("_x.y", "metric._x.y"), ("温度_c", "u6e29u5ea6.c"), ("a..b.", "a.b"), ("a b/c", "a_b_c"),
  ]) func namesBecomeOurs(raw: String, name: String) {
    #expect(MetricName.normalized(SafeText(sanitizing: raw))?.string == name)
  }

  @Test(arguments: ["", "___", "...", "_._"]) func nothingIsLeft(raw: String) {
    #expect(MetricName.normalized(SafeText(sanitizing: raw)) == nil)
  }

  @Test func longNamesStayApart() throws {
    let long = SafeText(sanitizing: String(repeating: "a_b", count: 60))
    let one = try #require(MetricName.normalized(long + "x"))
    let other = try #require(MetricName.normalized(long + "y"))
    #expect(one != other && one.string.utf8.count <= 80 && other.string.hasPrefix("a.ba.b"))
    #expect(MetricName.joined(one, "count").string.utf8.count <= 80 && MetricName.joined("a", "count") == "a.count")
  }

  @Test(arguments: [
    ("a.seconds", "s"), ("a.seconds.total", "s"), ("mem.bytes", "By"), ("used_ratio", "ratio"), ("requests.total", "1"),
    ("up", "1"),
  ]) func unitsFollowEndings(name: String, unit: String) {
    #expect(MetricName.unit(of: SafeText(sanitizing: name)).string == unit)
  }
}

@Suite struct PrometheusAPITests {
  /// Counted in Python: per file `sum(len(r["values"]))` points, as many different times, `sum(float(v))`.
  @Test(
    .enabled(if: ForeignJSON.hasSharedData),
    arguments: [("redhat-up-201907281200.json.gz", 6839, 6466.0), ("redhat-up-201907290600.json.gz", 6840, 6462.0)])
  func rangesOfARealServer(name: String, count: Int, sum: Double) throws {
    let (events, malformed) = ForeignJSON.decode(.promapi, bytes: try #require(unzipped(folder + name)))
    #expect(malformed.isEmpty)
    let samples = events.flatMap(\.samples)
    #expect(samples.count == count && events.count == count)
    #expect(samples.reduce(0) { $0 + ($1.value ?? .nan) } == sum)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(Set(samples.map(\.labels)).count == 9 && Set(samples.map(\.name)) == ["up"])
  }

  @Test func aVectorBecomesOneEvent() throws {
    let (events, malformed) = ForeignJSON.decode(
      .promapi,
      """
      {"status":"success","data":{"resultType":"vector","result":[
      {"metric":{"__name__":"node_cpu_seconds_total","mode":"idle","cpu":"0"},"value":[1656813900.25,"12.5"]},
      {"metric":{"__name__":"temp_celsius","adcode":"440803","empty":""},"value":[1656813900.25,"NaN"]},
      {"metric":{"__name__":"disk_used_ratio"},"value":[1656813900.25,"+Inf"]},
      {"metric":{"job":"api"},"value":[1656813900.25,"1e3"]},
      {"metric":{"__name__":"rpc_seconds"},"histogram":[1656813900.25,{"count":"4","sum":"0.5","buckets":[[0,"0","1","4"]]}]}
      ]}}
      """)
    #expect(malformed.isEmpty)
    try #require(events.count == 3)
    #expect(events[0].heartbeat?.upstream == .ok && events[0].heartbeat?.collector == "test")
    #expect(
      [events[1]].sampleNames == [
        "node.cpu_seconds_total{cpu=0,mode=idle}", "disk.used_ratio", "promql.value{job=api}", "rpc_seconds.count",
        "rpc_seconds.sum",
      ])
    #expect(events[1].samples.map(\.value) == [12.5, nil, 1000, 4, 0.5])
    #expect(events[1].samples.map(\.quality) == [.good, .suspect, .good, .good, .good])
    #expect(events[1].samples.map(\.kind) == [.counter, .gauge, .gauge, .counter, .counter])
    #expect(events[1].samples.map(\.unit) == ["s", "ratio", "1", "1", "s"])
    #expect(events[1].time == Timestamp(milliseconds: 1_656_813_900_250) && events[1].place == context.place)
    // Unknown, not suspect; at its own place.
    #expect(events[2].samples == [MetricSample(name: "temp_celsius", value: nil, unit: "Cel")])
    #expect(events[2].place == PlaceCode("440803") && events[2].subject == "test")
  }

  @Test func aMatrixIsPutTogetherByTime() {
    let text = """
      {"resultType":"matrix","result":[
      {"metric":{"__name__":"a"},"values":[[20,"3"],[10,"1"],[30,"x"],[-1,"1"],7]},
      {"metric":{"__name__":"b"},"values":[[10,"2"],[20,4]]}]}
      """
    let (events, malformed) = ForeignJSON.decode(.promapi, text)
    #expect(events.map { $0.time.milliseconds } == [10_000, 20_000])
    #expect(events.map { $0.samples.map(\.value) } == [[1, 2], [3, 4]])
    #expect(malformed == [Malformed(.value, "result[0].values[2][1]: must be a number, is “x” (+2)")])
    // The same range again is the same; one changed value makes one new event.
    let again = ForeignJSON.decode(.promapi, text.replacing("[20,4]", with: "[20,5]")).events
    #expect(again[0] == events[0] && again[1].id != events[1].id)
  }

  @Test func scalarsAndStrings() {
    let scalar = ForeignJSON.decode(
      .promapi, #"{"status":"success","data":{"resultType":"scalar","result":[1656813900,"42"]}}"#)
    #expect(scalar.events.sampleNames == ["promql.value"] && scalar.events.value("promql.value") == 42)
    let string = ForeignJSON.decode(
      .promapi, #"{"status":"success","data":{"resultType":"string","result":[1656813900,"hello"]}}"#)
    #expect(string.events.count == 1)
    #expect(string.malformed == [Malformed(.value, "data.result[1]: must be a number, is “hello”")])
  }

  @Test func errorsAndWarnings() {
    let failed = ForeignJSON.decode(
      .promapi, #"{"status":"error","errorType":"timeout","error":"query timed out, call 13812345678"}"#)
    #expect(failed.events.map { $0.heartbeat?.upstream } == [.degraded])
    #expect(failed.events.first?.subject == "test" && failed.events.first?.time == context.receivedAt)
    #expect(failed.malformed == [Malformed(.value, "error: timeout: query timed out, call 138****5678")])
    let partial = ForeignJSON.decode(
      .promapi,
      """
      {"status":"success","warnings":["store gone","other"],"infos":["x"],"data":{"resultType":"vector","result":[
      {"metric":{"__name__":"up"},"value":[1,"1"]}]}}
      """)
    #expect(partial.events.compactMap(\.heartbeat).map(\.upstream) == [.degraded] && partial.events.value("up") == 1)
    #expect(partial.malformed == [Malformed(.value, "warnings: store gone (+1)")])
  }

  @Test func otherAnswersAreNamed() {
    let text = #"{"status":"success","data":{"activeTargets":[]}}"#
    #expect(
      ForeignJSON.decode(.promapi, text).malformed == [
        Malformed(.shape, "data.result: is missing; only answers of query and query_range are read")
      ])
    let streams = ForeignJSON.decode(.promapi, #"{"status":"success","data":{"resultType":"streams","result":[]}}"#)
    #expect(
      streams.malformed == [
        Malformed(.unknownType, "data.resultType: must be one of vector, matrix, scalar, string, is “streams”")
      ])
    #expect(ForeignJSON.decode(.promapi, "[]").malformed.isEmpty)
    for (name, bytes) in ForeignJSON.otherBodies() {
      let (events, malformed) = ForeignJSON.decode(.promapi, bytes: bytes)
      #expect(events.isEmpty && malformed.map(\.reason) == [.shape], "\(name)")
    }
  }

  @Test func badSeriesCostOnlyThemselves() {
    let labels = (0..<65).map { #""l\#($0)":"v""# }.joined(separator: ",")
    let (events, malformed) = ForeignJSON.decode(
      .promapi,
      """
      [{"metric":{"__name__":"___"},"value":[1,"1"]},{"metric":{\(labels)},"value":[1,"1"]},{"metric":{"a":[]},"value":[1,"1"]},
      {"metric":{}},{"metric":{"__name__":"ok","b":7,"a":"x"},"value":[1,"1"]},{"metric":{},"value":[1]},8]
      """)
    #expect(events.sampleNames == ["ok{a=x,b=7}"])
    #expect(
      malformed.map(\.detail) == [
        "[0].metric.__name__: must be a metric name, is “___”", "[1].metric: must have at most 64 labels, has 65",
        "[2].metric.“a”: must be a text, is an array", "[3].value: is missing",
        "[5].value: must be a time and a value, is an array",
        "[6]: must be an object, is 8",
      ])
  }

  @Test func manySamplesAreDivided() {
    let series = (0..<1201).map { #"{"metric":{"__name__":"up","i":"\#($0)"},"value":[1,"1"]}"# }
    let (events, _) = ForeignJSON.decode(.promapi, "[\(series.joined(separator: ","))]")
    #expect(events.map(\.samples.count) == [500, 500, 201])
    // A line of the native format must hold an event, however long its labels are; and long ones stay apart.
    let long = (0..<400).map {
      #"{"metric":{"__name__":"up","i":"\#(String(repeating: "路", count: 100))\#($0)","q":"\#(String(repeating: "\\\\", count: 70))"},"value":[1,"1"]}"#
    }
    let wide = ForeignJSON.decode(.promapi, "[\(long.joined(separator: ","))]").events
    #expect(wide.count > 1 && wide.reduce(0) { $0 + $1.samples.count } == 400)
    #expect(Set(wide.flatMap(\.samples).map(\.labels)).count == 400)
    #expect(wide.allSatisfy { EventEncoder().encode($0).count <= 65_536 })
  }

  @Test func oddTextsAreMarked() {
    let (events, _) = ForeignJSON.decode(
      .promapi,
      #"[{"metric":{"__name__":"a"},"value":[1,"1"]},{"metric":{"__name__":"b","x":"\u202ey"},"value":[2,"1"]},{"metric":{},"value":[3,"1"]}]"#
    )
    #expect(events.map { $0.marks.contains(.oddText) } == [false, true, false])
  }

  @Test func nothingBreaksIt() {
    ForeignJSON.torture(
      .promapi,
      """
      {"status":"success","warnings":["w"],"data":{"resultType":"matrix","result":[{"metric":{"__name__":"a","b":"c"},\
      "value":[1,"1"],"values":[[1.5,"2"]],"histogram":[1,{"count":"1","sum":"2"}],"histograms":[[2,{"count":"1","sum":"2"}]]}]}}
      """)
  }
}
