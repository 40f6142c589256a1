import Core
import Glibc
import TextSafety
import Testing

@testable import Feeds

private let load = sharedData + "/load/"
private let suite = load + "openmetrics-suite/"
private let corpus = load + "expfmt-corpus/"

/// Cases that OpenMetrics calls invalid and that are read all the same: what they say is clear, and a wall had better show it.
private let accepted: [(String, [String])] = [
  // Blank lines, a comma at the end, blanks at the end of a comment; `# HELP` is for people and is not read.
  ("form", ["bad_blank_line", "bad_missing_or_extra_commas_2", "bad_type_6", "bad_unit_5"]),
  ("help", ["bad_help_0", "bad_help_1", "bad_help_2", "bad_help_3", "bad_repeated_metadata_0"]),
  ("order", ["bad_metadata_in_wrong_place_0", "bad_metadata_in_wrong_place_1", "bad_unit_4"]),
  // The older format has times in any order.
  (
    "times",
    [
      "bad_grouping_or_ordering_10", "bad_grouping_or_ordering_4", "bad_grouping_or_ordering_6", "bad_grouping_or_ordering_7",
    ]
  ),
  // Values a type should not have are shown as they are, no number as no value.
  (
    "values",
    [
      "bad_counter_values_0", "bad_counter_values_1", "bad_counter_values_10", "bad_counter_values_11", "bad_counter_values_12",
      "bad_counter_values_15", "bad_counter_values_16", "bad_counter_values_19", "bad_counter_values_2", "bad_counter_values_5",
      "bad_info_and_stateset_values_1", "bad_stateset_info_values_0", "bad_stateset_info_values_3",
    ]
  ),
  // Histograms that lack something or do not add up: their sums and counts are kept, an estimate is made only where it can be.
  (
    "histograms",
    [
      "bad_histograms_0", "bad_histograms_1", "bad_histograms_10", "bad_histograms_11", "bad_histograms_12", "bad_histograms_4",
      "bad_histograms_6", "bad_histograms_7",
    ]
  ),
  // Exemplars are not looked at.
  (
    "exemplars",
    [
      "bad_exemplar_complex_chars", "bad_exemplar_timestamp_0", "bad_exemplar_timestamp_2", "bad_exemplars_0", "bad_exemplars_2",
      "bad_exemplars_5", "bad_exemplars_6", "bad_exemplars_7", "bad_exemplars_9", "bad_exemplars_on_unallowed_samples_1",
      "bad_exemplars_on_unallowed_samples_2", "bad_exemplars_on_unallowed_samples_3",
    ]
  ),
]

/// What the samples of a document add up to.
private struct Sum: Equatable {
  var events = 0
  var gauges = 0
  var counters = 0
  var estimates = 0
  var suspects = 0
  var nulls = 0
  var labels = 0

  init(_ events: [Event]) {
    self.events = events.count
    for sample in events.flatMap(\.samples) {
      let isEstimate = sample.name.string.hasSuffix(".p95")
      if isEstimate { estimates += 1 } else if sample.kind == .counter { counters += 1 } else { gauges += 1 }
      if sample.quality == .suspect { suspects += 1 }
      if sample.value == nil { nulls += 1 }
      if !isEstimate { labels += sample.labels.count }
    }
  }

  init(events: Int, gauges: Int, counters: Int, estimates: Int = 0, suspects: Int = 0, nulls: Int = 0, labels: Int) {
    (self.events, self.gauges, self.counters, self.estimates) = (events, gauges, counters, estimates)
    (self.suspects, self.nulls, self.labels) = (suspects, nulls, labels)
  }
}

/// The sum of ln(1 + |value|) of the readings, which small and large values move alike; and the sum of the estimates.
private func totals(_ events: [Event]) -> (readings: Double, estimates: Double) {
  var result = (readings: 0.0, estimates: 0.0)
  for sample in events.flatMap(\.samples) {
    guard let value = sample.value else { continue }
    if sample.name.string.hasSuffix(".p95") { result.estimates += value } else { result.readings += log1p(abs(value)) }
  }
  return result
}

private func close(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * abs(right) }

// Every figure was counted by a Python script of its own: lines that are no comment, less buckets, less `_created` of a counter,
// histogram or summary, less quantiles other than 0.5, 0.9 and 0.99; an estimate for each histogram with a bound and +Inf;
// events from the same samples at 500 or 60 KiB each.
@Suite struct PrometheusDataTests {
  @Test(.enabled(if: names(in: load + "prom") != nil)) func nodeExporter() throws {
    let (events, malformed) = decode(.prometheus, try #require(unzipped(load + "prom/node_exporter-e2e-linux.prom.gz")), context)
    #expect(malformed.isEmpty)
    // 3027 lines, each a sample, of 422 kB in our feed.
    #expect(Sum(events) == Sum(events: 8, gauges: 1597, counters: 1430, labels: 5429))
    #expect(close(totals(events).readings, 16049.711798690218))
    // Two lines hold U+FFFD, far apart.
    #expect(events.allSatisfy { $0.time == context.receivedAt } && events.filter { $0.marks == .oddText }.count == 2)
    expectRoundTrip(events)
  }

  @Test(.enabled(if: names(in: load + "prom") != nil)) func everyTypeOfPrometheus() throws {
    let (events, malformed) = decode(.prometheus, try #require(contents(of: load + "prom/prometheus-alltypes-237.prom")), context)
    #expect(malformed.isEmpty)
    // 1857 lines: 834 readings, 999 buckets in 105 series, 24 other quantiles. 12 quantiles are NaN, 2 histograms empty, and the 95th
    // percentile of one lies beyond its last bound.
    #expect(
      Sum(events) == Sum(events: 3, gauges: 257, counters: 577, estimates: 104, suspects: 1, nulls: 14, labels: 770))
    #expect(close(totals(events).readings, 4418.166586111051) && close(totals(events).estimates, 16035836.992951842))
    expectRoundTrip(events)
  }

  @Test(.enabled(if: names(in: suite) != nil)) func openMetricsSuite() throws {
    let accepted = accepted.flatMap(\.1)
    var (valid, refused, samples) = (0, 0, 0)
    for name in try #require(names(in: suite)) {
      let isValid = String(decoding: try #require(contents(of: suite + name + "/test.json")), as: UTF8.self).contains("true")
      let (events, malformed) = decode(.prometheus, try #require(contents(of: suite + name + "/metrics")), context)
      expectRoundTrip(events, "\(name)")
      if isValid {
        valid += 1
        samples += events.reduce(0) { $0 + $1.samples.count }
        #expect(malformed.isEmpty, "\(name)")
      } else if accepted.contains(name) {
        #expect(malformed.isEmpty, "\(name)")
      } else {
        refused += 1
        #expect(malformed.count == 1, "\(name)")
      }
    }
    // 107 cases. 92 lines of the valid ones are samples: 34 of them buckets, 2 `_created` and 4 other quantiles; 5 estimates.
    #expect(valid == 19 && accepted.count == 49 && Set(accepted).count == 49 && refused == 39)
    #expect(samples == 57)
  }

  @Test(.enabled(if: names(in: corpus) != nil)) func fuzzCorpus() throws {
    var (files, samples, faults) = (0, 0, 0)
    for name in try #require(names(in: corpus)) {
      let bytes = try #require(contents(of: corpus + name))
      files += 1
      for count in 0...bytes.count {
        let (events, malformed) = decode(.prometheus, Array(bytes[..<count]), context)
        expectRoundTrip(events, "\(name) \(count)")
        if count == bytes.count {
          (samples, faults) = (samples + events.reduce(0) { $0 + $1.samples.count }, faults + malformed.count)
        }
      }
    }
    // 3 samples of parse_1, 1 of minimal; 9 of parse_3, whose other quantiles are dropped and one of them is below 0.
    #expect(files == 13 && samples == 13 && faults == 10)
  }
}
