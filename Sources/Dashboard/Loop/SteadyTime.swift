/// Milliseconds that follow the wall clock forward and run on at their own pace where it is set back.
struct SteadyTime: Sendable {
  /// Less is slewing, or a machine that was busy.
  static let tolerance: Int64 = 2000

  /// Wall minus steady clock when last looked at, and what is added to the steady one.
  private var wallOffset: Int64?
  private var offset: Int64 = 0
  /// Seconds, forward or back, that nobody has heard of yet.
  var leap: Double?

  /// Both clocks of the machine, read together.
  mutating func read(wall: Int64, steady: Int64) -> Int64 {
    let seen = wall - steady
    if let before = wallOffset, abs(seen - before) > SteadyTime.tolerance { leap = (leap ?? 0) + Double(seen - before) / 1000 }
    wallOffset = seen
    offset = max(offset == 0 ? seen : offset, seen)
    return steady + offset
  }
}
