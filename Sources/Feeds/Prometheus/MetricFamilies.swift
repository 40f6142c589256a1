import Core
import TextSafety

/// What becomes of the samples of one name.
struct MetricIdentity {
  enum Role {
    /// A reading as it stands.
    case plain
    /// A bucket of a histogram; without a declared type it is one only where it has a bound.
    case bucket(isDeclared: Bool)
    /// A quantile of a summary.
    case quantile
    /// When a series began: of no use on a wall.
    case dropped
  }

  var name: SafeText
  var unit: SafeText
  var kind: MetricSample.Kind
  var role: Role
}

/// The types and units a document has declared so far, and what they make of a sample's name.
struct MetricFamilies {
  enum FamilyType: String, CaseIterable {
    case counter, gauge, histogram, gaugeHistogram = "gaugehistogram", summary, info, stateSet = "stateset", unknown, untyped
  }

  private var types: [String: FamilyType] = [:]
  private var units: [String: SafeText] = [:]
  private var identities: [String: MetricIdentity] = [:]

  /// False where the name has a type already.
  mutating func declare(_ name: String, _ type: FamilyType) -> Bool {
    guard types[name] == nil else { return false }
    types[name] = type
    return true
  }

  mutating func declare(_ name: String, unit: SafeText) { units[name] = unit }

  mutating func identity(of name: String) -> MetricIdentity {
    if let known = identities[name] { return known }
    let made = resolve(name)
    identities[name] = made
    return made
  }

  private func resolve(_ name: String) -> MetricIdentity {
    if let type = types[name] {
      switch type {
      case .counter: return plain(name, family: name, .counter)
      case .summary: return percentile(name, .quantile)
      case .unknown, .untyped: return undeclared(name)
      case .gauge:
        // Python's client declares `x_created` a gauge of its own beside `x` or `x_total`; elsewhere such a name is a reading.
        if let base = name.without("_created"), counts(base) || counts(base + "_total") { return dropped }
        return plain(name, family: name, .gauge)
      case .histogram, .gaugeHistogram, .info, .stateSet: return plain(name, family: name, .gauge)
      }
    }
    for suffix in Self.suffixes {
      guard let family = name.without(suffix.word), let type = types[family] else { continue }
      switch suffix.meaning(type) {
      case .counter: return plain(name, family: family, .counter)
      case .gauge: return plain(name, family: family, .gauge)
      case .bucket: return percentile(family, .bucket(isDeclared: true))
      case .dropped: return dropped
      case nil: continue
      }
    }
    return undeclared(name)
  }

  private func undeclared(_ name: String) -> MetricIdentity {
    if let family = name.without("_bucket") { return percentile(family, .bucket(isDeclared: false)) }
    return plain(name, family: name, name.hasSuffix("_total") ? .counter : .gauge)
  }

  private func plain(_ name: String, family: String, _ kind: MetricSample.Kind) -> MetricIdentity {
    let isCount = family != name && (name.hasSuffix("_count") || name.hasSuffix("_gcount") || name.hasSuffix("_info"))
    let unit = isCount ? "1" : units[family] ?? MetricName.unit(of: name)
    return MetricIdentity(name: MetricName.name(of: name), unit: unit, kind: kind, role: .plain)
  }

  /// The name without the `.p95` or `_bucket` that is appended later.
  private func percentile(_ family: String, _ role: MetricIdentity.Role) -> MetricIdentity {
    MetricIdentity(
      name: MetricName.name(of: family, room: "_bucket".utf8.count), unit: units[family] ?? MetricName.unit(of: family),
      kind: .gauge, role: role)
  }

  private var dropped: MetricIdentity { MetricIdentity(name: "dropped", unit: "1", kind: .gauge, role: .dropped) }

  private func counts(_ name: String) -> Bool {
    switch types[name] {
    case .counter, .histogram, .summary: true
    default: false
    }
  }

  private enum Meaning { case counter, gauge, bucket, dropped }

  private struct Suffix {
    let word: String
    let meaning: @Sendable (FamilyType) -> Meaning?
  }

  /// What a type's samples may be called besides its own name.
  private static let suffixes = [
    Suffix(word: "_total") { $0 == .counter ? .counter : nil },
    Suffix(word: "_bucket") { $0 == .histogram || $0 == .gaugeHistogram ? .bucket : nil },
    Suffix(word: "_sum", meaning: amount), Suffix(word: "_count", meaning: amount), Suffix(word: "_gsum", meaning: current),
    Suffix(word: "_gcount", meaning: current),
    Suffix(word: "_created") { $0 == .counter || $0 == .histogram || $0 == .summary ? .dropped : nil },
    Suffix(word: "_info") { $0 == .info ? .gauge : nil },
  ]

  private static let amount: @Sendable (FamilyType) -> Meaning? = { type in
    switch type {
    case .histogram, .summary: .counter
    case .gaugeHistogram: .gauge
    default: nil
    }
  }
  private static let current: @Sendable (FamilyType) -> Meaning? = { $0 == .gaugeHistogram ? .gauge : nil }
}

extension String {
  /// What stands before a suffix; nil where it does not end in it, or is nothing else.
  fileprivate func without(_ suffix: String) -> String? {
    guard utf8.count > suffix.utf8.count, hasSuffix(suffix) else { return nil }
    return String(utf8.dropLast(suffix.utf8.count))
  }
}
