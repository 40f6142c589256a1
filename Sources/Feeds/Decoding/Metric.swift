import Core
import TextSafety

private enum MetricKey: String, CaseIterable { case samples, windowSeconds = "window_s", intervalSeconds = "interval_s" }
private enum SampleKey: String, CaseIterable {
  case name, value, unit, labels, kind, capacity, target, quality, startedAt = "started_at"
}
private enum KindWord: String, CaseIterable { case gauge, counter, delta }
private enum QualityWord: String, CaseIterable { case good, estimated, suspect, missing }

private let metricKeys = Vocabulary(MetricKey.self)
private let sampleKeys = Vocabulary(SampleKey.self)
private let kinds = Vocabulary(KindWord.self)
private let qualities = Vocabulary(QualityWord.self)

extension MetricReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    var samples: [MetricSample]?
    var windowSeconds: Double?
    var intervalSeconds: Double?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = metricKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .samples:
          samples = try value.list { value throws(Fault) in try MetricSample(value, texts) }
        case .windowSeconds: windowSeconds = try value.amount()
        case .intervalSeconds: intervalSeconds = try value.amount()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let samples else { throw .missing("samples") }
    guard !samples.isEmpty, samples.count <= 500 else {
      throw Fault(.value, "must have 1 to 500 items, has \(samples.count)", path: "samples")
    }
    self.init(samples: samples, windowSeconds: windowSeconds, intervalSeconds: intervalSeconds)
  }
}

extension MetricSample {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var name: SafeText?
    var reading: Double?
    var hasReading = false
    var unit: SafeText?
    var labels: [Label] = []
    var kind = Kind.gauge
    var capacity: Double?
    var target: Double?
    var quality = Quality.good
    var startedAt: Timestamp?
    var fields = try object.object().fields
    while let (fieldName, value) = fields.next() {
      guard let key = sampleKeys(fieldName) else { continue }
      do throws(Fault) {
        switch key {
        case .name: name = try texts.metricName(value)
        case .value:
          reading = value.isNull ? nil : try value.anyNumber()
          hasReading = true
        case .unit: unit = try texts.word(value, atMost: 24)
        case .labels: labels = try texts.labels(value, atMost: 80)
        case .kind:
          switch try value.word(of: kinds) {
          case .gauge: kind = .gauge
          case .counter: kind = .counter
          case .delta: kind = .delta
          }
        case .capacity: capacity = try value.anyNumber()
        case .target: target = try value.anyNumber()
        case .startedAt: startedAt = try value.moment()
        case .quality:
          switch try value.word(of: qualities) {
          case .good: quality = .good
          case .estimated: quality = .estimated
          case .suspect: quality = .suspect
          case .missing: quality = .missing
          }
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let name else { throw .missing("name") }
    guard hasReading else { throw .missing("value") }
    guard let unit else { throw .missing("unit") }
    self.init(
      name: name, value: reading, unit: unit, labels: labels, kind: kind, capacity: capacity, target: target, quality: quality,
      startedAt: startedAt)
  }
}
