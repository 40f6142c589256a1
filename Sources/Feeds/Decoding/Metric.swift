import Core
import TextSafety

enum MetricKey: String, CaseIterable { case samples, windowSeconds = "window_s", intervalSeconds = "interval_s" }
/// In the order in which faults are told.
enum SampleKey: String, CaseIterable {
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

let metricKeys = Vocabulary(MetricKey.self)
let sampleKeys = Vocabulary(SampleKey.self)
private let requiredKeys: KeySet<SampleKey> = [.name, .value, .unit]
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
    self.init(name: .empty, value: nil, unit: .empty)
    try FieldRow(try object.object(), sampleKeys).each(required: requiredKeys) { key, value throws(Fault) in
      try set(key, value, texts)
    }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: SampleKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .name: name = try texts.metricName(value)
    case .value: self.value = value.isNull ? nil : try value.anyNumber()
    case .unit: unit = try texts.word(value, atMost: 24)
    case .labels: labels = try texts.labels(value, atMost: 80)
    case .kind: kind = try value.word(of: kinds).kind
    case .capacity: capacity = try value.anyNumber()
    case .target: target = try value.anyNumber()
    case .quality: quality = try value.word(of: qualities).quality
    case .startedAt: startedAt = try texts.moment(value)
    }
  }
}
