/// Arrivals in steps of ten minutes over the latest eight days, in fixed memory: seven whole ones, and the one that runs.
public struct ArrivalCounts: Sendable, Equatable {
  public static let stepSeconds: Int64 = 600
  private static let capacity = 8 * 144

  private var counts = [Int32](repeating: 0, count: ArrivalCounts.capacity)
  private var newest: Int64 = .min
  public private(set) var today = 0
  private var day: Int64 = .min
  /// When the first of them was told: before that only what was still open then is known.
  public private(set) var heardSince: Timestamp?

  public init() {}

  mutating func record(_ time: Timestamp, toldAt: Timestamp, offsetMinutes: Int) {
    heardSince = min(heardSince ?? toldAt, toldAt)
    let step = floorDivision(time.milliseconds, ArrivalCounts.stepSeconds * 1000)
    if newest == .min { newest = step }
    if step > newest {
      let gap = min(step - newest, Int64(ArrivalCounts.capacity))
      for index in 1...gap { counts[slot(step - gap + index)] = 0 }
      newest = step
    }
    let day = floorDivision(time.milliseconds + Int64(offsetMinutes) * 60_000, 86_400_000)
    if day > self.day {
      self.day = day
      today = 0
    }
    if day == self.day { today += 1 }
    guard step > newest - Int64(ArrivalCounts.capacity) else { return }
    counts[slot(step)] += 1
  }

  /// Arrivals of the local day of `now`.
  public func today(at now: Timestamp, offsetMinutes: Int) -> Int {
    floorDivision(now.milliseconds + Int64(offsetMinutes) * 60_000, 86_400_000) == day ? today : 0
  }

  /// The arrivals of the `count` ten-minute steps that end with the step of `end`, oldest first.
  public func steps(_ count: Int, endingAt end: Timestamp) -> [Int] {
    let last = floorDivision(end.milliseconds, ArrivalCounts.stepSeconds * 1000)
    return (0..<max(0, count)).map { index in
      let step = last - Int64(count - 1 - index)
      guard newest != .min, step <= newest, step > newest - Int64(ArrivalCounts.capacity) else { return 0 }
      return Int(counts[slot(step)])
    }
  }

  private func slot(_ step: Int64) -> Int {
    let remainder = Int(step % Int64(ArrivalCounts.capacity))
    return remainder < 0 ? remainder + ArrivalCounts.capacity : remainder
  }
}
