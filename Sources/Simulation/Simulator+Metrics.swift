internal import Core
internal import Settings
internal import TextSafety

/// A source that sends all its samples in one event every so often.
struct MetricProducer: Producer {
  private let simulator: Simulator
  private let source: Scenario.MetricSource
  private let samples: [ShapedSample]
  private let name: (source: SafeText, subject: SafeText)
  private var random: RandomSource
  private var time: Timestamp
  private var number = 0

  struct ShapedSample {
    var sample: Scenario.MetricSource.Sample
    var labels: [Label]
    var curve: Curve
    var pulls: [Pull]
    var weekdays: [Double]?
  }

  /// `copy` 0 is the source itself; others are calm neighbours of it, for larger places.
  init(_ simulator: Simulator, _ source: Scenario.MetricSource, copy: Int) throws(ConfigurationError) {
    self.simulator = simulator
    self.source = source
    let suffix = copy == 0 ? "" : "-\(copy)"
    name = (simulator.safe(source.source), simulator.safe(source.subject + suffix))
    random = RandomSource.stream(seed: simulator.seed, "metric" + source.source + source.subject + suffix)
    var samples: [ShapedSample] = []
    for sample in source.samples {
      let shape = copy == 0 ? sample.curve : sample.usual ?? sample.curve
      samples.append(
        ShapedSample(
          sample: sample,
          labels: (sample.labels ?? [:]).sorted { $0.key < $1.key }.map {
            Label(simulator.safe($0.key), simulator.safe($0.value))
          },
          curve: try simulator.curve(shape, steps: sample.steps ?? false, of: sample.name),
          pulls: copy == 0 ? simulator.pulls.metric(source, sample) : [],
          weekdays: try simulator.weekdays(sample.weekdays, of: sample.name)))
    }
    self.samples = samples
    // Sources do not tick together: each has its own phase.
    time = simulator.start + random.between(0, min(source.every, 20)).rounded()
  }

  mutating func next() -> Event? {
    guard time <= simulator.end else { return nil }
    defer { time = time + source.every }
    number += 1
    let second = simulator.second(time)
    var report: [MetricSample] = []
    report.reserveCapacity(samples.count)
    for shaped in samples {
      let sample = shaped.sample
      var value = shaped.curve.value(at: second) * (shaped.weekdays?[simulator.weekday(time)] ?? 1)
      for pull in shaped.pulls { value = pull.apply(to: value, at: time) }
      value *= 1 + (sample.noise ?? 0) * random.between(-1, 1)
      value = min(max(value, sample.min ?? -.infinity), sample.max ?? .infinity)
      report.append(
        MetricSample(
          name: simulator.safe(sample.name), value: value.rounded(decimals: sample.decimals ?? 0),
          unit: simulator.safe(sample.unit), labels: shaped.labels, capacity: sample.capacity, target: sample.target))
    }
    return Event(
      source: name.source, id: "m-\(name.subject)-\(Int64(number))", time: time, subject: name.subject,
      place: simulator.place(source.place), expiryTime: time + source.every * 3, marks: simulator.marks,
      payload: .metric(MetricReport(samples: report, intervalSeconds: source.every)))
  }
}

extension Double {
  /// Rounded to so many decimals.
  func rounded(decimals: Int) -> Double {
    var factor = 1.0
    for _ in 0..<max(0, decimals) { factor *= 10 }
    return (self * factor).rounded() / factor
  }
}
