import Core
import TextSafety

/// Gathers the buckets of a document's histograms, to estimate from each the value that 95 % stay below.
///
/// Buckets count from the start of the process, so this is the p95 of its whole life, not of the last minutes.
struct Histograms {
  private struct Series: Hashable {
    var name: SafeText
    var labels: [Label]
    var milliseconds: Int64
  }

  private struct Gathered {
    var place: SampleGroups.Place
    var sample: MetricSample
    var buckets: [(bound: Double, count: Double)] = []
  }

  private var indices: [Series: Int] = [:]
  private var histograms: [Gathered] = []
  private var latest: (series: Series, index: Int)?

  /// Takes one bucket; the estimate will stand where the first bucket stood.
  mutating func add(_ line: SampleLine, bound: Double, at milliseconds: Int64, hasOddText: Bool, in groups: inout SampleGroups) {
    let series = Series(name: line.identity.name, labels: line.labels, milliseconds: milliseconds)
    let index: Int
    if let latest, latest.series == series {
      index = latest.index
    } else if let known = indices[series] {
      index = known
    } else {
      index = histograms.count
      indices[series] = index
      let sample = MetricSample(name: series.name + ".p95", value: nil, unit: line.identity.unit, labels: line.labels)
      histograms.append(Gathered(place: groups.reserve(at: milliseconds, hasOddText: hasOddText), sample: sample))
    }
    latest = (series, index)
    histograms[index].buckets.append((bound, line.value))
  }

  /// Fills in the estimates; a histogram without one leaves nothing behind.
  func settle(in groups: inout SampleGroups) {
    for histogram in histograms {
      guard let estimate = Self.percentile95(histogram.buckets) else { continue }
      var sample = histogram.sample
      (sample.value, sample.quality) = estimate
      groups.fill(histogram.place, with: sample)
    }
  }

  /// By linear interpolation in the bucket that the rank falls in, as Prometheus does; nil without bounds or without `+Inf`.
  static func percentile95(
    _ buckets: [(bound: Double, count: Double)]
  ) -> (value: Double?, quality: MetricSample.Quality)? {
    let sorted = buckets.sorted { $0.bound < $1.bound }
    guard sorted.count >= 2, sorted.last?.bound == .infinity, sorted.allSatisfy({ $0.count.isFinite && $0.count >= 0 }) else {
      return nil
    }
    // Buckets read while they change may go down a little.
    let total = sorted.reduce(0) { max($0, $1.count) }
    guard total > 0 else { return (nil, .estimated) }
    let rank = 0.95 * total
    var below: (bound: Double, count: Double)?
    for bucket in sorted {
      let count = max(bucket.count, below?.count ?? 0)
      guard count >= rank else {
        below = (bucket.bound, count)
        continue
      }
      // Beyond the last bound nothing is known but that bound.
      if bucket.bound == .infinity { return (below?.bound).map { ($0.isFinite ? $0 : nil, .suspect) } }
      guard let lower = below ?? (bucket.bound > 0 ? (0, 0) : nil) else { return (finite(bucket.bound), .estimated) }
      let value = lower.bound + (bucket.bound - lower.bound) * ((rank - lower.count) / (count - lower.count))
      return (finite(value), value.isFinite ? .estimated : .suspect)
    }
    return nil
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
