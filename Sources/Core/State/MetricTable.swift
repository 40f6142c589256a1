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

    var digest: UInt64 {
      var digest = name.digest(seed: subject.digest(seed: UInt64(bitPattern: place.digits)))
      for label in labels { digest = label.value.digest(seed: label.key.digest(seed: digest)) }
      return digest
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

  public private(set) var metrics: [Metric] = []
  public private(set) var refused = 0
  private var index = RowIndex()
  private var rowsByName: [SafeText: [Int]] = [:]

  public init() {}

  mutating func record(_ report: MetricReport, of event: Event) {
    for sample in report.samples {
      let key = Key(name: sample.name, subject: event.subject, place: event.place, labels: sample.labels)
      let digest = key.digest
      let row: Int
      if let known = index.row(of: digest, where: { metrics[$0].key == key }) {
        row = known
      } else {
        guard metrics.count < MetricTable.limit else {
          refused += 1
          continue
        }
        row = metrics.count
        index.insert(row, digest: digest)
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
