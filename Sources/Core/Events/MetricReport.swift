public import TextSafety

/// Samples of one subject at one time.
public struct MetricReport: Sendable, Equatable {
  public var samples: [MetricSample]
  public var windowSeconds: Double?
  public var intervalSeconds: Double?

  public init(samples: [MetricSample], windowSeconds: Double? = nil, intervalSeconds: Double? = nil) {
    self.samples = samples
    self.windowSeconds = windowSeconds
    self.intervalSeconds = intervalSeconds
  }
}

/// One value of one indicator.
public struct MetricSample: Sendable, Equatable {
  public enum Kind: UInt8, Sendable { case gauge, counter, delta }
  public enum Quality: UInt8, Sendable { case good, estimated, suspect, missing }

  /// `cloud.vcpu.used_ratio`
  public var name: SafeText
  /// Nil: the source says that it does not know.
  public var value: Double?
  /// UCUM with annotations: `{core}`, `ratio` (0…1), `s`, `By`.
  public var unit: SafeText
  /// Sorted by key.
  public var labels: [Label]
  public var kind: Kind
  public var capacity: Double?
  public var target: Double?
  public var quality: Quality
  /// When a counter began at zero, where its source says so.
  public var startedAt: Timestamp?

  public init(
    name: SafeText, value: Double?, unit: SafeText, labels: [Label] = [], kind: Kind = .gauge, capacity: Double? = nil,
    target: Double? = nil, quality: Quality = .good, startedAt: Timestamp? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.labels = labels
    self.kind = kind
    self.capacity = capacity
    self.target = target
    self.quality = quality
    self.startedAt = startedAt
  }
}

extension [Label] {
  /// The same list in the same memory; says nothing where it is false.
  @inline(__always)
  func isIdentical(to other: [Label]) -> Bool {
    withUnsafeBufferPointer { left in
      other.withUnsafeBufferPointer { $0.count == left.count && (left.isEmpty || $0.baseAddress == left.baseAddress) }
    }
  }
}

/// A key and a value that tell apart samples or alerts of one name.
public struct Label: Hashable, Sendable, Codable {
  public var key: SafeText
  public var value: SafeText

  public init(_ key: SafeText, _ value: SafeText) {
    self.key = key
    self.value = value
  }
}
