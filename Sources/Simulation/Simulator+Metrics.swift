internal import Core
internal import TextSafety

extension Simulator {
  func metrics(into events: inout [Event]) throws(ScenarioError) {
    for source in scenario.metrics ?? [] {
      var random = RandomSource.stream(seed: seed, "metric" + source.source + source.subject)
      var curves: [Curve] = []
      for sample in source.samples { curves.append(try curve(sample.curve, steps: sample.steps ?? false, of: sample.name)) }
      // Sources do not tick together: each has its own phase.
      var time = start + random.between(0, min(source.every, 20)).rounded()
      var number = 0
      while time <= end {
        var samples: [MetricSample] = []
        for (sample, curve) in zip(source.samples, curves) {
          let shake = 1 + (sample.noise ?? 0) * random.between(-1, 1)
          var value = curve.value(at: second(time)) * shake
          value = min(max(value, sample.min ?? -.infinity), sample.max ?? .infinity)
          samples.append(
            MetricSample(
              name: safe(sample.name), value: value.rounded(decimals: sample.decimals ?? 0), unit: safe(sample.unit),
              labels: (sample.labels ?? [:]).sorted { $0.key < $1.key }.map { Label(safe($0.key), safe($0.value)) },
              capacity: sample.capacity, target: sample.target))
        }
        number += 1
        events.append(
          Event(
            source: safe(source.source), id: safe("m-\(source.subject)-\(number)"), time: time, subject: safe(source.subject),
            place: place(source.place), expiryTime: time + source.every * 3, marks: .simulated,
            payload: .metric(MetricReport(samples: samples, intervalSeconds: source.every))))
        time = time + source.every
      }
    }
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
