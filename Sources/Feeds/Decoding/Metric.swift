import Core
import TextSafety

private enum MetricKey: String, CaseIterable { case samples, windowSeconds = "window_s", intervalSeconds = "interval_s" }
private enum SampleKey: String, CaseIterable {
  case name, value, unit, labels, kind, capacity, target, quality, startedAt = "started_at"
}
private enum KindWord: String, CaseIterable {
  case gauge, counter, delta

  var kind: MetricSample.Kind {
    switch self {
    case .gauge: .gauge
    case .counter: .counter
    case .delta: .delta
    }
  }
}
private enum QualityWord: String, CaseIterable {
  case good, estimated, suspect, missing

  var quality: MetricSample.Quality {
    switch self {
    case .good: .good
    case .estimated: .estimated
    case .suspect: .suspect
    case .missing: .missing
    }
  }
}

private let metricKeys = Vocabulary(MetricKey.self)
private let sampleKeys = Vocabulary(SampleKey.self)
private let kinds = Vocabulary(KindWord.self)
private let qualities = Vocabulary(QualityWord.self)

extension MetricReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(data, metricKeys)
    let samples = try row.read(.samples) { value throws(Fault) in
      try value.list { value throws(Fault) in try MetricSample(value, texts) }
    }
    let (window, interval) = (try row.amount(.windowSeconds), try row.amount(.intervalSeconds))
    guard let samples else { throw .missing("samples") }
    guard !samples.isEmpty, samples.count <= 500 else {
      throw Fault(.value, "must have 1 to 500 items, has \(samples.count)", path: "samples")
    }
    self.init(samples: samples, windowSeconds: window, intervalSeconds: interval)
  }
}

extension MetricSample {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), sampleKeys)
    let name = try row.read(.name) { value throws(Fault) in try texts.metricName(value) }
    let reading = try row.read(.value) { value throws(Fault) -> Double? in value.isNull ? nil : try value.anyNumber() }
    self.init(
      name: try row.required(.name, name), value: try row.required(.value, reading),
      unit: try row.required(.unit, try row.word(.unit, texts, atMost: 24)),
      labels: try row.read(.labels) { value throws(Fault) in try texts.labels(value, atMost: 80) } ?? [],
      kind: try row.one(of: kinds, .kind)?.kind ?? .gauge, capacity: try row.number(.capacity),
      target: try row.number(.target), quality: try row.one(of: qualities, .quality)?.quality ?? .good,
      startedAt: try row.moment(.startedAt, texts))
  }
}
