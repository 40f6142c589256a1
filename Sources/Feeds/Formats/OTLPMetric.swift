import Core
import TextSafety

/// One metric of OpenTelemetry with its points.
struct OTLPMetric {
  private enum Shape: String, CaseIterable {
    case gauge, sum, histogram, exponentialHistogram, summary
    // Before protocol 0.9.
    case intGauge, doubleGauge, intSum, doubleSum
  }
  private static let shapes = Vocabulary(Shape.self)

  private let shape: Shape
  private let data: JSONValue
  /// Name, unit and kind of its samples.
  private let sample: MetricSample
  private let origin: OTLPResource
  private let context: DecodeContext

  init(_ metric: JSONValue, of origin: OTLPResource, _ context: DecodeContext, _ texts: TextReader) throws(Fault) {
    guard let nameValue = metric["name"] else { throw .missing("name") }
    guard let bytes = nameValue.bytes, let name = MetricName.normalized(texts.word(bytes)) else {
      throw Fault.value("a metric name", nameValue).at("name")
    }
    var found: (Shape, JSONValue)?
    for (key, value) in metric.fields {
      if let shape = Self.shapes(key), value.isObject { found = (shape, value) }
    }
    guard let (shape, data) = found else {
      throw Fault(.missing, "holds no gauge, sum, histogram, exponentialHistogram or summary")
    }
    self.shape = shape
    self.data = data
    self.origin = origin
    self.context = context
    let unit = metric["unit"]?.loose(texts)?.clipped(to: 24)
    sample = MetricSample(
      name: name, value: nil, unit: unit ?? MetricName.unit(of: name), kind: try Self.kind(of: shape, data))
  }

  private static func kind(of shape: Shape, _ data: JSONValue) throws(Fault) -> MetricSample.Kind {
    switch shape {
    case .gauge, .intGauge, .doubleGauge: return .gauge
    case .summary: return .counter
    case .sum, .intSum, .doubleSum, .histogram, .exponentialHistogram:
      let isHistogram = shape == .histogram || shape == .exponentialHistogram
      let isMonotonic = data["isMonotonic"]?.boolean ?? isHistogram
      guard let value = data["aggregationTemporality"] else { return .gauge }
      if value.integer == 1 || value.bytes.map({ $0 == "AGGREGATION_TEMPORALITY_DELTA" }) == true { return .delta }
      if value.integer == 2 || value.bytes.map({ $0 == "AGGREGATION_TEMPORALITY_CUMULATIVE" }) == true {
        return isMonotonic ? .counter : .gauge
      }
      if value.integer == 0 || value.bytes.map({ $0 == "AGGREGATION_TEMPORALITY_UNSPECIFIED" }) == true { return .gauge }
      throw Fault.value("1 (delta) or 2 (cumulative)", value).at("aggregationTemporality").at(shape.rawValue)
    }
  }

  /// Takes the good points in, then throws the first fault of the others.
  func read(into batch: inout SampleBatch, _ texts: TextReader) throws(Fault) {
    guard let points = data["dataPoints"] else { return }
    guard points.isArray else { throw Fault.value("an array", points).at("dataPoints").at(shape.rawValue) }
    var tally = FaultTally()
    var position = 0
    for point in points.elements {
      do throws(Fault) { try read(point, into: &batch, texts) } catch {
        tally.add(error.at(position).at("dataPoints").at(shape.rawValue))
      }
      position += 1
    }
    try tally.check()
  }

  private func read(_ point: JSONValue, into batch: inout SampleBatch, _ texts: TextReader) throws(Fault) {
    guard point.isObject else { throw .value("an object", point) }
    texts.sawOddText = false
    var labels = LabelList(origin.labels)
    try OTLPAttributes(of: point).forEach(texts) { labels.add($0, $1) }
    let place = labels.takePlace() ?? origin.place
    var sample = sample
    sample.labels = try labels.sorted()
    let time = try moment(of: point)
    let isOdd = texts.sawOddText || origin.isOdd
    for part in try parts(of: point) {
      var copy = sample
      if let suffix = part.suffix { copy.name = MetricName.joined(sample.name, suffix) }
      copy.unit = part.unit ?? sample.unit
      copy.kind = part.kind ?? sample.kind
      if copy.kind == .counter { copy.startedAt = start(of: point, before: time) }
      let row = batch.series(copy, subject: origin.subject, place: place, isOdd: isOdd)
      batch.add(part.reading, at: time, to: row)
    }
  }

  /// When the counter began at zero; what makes no sense is as good as nothing.
  private func start(of point: JSONValue, before time: Timestamp) -> Timestamp? {
    guard let nanoseconds = point["startTimeUnixNano"]?.looseInteger, nanoseconds > 0 else { return nil }
    return Timestamp(unixMilliseconds: Double(nanoseconds / 1_000_000)).flatMap { $0 <= time ? $0 : nil }
  }

  /// Nanoseconds since 1970; 0 and nothing stand for "not known".
  private func moment(of point: JSONValue) throws(Fault) -> Timestamp {
    guard let value = point["timeUnixNano"] else { return context.receivedAt }
    guard let nanoseconds = value.looseInteger, nanoseconds >= 0,
      let time = Timestamp(unixMilliseconds: Double(nanoseconds / 1_000_000))
    else { throw Fault.value("nanoseconds since 1970", value).at("timeUnixNano") }
    return nanoseconds == 0 ? context.receivedAt : time
  }
}

/// What one sample of a point adds to the name, and what it changes.
private struct Part {
  var suffix: SafeText?
  var reading: Reading
  var unit: SafeText?
  var kind: MetricSample.Kind?
}

extension OTLPMetric {
  /// More quantiles than this are not read.
  private static let quantileLimit = 32

  private func parts(of point: JSONValue) throws(Fault) -> [Part] {
    // Flag 1: the series has ended or could not be read.
    if let flags = point["flags"]?.looseInteger, flags & 1 == 1 {
      return shape == .summary || isHistogram ? [] : [Part(reading: .missing)]
    }
    if shape == .summary || isHistogram { return try distribution(point) }
    for name in ["asDouble", "asInt", "value"] as [StaticString] {
      guard let value = point[name] else { continue }
      do throws(Fault) { return [Part(reading: try value.reading())] } catch { throw error.at(name.description) }
    }
    throw .missing("asDouble")
  }

  private var isHistogram: Bool { shape == .histogram || shape == .exponentialHistogram }

  /// How many observations, their sum, extremes and quantiles; zeros may be left out in this JSON.
  private func distribution(_ point: JSONValue) throws(Fault) -> [Part] {
    var parts: [Part] = []
    func add(_ name: StaticString, _ part: (Reading) -> Part) throws(Fault) {
      guard let value = point[name] else { return }
      do throws(Fault) { parts.append(part(try value.reading())) } catch { throw error.at(name.description) }
    }
    try add("count") { Part(suffix: "count", reading: $0, unit: "1") }
    if parts.isEmpty { parts.append(Part(suffix: "count", reading: Reading(0), unit: "1")) }
    try add("sum") { Part(suffix: "sum", reading: $0) }
    try add("min") { Part(suffix: "min", reading: $0, kind: .gauge) }
    try add("max") { Part(suffix: "max", reading: $0, kind: .gauge) }
    if shape == .summary, let list = point["quantileValues"] {
      do throws(Fault) {
        var position = 0
        for value in try list.array().elements.prefix(Self.quantileLimit) {
          do throws(Fault) { parts.append(try Self.quantile(value)) } catch { throw error.at(position) }
          position += 1
        }
      } catch { throw error.at("quantileValues") }
    }
    return parts
  }

  /// 0.95 as `p95`, 0.999 as `p99_9`; 0 and 1 are the extremes.
  private static func quantile(_ object: JSONValue) throws(Fault) -> Part {
    let object = try object.object()
    let quantile = try object["quantile"].map { value throws(Fault) in try value.reading() } ?? Reading(0)
    guard let number = quantile.value, (0...1).contains(number), let steps = Int64(exactly: (number * 10_000).rounded()) else {
      throw Fault(.value, "must be a number from 0 to 1", path: "quantile")
    }
    let reading = try object["value"].map { value throws(Fault) in try value.reading() } ?? Reading(0)
    let (whole, rest) = (steps / 100, steps % 100)
    let suffix: SafeText
    switch steps {
    case 0: suffix = "min"
    case 10_000: suffix = "max"
    default:
      suffix = rest == 0 ? "p\(whole)" : rest % 10 == 0 ? "p\(whole)_\(rest / 10)" : "p\(whole)_\(rest < 10 ? "0" : "")\(rest)"
    }
    return Part(suffix: suffix, reading: reading, kind: .gauge)
  }
}
