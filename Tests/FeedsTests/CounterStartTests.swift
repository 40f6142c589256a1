import Core
import TextSafety
import Testing

@testable import Feeds

/// When a counter began, where a feed says so; and whose a line is that cannot be taken.
@Suite struct CounterStartTests {
  private func line(_ sample: String, classification: String = "internal") -> String {
    """
    {"specversion":"1.0","type":"zhiban.metric.v1","source":"/440800/zj","id":"1","time":"2022-07-03T10:05:00+08:00","subject":"s",\
    "adcode":"440800","dataclassification":"\(classification)","data":{"samples":[\(sample)]}}
    """
  }

  @Test func nativeCountersMayTellTheirStart() throws {
    var events: [Event] = []
    let sample = #"{"name":"a","value":7,"unit":"1","kind":"counter","started_at":"2022-07-03T10:00:00+08:00"}"#
    #expect(LineDecoder().decode(line(sample), into: &events) == nil)
    let event = try #require(events.first)
    #expect(
      event.payload
        == .metric(
          MetricReport(samples: [
            MetricSample(
              name: "a", value: 7, unit: "1", kind: .counter, startedAt: Timestamp(milliseconds: 1_656_813_600_000))
          ])))
    expectRoundTrip(events)
  }

  @Test func openTelemetryCountersTellTheirStart() {
    func starts(_ point: String, temporality: Int = 2) -> [Int64?] {
      let body = """
        {"resourceMetrics":[{"resource":{"attributes":[]},"scopeMetrics":[{"metrics":[{"name":"r","sum":{"isMonotonic":true,\
        "aggregationTemporality":\(temporality),"dataPoints":[{"asInt":7,"timeUnixNano":"1656813900000000000",\(point)}]}}]}]}]}
        """
      return ForeignJSON.decode(.otlp, body).events.flatMap { event -> [Int64?] in
        guard case .metric(let report) = event.payload else { return [] }
        return report.samples.map { $0.startedAt?.milliseconds }
      }
    }
    #expect(starts(#""startTimeUnixNano":"1656813600000000000""#) == [1_656_813_600_000])
    #expect(starts(#""startTimeUnixNano":1656813600000000000"#) == [1_656_813_600_000])
    // None, nonsense, after the reading, a count per interval.
    #expect(starts(#""startTimeUnixNano":"0""#) == [nil])
    #expect(starts(#""startTimeUnixNano":"x""#) == [nil])
    #expect(starts(#""startTimeUnixNano":"1656813900001000000""#) == [nil])
    #expect(starts(#""startTimeUnixNano":"1656813600000000000""#, temporality: 1) == [nil])
  }

  @Test func aFaultNamesItsSource() {
    func source(_ line: String) -> SafeText? {
      var events: [Event] = []
      return LineDecoder().decode(line, into: &events)?.source
    }
    #expect(source(line(#"{"name":"a","unit":"1"}"#)) == "/440800/zj")
    // Even where nothing of it may be shown.
    #expect(source(line(#"{"name":"a","value":1,"unit":"1"}"#, classification: "restricted")) == "/440800/zj")
    #expect(source(#"{"source":"not a reference"}"#) == nil)
    #expect(source(#"{"source":7}"#) == nil)
    #expect(source("}{") == nil)
  }
}
