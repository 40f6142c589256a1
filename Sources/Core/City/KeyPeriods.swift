/// A time in which the city watches more closely (重点时期): a congress, a holiday, a storm.
public struct KeyPeriod: Sendable, Equatable {
  public var name: LocalName
  public var from: Timestamp
  /// The first moment after it.
  public var to: Timestamp

  public init(name: LocalName, from: Timestamp, to: Timestamp) {
    self.name = name
    self.from = from
    self.to = to
  }

  public func contains(_ time: Timestamp) -> Bool { from <= time && time < to }
}

extension City {
  /// The key period that a moment falls into; the first listed where there are several.
  public func keyPeriod(at time: Timestamp) -> KeyPeriod? { keyPeriods.first { $0.contains(time) } }
}
