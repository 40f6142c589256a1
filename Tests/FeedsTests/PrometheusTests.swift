import Core
import TextSafety
import Testing

@testable import Feeds

private func decode(_ text: String, _ context: DecodeContext = context) -> (events: [Event], malformed: [Malformed]) {
  decode(.prometheus, Array(text.utf8), context)
}

private func samples(_ events: [Event]) -> [MetricSample] { events.flatMap(\.samples) }

/// Every kind of family of the older format.
private let classic = #"""
  # HELP door_opened_total Anything \ may "stand" here.
  # TYPE door_opened_total counter
  door_opened_total{door="north", hall="2",} 12
  door_opened_total { hall = "2" , door="C:\\a\"b\nc\d" }	3.5e2

  # TYPE hall_temperature_celsius gauge
  hall_temperature_celsius{hall="大厅",empty=""} -0.5 1656813900250
  hall_temperature_celsius{hall="2"} NaN 1656813900250
  hall_temperature_celsius{hall="3"} +Inf
  # TYPE wait_seconds summary
  wait_seconds{quantile="0"} 1
  wait_seconds{quantile="0.5",window="1"} 2
  wait_seconds{quantile="0.90"} 3
  wait_seconds{quantile="0.95"} 4
  wait_seconds{quantile="0.99"} 5
  wait_seconds_sum 60
  wait_seconds_count 30
  # TYPE reply_seconds histogram
  reply_seconds_bucket{api="a",le="0.1"} 10
  reply_seconds_bucket{api="a",le="0.5"} 90
  reply_seconds_bucket{api="a",le="1"} 100
  reply_seconds_bucket{api="a",le="+Inf"} 100
  reply_seconds_sum{api="a"} 30
  reply_seconds_count{api="a"} 100
  reply_seconds_created{api="a"} 1.6e9
  # TYPE reply_seconds_created gauge
  # a comment
  undeclared 1
  undeclared_total 2
  # TYPE pod_created gauge
  pod_created 3
  """# + "\n"

@Suite struct PrometheusTests {
  @Test func everyKindOfFamily() throws {
    let (events, malformed) = decode(classic)
    #expect(malformed.isEmpty)
    #expect(events.map(\.time) == [context.receivedAt, Timestamp(milliseconds: 1_656_813_900_250)])
    #expect(events.map(\.subject) == ["test", "test"] && events.map(\.place) == [context.place, context.place])
    #expect(events.map(\.recordedTime) == [nil, context.receivedAt])
    let expected: [MetricSample] = [
      MetricSample(
        name: "door.opened_total", value: 12, unit: "1", labels: [Label("door", "north"), Label("hall", "2")], kind: .counter),
      MetricSample(
        name: "door.opened_total", value: 350, unit: "1", labels: [Label("door", #"C:\a"b c\d"#), Label("hall", "2")],
        kind: .counter),
      MetricSample(
        name: "hall.temperature_celsius", value: nil, unit: "Cel", labels: [Label("hall", "3")], quality: .suspect),
      MetricSample(name: "wait_seconds.p50", value: 2, unit: "s", labels: [Label("window", "1")]),
      MetricSample(name: "wait_seconds.p90", value: 3, unit: "s"),
      MetricSample(name: "wait_seconds.p99", value: 5, unit: "s"),
      MetricSample(name: "wait_seconds_sum", value: 60, unit: "s", kind: .counter),
      MetricSample(name: "wait_seconds_count", value: 30, unit: "1", kind: .counter),
      MetricSample(name: "reply_seconds.p95", value: 0.75, unit: "s", labels: [Label("api", "a")], quality: .estimated),
      MetricSample(name: "reply_seconds_sum", value: 30, unit: "s", labels: [Label("api", "a")], kind: .counter),
      MetricSample(name: "reply_seconds_count", value: 100, unit: "1", labels: [Label("api", "a")], kind: .counter),
      MetricSample(name: "undeclared", value: 1, unit: "1"),
      MetricSample(name: "undeclared_total", value: 2, unit: "1", kind: .counter),
      MetricSample(name: "pod.created", value: 3, unit: "1"),
    ]
    #expect(events.count == 2)
    #expect(events.first?.samples == expected)
    #expect(
      events.last?.samples == [
        MetricSample(name: "hall.temperature_celsius", value: -0.5, unit: "Cel", labels: [Label("hall", "大厅")]),
        MetricSample(name: "hall.temperature_celsius", value: nil, unit: "Cel", labels: [Label("hall", "2")]),
      ])
    expectRoundTrip(events)
  }

  @Test func openMetrics() {
    let text = """
      # TYPE a counter
      # UNIT a widgets
      a_total 1 1656813900.25 # {trace="x"} 0.5 1656813900
      a_created 1656813000
      # TYPE "my.metric" gauge
      {"my.metric","the label"="v",b="1"} 7 1656813901
      {"温度"} 8 1656813901000
      # TYPE lock stateset
      lock{lock="open"} 1
      # TYPE build info
      build_info{version="1"} 1
      # TYPE size_bytes gaugehistogram
      size_bytes_bucket{le="10"} 19
      size_bytes_bucket{le="+Inf"} 20
      size_bytes_gcount 20
      size_bytes_gsum 100
      # EOF

      """
    let (events, malformed) = decode(text)
    #expect(malformed.isEmpty)
    #expect(events.map(\.time.milliseconds) == [1_656_813_900_250, 1_656_813_901_000, 1_656_813_900_000])
    #expect(
      samples(events) == [
        MetricSample(name: "a_total", value: 1, unit: "{widgets}", kind: .counter),
        MetricSample(name: "my.metric", value: 7, unit: "1", labels: [Label("b", "1"), Label("the label", "v")]),
        MetricSample(name: "u6e29u5ea6", value: 8, unit: "1"),
        MetricSample(name: "lock", value: 1, unit: "1", labels: [Label("lock", "open")]),
        MetricSample(name: "build_info", value: 1, unit: "1", labels: [Label("version", "1")]),
        MetricSample(name: "size_bytes.p95", value: 10, unit: "By", quality: .estimated),
        MetricSample(name: "size_bytes_gcount", value: 20, unit: "1"),
        MetricSample(name: "size_bytes_gsum", value: 100, unit: "By"),
      ])
    expectRoundTrip(events)
    // Whole numbers are seconds only where the text is known to be OpenMetrics.
    #expect(decode("a 1 5\n# EOF\n").events.map(\.time.milliseconds) == [5000])
    #expect(decode("# TYPE b unknown\na 1 5\n").events.map(\.time.milliseconds) == [5000])
    #expect(decode("a 1 5\n").events.map(\.time.milliseconds) == [5])
    #expect(decode("a 1 -5.5\n").events.map(\.time.milliseconds) == [-5500])
    #expect(decode("# UNIT a_s s\na 1\n").malformed.map(\.reason) == [.truncated])
    let late = decode("a 1\n# EOF\nb 2\nc 3\n")
    #expect(samples(late.events).map(\.name) == ["a"])
    #expect(late.malformed == [Malformed(.shape, "line 3: text after # EOF is not read")])
  }

  @Test(arguments: [
    ("up", "up", "1"), ("process_open_fds", "process.open.fds", "1"), ("node_cpu_seconds_total", "node.cpu_seconds_total", "s"),
    ("go_memstats_heap_objects", "go.memstats.heap.objects", "1"), ("a_bytes_total_count", "a_bytes_total_count", "1"),
    ("node_memory_MemFree_bytes", "node.memory.memfree_bytes", "By"), ("disk_used_ratio", "disk.used_ratio", "ratio"),
    ("job:http_errors:rate5m", "job.http.errors.rate5m", "1"), ("a__b", "a._b", "1"), ("_a_", "x.a_", "1"), ("::", "x._", "1"),
    ("9.lives", "x9.lives", "1"), ("a.b-c d", "a.b_c_d", "1"), ("a..", "a._", "1"), ("seconds_total", "seconds_total", "s"),
    ("_seconds", "x_seconds", "s"), ("路灯_ratio", "u8defu706f_ratio", "ratio"), ("é.", "ue9_", "1"), ("-", "x_", "1"),
    (String(repeating: "ab_", count: 27), String(repeating: "ab.", count: 23) + "ab_755e5a3a", "1"),
  ]) func namesAndUnits(foreign: String, name: String, unit: String) {
    #expect(MetricName.name(of: foreign).string == name)
    #expect(MetricName.unit(of: foreign).string == unit)
    expectRoundTrip(decode("{\"\(foreign)\"} 1\n").events)
  }

  /// What is appended to a name does not make it too long.
  @Test(arguments: [60, 72, 73, 76, 77, 80, 256]) func longNames(length: Int) {
    let name = String(repeating: "a", count: length - 7) + "_bucket"
    let family = String(repeating: "b", count: length)
    let text = "\(name) 1\n\(name){le=\"1\"} 1\n\(name){le=\"+Inf\"} 1\n# TYPE \(family) summary\n\(family){quantile=\"0.5\"} 1\n"
    let (events, malformed) = decode(text)
    #expect(malformed.isEmpty && samples(events).count == 3 && Set(samples(events).map(\.name)).count == 3)
    #expect(samples(events).allSatisfy { $0.name.string.utf8.count <= 80 })
    expectRoundTrip(events)
  }

  @Test(arguments: [
    ("1.", "1.0"), (".5", "0.5"), ("-.5E+3", "-500.0"), ("+08", "8.0"), ("1e-400", "0.0"), ("iNf", "inf"), ("-Infinity", "-inf"),
    ("NaN", "nan"), ("1e", "-"), (".", "-"), ("", "-"), ("+", "-"), ("1e+", "-"), ("--1", "-"), ("1 ", "-"), ("0x1p3", "-"),
    ("infinit", "-"), ("nan(1)", "-"), ("1e309", "-"), (String(repeating: "9", count: 129), "-"),
    ("9007199254740993", "9007199254740992.0"),
  ]) func numbers(text: String, value: String) {
    #expect((ExpositionNumber.value(Array(text.utf8)).map { "\($0)" } ?? "-") == value)
  }

  @Test func percentiles() throws {
    typealias Buckets = [(bound: Double, count: Double)]
    func p95(_ buckets: Buckets) -> String {
      Histograms.percentile95(buckets).map { "\($0.value ?? .nan) \($0.quality)" } ?? "none"
    }
    let infinity = Double.infinity
    #expect(p95([(1, 0), (2, 100), (infinity, 100)]) == "1.95 estimated")
    #expect(p95([(infinity, 100), (2, 100), (1, 0)]) == "1.95 estimated")
    // Zero is the lower end of the first bucket, unless its bound is below.
    #expect(p95([(2, 100), (infinity, 100)]) == "1.9 estimated" && p95([(-2, 100), (infinity, 100)]) == "-2.0 estimated")
    // A bucket may have been counted before the one below it.
    #expect(p95([(1, 50), (2, 40), (3, 100), (infinity, 100)]) == "2.9 estimated")
    #expect(p95([(1, 90), (infinity, 100)]) == "1.0 suspect" && p95([(1, 0), (infinity, 0)]) == "nan estimated")
    #expect(p95([(1, 9)]) == "none" && p95([(infinity, 9)]) == "none" && p95([]) == "none")
    #expect(p95([(1, .nan), (infinity, 9)]) == "none" && p95([(1, 9), (2, 9)]) == "none")
    #expect(p95([(-.greatestFiniteMagnitude, 0), (.greatestFiniteMagnitude, 9), (infinity, 9)]) == "nan suspect")
    #expect(p95([(-infinity, 9), (infinity, 9)]) == "nan estimated")
  }

  /// Series of one histogram that alternate are told apart; without a declared type a bound makes a bucket.
  @Test func bucketsInAnyOrder() {
    let text = """
      x_bucket{le="1",a="1"} 0
      x_bucket{le="1",a="2"} 100
      y 1
      x_bucket{a="1",le="2"} 100
      x_bucket{a="2",le="+Inf"} 100
      x_bucket{a="1",le="+Inf"} 100
      x_bucket{a="3",le="+Inf"} 100
      ice_bucket 5
      """ + "\n"
    let (events, malformed) = decode(text)
    #expect(malformed.isEmpty && events.count == 1)
    #expect(
      samples(events) == [
        MetricSample(name: "x.p95", value: 1.95, unit: "1", labels: [Label("a", "1")], quality: .estimated),
        MetricSample(name: "x.p95", value: 0.95, unit: "1", labels: [Label("a", "2")], quality: .estimated),
        MetricSample(name: "y", value: 1, unit: "1"), MetricSample(name: "ice_bucket", value: 5, unit: "1"),
      ])
  }

  /// Two polls of one state are one event where the source has times; a new value of the same time is another.
  @Test func idsFollowTimesAndStates() {
    var later = context
    later.receivedAt = Timestamp(milliseconds: 1_656_813_915_000)
    #expect(decode("a 1 5\n").events.map(\.id) == decode("a 1 5\n", later).events.map(\.id))
    #expect(decode("a 1 5\n").events.map(\.id) != decode("a 2 5\n").events.map(\.id))
    #expect(decode("a 1\n").events.map(\.id) != decode("a 1\n", later).events.map(\.id))
    #expect(decode("a 1\n").events == decode("a 1\n").events)
    #expect(decode("a 1\n").events.first?.id.string.hasPrefix("1656813900000-0-") == true)
    var bare = context
    bare.source = "/"
    #expect(decode("a 1\n", bare).events.first?.subject == "prometheus")
  }

  @Test func eventsHoldFiveHundredSamples() {
    let text = (0..<1201).map { "a{i=\"\($0)\"} \($0)\n" }.joined()
    let (events, malformed) = decode(text)
    #expect(malformed.isEmpty && events.map(\.samples.count) == [500, 500, 201])
    #expect(samples(events).map(\.value) == (0..<1201).map(Double.init))
    #expect(Set(events.map(\.id)).count == 3)
    expectRoundTrip(events)
    // Long labels: fewer, so that each line is one that our own decoder reads.
    let value = String(repeating: "\\\"", count: 80)
    let labels = (10..<42).map { "l\($0)=\"\(value)\"" }.joined(separator: ",")
    let long = decode((0..<30).map { "a{\(labels)} \($0)\n" }.joined())
    #expect(long.malformed.isEmpty && long.events.map(\.samples.count) == [11, 11, 8])
    #expect(samples(long.events).map(\.value) == (0..<30).map(Double.init))
    expectRoundTrip(long.events)
  }
}
