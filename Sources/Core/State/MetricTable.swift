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
    /// Of what is shown: for a counter that is its rate, `{request}/s`.
    public var unit: SafeText
    public var capacity: Double?
    public var target: Double?
    public var quality: MetricSample.Quality
    public var expiresAt: Timestamp?
    public var intervalSeconds: Double?
    public var isSimulated: Bool
    /// What is shown and judged: the value of a gauge, the increase per second of a counter.
    public var series = Series()
    /// The count behind a rate; nil for gauges.
    public var counter: CounterRate?

    public var value: Double? { series.latest }
    public var at: Timestamp { series.latestAt }
    public var isRate: Bool { counter != nil }

    /// The source says that its value is no longer true.
    public func isExpired(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }
  }

  /// The most series kept; samples of further ones are counted as refused.
  public static let limit = 20_000
  /// Once half the room is used, a source that has so many series gets no more: one that explodes leaves room for the others.
  public static let share = 2000

  public private(set) var metrics: [Metric] = []
  public private(set) var refused = 0
  private var index = RowIndex()
  private var rowsByName: [SafeText: [Int]] = [:]
  private var countsBySource: [SafeText: Int] = [:]
  /// The rows of the samples recorded last; nil for those that have none.
  private var recorded: [Int?] = []

  public init() {}

  public subscript(key: Key) -> Metric? { index.row(of: key.digest) { metrics[$0].key == key }.map { metrics[$0] } }

  /// Puts samples where they belong in time; only what is not older than the newest changes what holds now.
  mutating func record(_ report: MetricReport, of event: Event, arrival: Arrival) {
    recorded.removeAll(keepingCapacity: true)
    for sample in report.samples {
      let key = Key(name: sample.name, subject: event.subject, place: event.place, labels: sample.labels)
      let digest = key.digest
      let row: Int
      if let known = index.row(of: digest, where: { metrics[$0].key == key }) {
        row = known
      } else {
        guard !arrival.isExpired else {
          recorded.append(nil)
          continue
        }
        guard hasRoom(for: event.source) else {
          refused += 1
          recorded.append(nil)
          continue
        }
        row = metrics.count
        index.insert(row, digest: digest)
        countsBySource[event.source, default: 0] += 1
        rowsByName[sample.name, default: []].append(row)
        metrics.append(
          Metric(
            key: key, source: event.source, unit: sample.unit, quality: sample.quality,
            isSimulated: event.marks.contains(.simulated)))
      }
      recorded.append(row)
      guard !arrival.isExpired else {
        if sample.kind == .gauge { metrics[row].series.fill(sample.value, at: event.time) }
        continue
      }
      let isNewest = event.time >= metrics[row].at
      if sample.kind == .gauge {
        metrics[row].series.record(sample.value, at: event.time)
        if isNewest { metrics[row].setGauge(sample) }
      } else {
        metrics[row].count(sample, of: report, at: event.time)
      }
      guard isNewest else { continue }
      if metrics[row].source != event.source { metrics[row].source = event.source }
      metrics[row].quality = arrival.isSuspect && sample.quality == .good ? .suspect : sample.quality
      metrics[row].expiresAt = arrival.expiry(of: event)
      metrics[row].intervalSeconds = report.intervalSeconds
      metrics[row].isSimulated = event.marks.contains(.simulated)
    }
  }

  /// What is now held of the series of a sample of the report recorded last.
  func latest(ofSample number: Int) -> (value: Double?, at: Timestamp)? {
    recorded[number].map { (metrics[$0].series.latest, metrics[$0].series.latestAt) }
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

extension MetricTable.Metric {
  fileprivate mutating func setGauge(_ sample: MetricSample) {
    if counter != nil { counter = nil }
    if unit != sample.unit { unit = sample.unit }
    capacity = sample.capacity
    target = sample.target
  }

  /// Takes a counter's reading, or a count per interval: its rate goes into the series.
  fileprivate mutating func count(_ sample: MetricSample, of report: MetricReport, at time: Timestamp) {
    let isDelta = sample.kind == .delta
    if counter?.unit != sample.unit || counter?.isDelta != isDelta {
      counter = CounterRate(unit: sample.unit, isDelta: isDelta)
      unit = sample.unit + "/s"
      // They speak of the count, not of its rate.
      capacity = nil
      target = nil
    }
    guard let value = sample.value else { return series.record(nil, at: time) }
    let point = CounterRate.Point(
      value: value, at: time, startedAt: sample.startedAt, window: isDelta ? report.windowSeconds ?? report.intervalSeconds : nil,
      interval: report.intervalSeconds)
    guard let rates = counter?.take(point) else { return }
    if let own = rates.own { series.record(own.value, at: own.at) }
    guard let successor = rates.successor else { return }
    series.record(successor.value, at: successor.at)
    // The curve keeps one value a minute: where that was wrong, the one before it counts again.
    if successor.value == nil { for rate in counter?.rates ?? [] { series.fill(rate.value, at: rate.at) } }
  }
}
