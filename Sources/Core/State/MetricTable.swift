public import TextSafety

/// Every indicator that has been heard of, with its recent past. Bounded: a source that invents series is stopped here.
public struct MetricTable: Sendable {
  /// What tells one series from another.
  public struct Key: Hashable, Sendable {
    public var name: SafeText
    public var subject: SafeText
    public var place: PlaceCode
    public var labels: [Label]

    public init(name: SafeText, subject: SafeText, place: PlaceCode, labels: [Label]) {
      self.name = name
      self.subject = subject
      self.place = place
      self.labels = labels
    }
  }

  public struct Metric: Sendable {
    public var key: Key
    public var source: SafeText
    public var unit: SafeText
    public var capacity: Double?
    public var target: Double?
    public var quality: MetricSample.Quality
    public var expiresAt: Timestamp?
    public var intervalSeconds: Double?
    public var isSimulated: Bool
    public var series = Series()

    public var value: Double? { series.latest }
    public var at: Timestamp { series.latestAt }
  }

  /// The most series kept; samples of further ones are counted as refused.
  public static let limit = 20_000
  /// Once half the room is used, a source that has so many series gets no more: one that explodes leaves room for the others.
  public static let share = 2000

  public private(set) var metrics: [Metric] = []
  public private(set) var refused = 0
  private var rows: [Key: Int] = [:]
  private var rowsByName: [SafeText: [Int]] = [:]
  private var countsBySource: [SafeText: Int] = [:]

  public init() {}

  mutating func record(_ report: MetricReport, of event: Event) {
    for sample in report.samples {
      let key = Key(name: sample.name, subject: event.subject, place: event.place, labels: sample.labels)
      let row: Int
      if let known = rows[key] {
        row = known
      } else {
        guard hasRoom(for: event.source) else {
          refused += 1
          continue
        }
        row = metrics.count
        rows[key] = row
        countsBySource[event.source, default: 0] += 1
        rowsByName[sample.name, default: []].append(row)
        metrics.append(
          Metric(
            key: key, source: event.source, unit: sample.unit, quality: sample.quality,
            isSimulated: event.marks.contains(.simulated)))
      }
      metrics[row].series.record(sample.value, at: event.time)
      guard event.time >= metrics[row].at else { continue }
      metrics[row].source = event.source
      metrics[row].unit = sample.unit
      metrics[row].capacity = sample.capacity
      metrics[row].target = sample.target
      metrics[row].quality = sample.quality
      metrics[row].expiresAt = event.expiryTime
      metrics[row].intervalSeconds = report.intervalSeconds
    }
  }

  private func hasRoom(for source: SafeText) -> Bool {
    if metrics.count < MetricTable.limit / 2 { return true }
    return metrics.count < MetricTable.limit && countsBySource[source, default: 0] < MetricTable.share
  }

  /// All series of an indicator, in the order they were first heard.
  public func named(_ name: SafeText) -> [Metric] { (rowsByName[name] ?? []).map { metrics[$0] } }

  /// The series of an indicator that has all the labels given; the one without further labels is preferred.
  public func first(_ name: SafeText, labels: [Label] = [], place: PlaceCode? = nil) -> Metric? {
    let fitting = (rowsByName[name] ?? []).lazy.map { metrics[$0] }.filter { metric in
      labels.allSatisfy(metric.key.labels.contains) && (place == nil || metric.key.place == place)
    }
    return fitting.min { $0.key.labels.count < $1.key.labels.count }
  }
}
