import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct OTLPTests {
  /// An export request of one resource with these metrics.
  private func request(_ metrics: String, attributes: String = "", scopes: String = "scopeMetrics") -> String {
    """
    {"resourceMetrics":[{"resource":{"attributes":[\(attributes)]},"\(scopes)":[{"scope":{"name":"s"},"metrics":[\(metrics)]}]}]}
    """
  }

  private let resource = """
    {"key":"service.name","value":{"stringValue":"share-gateway"}},{"key":"service.instance.id","value":{"stringValue":"i-1"}},\
    {"key":"process.pid","value":{"intValue":"77"}},{"key":"adcode","value":{"stringValue":"440803"}}
    """

  @Test func gaugesAndSums() throws {
    let (events, malformed) = ForeignJSON.decode(
      .otlp,
      request(
        """
        {"name":"system.memory.used_bytes","unit":"By","gauge":{"dataPoints":[
        {"timeUnixNano":"1656813900250999999","asInt":"9007199254740991","attributes":[{"key":"state","value":{"stringValue":"used"}}]}]}},
        {"name":"http.requests","unit":"{request}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
        {"timeUnixNano":1656813900250000000,"asInt":7}]}},
        {"name":"jobs","sum":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","isMonotonic":true,"dataPoints":[
        {"timeUnixNano":"1656813901000000000","asDouble":0.5}]}},
        {"name":"queue_size","sum":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1656813901000000000","asDouble":"NaN"},
        {"timeUnixNano":"1656813901000000000","flags":1}]}}
        """, attributes: resource))
    #expect(malformed.isEmpty)
    try #require(events.count == 2)
    #expect(events.map { $0.time.milliseconds } == [1_656_813_900_250, 1_656_813_901_000])
    #expect(events.allSatisfy { $0.subject == "share-gateway" && $0.place == PlaceCode("440803") && $0.source == "/test" })
    #expect(
      events[0].samples == [
        MetricSample(
          name: "system.memory.used_bytes", value: 9_007_199_254_740_991, unit: "By",
          labels: [Label("service.instance.id", "i-1"), Label("state", "used")]),
        MetricSample(
          name: "http.requests", value: 7, unit: "{request}", labels: [Label("service.instance.id", "i-1")], kind: .counter),
      ])
    #expect(events[1].samples.map(\.name) == ["jobs", "queue.size", "queue.size"])
    #expect(events[1].samples.map(\.kind) == [.delta, .gauge, .gauge])
    #expect(events[1].samples.map(\.value) == [0.5, nil, nil])
    #expect(events[1].samples.map(\.quality) == [.good, .good, .missing])
  }

  @Test func distributions() {
    let (events, malformed) = ForeignJSON.decode(
      .otlp,
      request(
        """
        {"name":"rpc.duration","unit":"ms","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1000000000","count":"5",
        "sum":12.5,"min":1,"max":"7.25","bucketCounts":["1","4"],"explicitBounds":[3]}]}},
        {"name":"rpc.size","unit":"By","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1000000000",
        "count":3,"sum":9,"scale":1,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["3"]}}]}},
        {"name":"gc_seconds","summary":{"dataPoints":[{"timeUnixNano":"1000000000","count":"2","sum":0.5,"quantileValues":[
        {"value":0.1},{"quantile":0.5,"value":0.2},{"quantile":0.999,"value":0.3},{"quantile":0.9901,"value":1},{"quantile":1}]}]}}
        """))
    #expect(malformed.isEmpty)
    #expect(
      events.sampleNames == [
        "rpc.duration.count", "rpc.duration.sum", "rpc.duration.min", "rpc.duration.max", "rpc.size.count", "rpc.size.sum",
        "gc_seconds.count", "gc_seconds.sum", "gc_seconds.min", "gc_seconds.p50", "gc_seconds.p99_9", "gc_seconds.p99_01",
        "gc_seconds.max",
      ])
    let samples = events.flatMap(\.samples)
    #expect(samples.map(\.value) == [5, 12.5, 1, 7.25, 3, 9, 2, 0.5, 0.1, 0.2, 0.3, 1, 0])
    #expect(samples.map(\.unit) == ["1", "ms", "ms", "ms", "1", "By", "1", "s", "s", "s", "s", "s", "s"])
    #expect(samples.prefix(8).map(\.kind) == [.counter, .counter, .gauge, .gauge, .delta, .delta, .counter, .counter])
    #expect(events.map(\.subject) == ["test"])
  }

  @Test func attributesOfEveryKind() {
    let (events, malformed) = ForeignJSON.decode(
      .otlp,
      request(
        """
        {"name":"a","gauge":{"dataPoints":[{"asInt":"1","attributes":[
        {"key":"s","value":{"stringValue":"x"}},{"key":"b","value":{"boolValue":true}},{"key":"i","value":{"intValue":"12"}},
        {"key":"j","value":{"intValue":13}},{"key":"d","value":{"doubleValue":0.25}},
        {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"p"},{"intValue":"2"}]}}},
        {"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}},{"key":"n","value":{"arrayValue":{"values":[]}}}]}}},
        {"key":"y","value":{"bytesValue":"AAE="}},{"key":"e","value":{}},{"key":"z","value":null}]}]}}
        """))
    #expect(malformed.isEmpty)
    #expect(events.sampleNames == ["a{b=true,d=0.25,i=12,j=13,l=p,2,m=k=false,n=,s=x,y=AAE=}"])
    // No time of its own: when it arrived.
    #expect(events.first?.time == context.receivedAt)
  }

  @Test func olderShapesAndOtherNames() {
    let (events, malformed) = ForeignJSON.decode(
      .otlp,
      request(
        """
        {"name":"a","intSum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
        {"timeUnixNano":"1000000000","value":"4","labels":[{"key":"k","value":"v"}]}]}}
        """,
        attributes:
          #"{"key":"service.name","value":{"stringValue":"unknown_service:java"}},{"key":"host.name","value":{"stringValue":"h1"}}"#,
        scopes: "instrumentationLibraryMetrics"))
    #expect(malformed.isEmpty && events.sampleNames == ["a{host.name=h1,k=v}"] && events.first?.subject == "h1")
    #expect(events.value("a") == 4 && events.sample("a")?.kind == .counter)
  }

  @Test func faultsNameTheirPath() {
    let (events, malformed) = ForeignJSON.decode(
      .otlp,
      request(
        """
        {"name":"ok","gauge":{"dataPoints":[{"asInt":"1"},{"asInt":"x"},{},{"asDouble":2,"timeUnixNano":"-5"}]}},
        {"name":"___","gauge":{}},{"name":"b"},{"gauge":{}},7,
        {"name":"c","sum":{"aggregationTemporality":9,"dataPoints":[]}},
        {"name":"d","gauge":{"dataPoints":[{"asInt":"1","attributes":[{"key":"k","value":{"otherValue":1}}]}]}}
        """))
    #expect(events.sampleNames == ["ok"])
    let place = "resourceMetrics[0].scopeMetrics[0].metrics"
    #expect(
      malformed.map(\.detail.string) == [
        "\(place)[0].gauge.dataPoints[1].asInt: must be a number, is “x” (+2)",
        "\(place)[1].name: must be a metric name, is “___”",
        "\(place)[2]: holds no gauge, sum, histogram, exponentialHistogram or summary", "\(place)[3].name: is missing",
        "\(place)[4]: must be an object, is 7",
        "\(place)[5].sum.aggregationTemporality: must be 1 (delta) or 2 (cumulative), is 9",
        "\(place)[6].gauge.dataPoints[0].attributes[0].value: must be a value such as stringValue, is “otherValue”",
      ])
  }

  @Test func requestsAsLinesAndOtherBodies() {
    let one = request(#"{"name":"a","gauge":{"dataPoints":[{"asInt":"1","timeUnixNano":"1000000000"}]}}"#)
    let lines = ForeignJSON.decode(.otlp, "\(one)\n\(one.replacing("\"1\"", with: "\"2\""))\n")
    #expect(lines.events.map { $0.samples.map(\.value) } == [[1], [2]] && lines.malformed.isEmpty)
    #expect(ForeignJSON.decode(.otlp, one).events.map(\.id) == [lines.events[0].id])
    #expect(
      ForeignJSON.decode(.otlp, #"{"resourceSpans":[]}"#).malformed == [
        Malformed(.unknownType, "resourceSpans: holds no metrics; traces, logs and profiles are not read")
      ])
    for (name, bytes) in ForeignJSON.otherBodies() {
      let (events, malformed) = ForeignJSON.decode(.otlp, bytes: bytes)
      #expect(events.isEmpty && malformed.map(\.detail) == ["resourceMetrics: is missing"], "\(name)")
    }
  }

  @Test func nothingBreaksIt() {
    ForeignJSON.torture(
      .otlp,
      request(
        """
        {"name":"a","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1","asInt":"1","flags":0,"attributes":[
        {"key":"l","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"k","value":{"doubleValue":1}}]}}]}}}]}]}},
        {"name":"b","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asDouble":1}]}},
        {"name":"c","histogram":{"aggregationTemporality":1,"dataPoints":[{"count":"1","sum":1,"min":0,"max":1}]}},
        {"name":"d","summary":{"dataPoints":[{"count":1,"quantileValues":[{"quantile":0.5,"value":1}]}]}}
        """, attributes: resource))
  }

  /// Nested a hundred million times over, a list of attributes ends after four levels of sixteen.
  @Test func nestedListsEnd() {
    let leaf = #"{"stringValue":"x"}"#
    let nested = (0..<12).reduce(leaf) { inner, _ in #"{"arrayValue":{"values":[\#(inner),{"stringValue":"y"}]}}"# }
    let (events, malformed) = ForeignJSON.decode(
      .otlp, request(#"{"name":"a","gauge":{"dataPoints":[{"asInt":"1","attributes":[{"key":"k","value":\#(nested)}]}]}}"#))
    #expect(malformed.isEmpty && events.sampleNames == ["a{k=y,y,y,y}"])
  }
}
