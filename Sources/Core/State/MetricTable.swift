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
  /// The rows found last, by where the texts of their keys lie in memory.
  private var lately = [Int32](repeating: -1, count: 1 << MetricTable.placeBits)
  private static let placeBits: UInt64 = 10
  private var rowsByName: [SafeText: [Int]] = [:]
  private var countsBySource: [SafeText: Int] = [:]
  /// The rows of the samples recorded last; -1 for those that have none.
  private(set) var recorded: [Int] = []

  public init() {}

  public subscript(key: Key) -> Metric? { index.row(of: key.digest) { metrics[$0].key == key }.map { metrics[$0] } }

  /// Puts samples where they belong in time; only what is not older than the newest changes what holds now.
  mutating func record(_ content: Event.MetricContent, of event: Event, arrival: Arrival) {
    recorded.removeAll(keepingCapacity: true)
    let expiry = arrival.expiry(of: event)
    // Where they lie: a sample that is taken out of its list has every text in it retained.
    content.report.samples.withUnsafeBufferPointer { samples in
      for number in samples.indices {
        let sample = samples.baseAddress! + number
        guard let row = row(of: sample, event, arrival) else {
          recorded.append(-1)
          continue
        }
        recorded.append(row)
        guard !arrival.isExpired else {
          if sample.pointee.kind == .gauge { metrics[row].series.fill(sample.pointee.value, at: event.time) }
          continue
        }
        metrics[row].take(sample, of: content, event, expiry: expiry, isSuspect: arrival.isSuspect)
      }
    }
  }

  /// The row of a sample's series, which may be new; nil where there is no room for it, or no use.
  private mutating func row(of sample: UnsafePointer<MetricSample>, _ event: Event, _ arrival: Arrival) -> Int? {
    let mixed = sample.pointee.name.identity ^ event.subject.identity &* 3 ^ UInt64(bitPattern: event.place.digits) &* 5
    let place = Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> (64 - MetricTable.placeBits))
    let guess = Int(lately[place])
    if guess >= 0, metrics[guess].key.isIdentical(sample, event) { return guess }
    let key = Key(name: sample.pointee.name, subject: event.subject, place: event.place, labels: sample.pointee.labels)
    let digest = key.digest
    if let known = index.row(of: digest, where: { metrics[$0].key == key }) {
      metrics[known].key = key
      lately[place] = Int32(truncatingIfNeeded: known)
      return known
    }
    guard !arrival.isExpired else { return nil }
    guard hasRoom(for: event.source) else {
      refused += 1
      return nil
    }
    let row = metrics.count
    index.insert(row, digest: digest)
    countsBySource[event.source, default: 0] += 1
    rowsByName[key.name, default: []].append(row)
    metrics.append(
      Metric(
        key: key, source: event.source, unit: sample.pointee.unit, quality: sample.pointee.quality,
        isSimulated: event.marks.contains(.simulated)))
    return row
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

extension MetricTable.Key {
  /// True where the texts of the sample's key are the very ones of this key; says nothing where it is false.
  @inline(__always)
  fileprivate func isIdentical(_ sample: UnsafePointer<MetricSample>, _ event: Event) -> Bool {
    guard name.isIdentical(to: sample.pointee.name), subject.isIdentical(to: event.subject), place == event.place else {
      return false
    }
    return labels.isIdentical(to: sample.pointee.labels)
  }
}

extension MetricTable.Metric {
  /// Takes a sample that is not expired.
  fileprivate mutating func take(
    _ sample: UnsafePointer<MetricSample>, of content: Event.MetricContent, _ event: Event, expiry: Timestamp?, isSuspect: Bool
  ) {
    let isNewest = event.time >= at
    if sample.pointee.kind == .gauge {
      series.record(sample.pointee.value, at: event.time)
      if isNewest { setGauge(sample) }
    } else {
      count(sample.pointee, of: content.report, at: event.time)
    }
    guard isNewest else { return }
    if !source.isIdentical(to: event.source) { source = event.source }
    quality = isSuspect && sample.pointee.quality == .good ? .suspect : sample.pointee.quality
    expiresAt = expiry
    intervalSeconds = content.report.intervalSeconds
    isSimulated = event.marks.contains(.simulated)
  }

  private mutating func setGauge(_ sample: UnsafePointer<MetricSample>) {
    if counter != nil { counter = nil }
    if !unit.isIdentical(to: sample.pointee.unit) { unit = sample.pointee.unit }
    capacity = sample.pointee.capacity
    target = sample.pointee.target
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
