/// A counter that may start again at zero, as a total that does not.
public struct RunningTotal: Sendable, Equatable {
  /// What has been counted in all: the reading, and what was lost when the counter began anew.
  public private(set) var total = 0.0
  public private(set) var resets = 0
  private var last: Double?

  public init() {}

  /// Takes the next reading and returns how much was counted since the one before; nil for the first.
  @discardableResult
  mutating func take(_ reading: Double) -> Double? {
    guard let last else {
      self.last = reading
      total = reading
      return nil
    }
    let increase = RunningTotal.increase(from: last, to: reading)
    if reading < last { resets += 1 }
    self.last = reading
    total += increase
    return increase
  }

  /// A reading below the one before means that the counter began anew, and has come as far as it reads.
  static func increase(from last: Double, to reading: Double) -> Double { reading < last ? reading : reading - last }
}
