public import Core
internal import Glibc
internal import Synchronization

/// The two clocks of the machine. Only the edges ask them.
public enum Clock {
  /// The wall clock, as long as it does not go back: then it runs on at its pace, so that no shelf and no acknowledgement lasts longer.
  public static func now() -> Timestamp {
    let (wall, steady) = (read(CLOCK_REALTIME) / 1_000_000, monotonic() / 1_000_000)
    return Timestamp(milliseconds: state.withLock { $0.read(wall: wall, steady: steady) })
  }

  /// How many seconds the wall clock has leapt since this was last asked; nil where it has not. Journaled by whoever asks.
  static func takeLeap() -> Double? {
    state.withLock { state in
      defer { state.leap = nil }
      return state.leap
    }
  }

  private static let state = Mutex(SteadyTime())

  /// Nanoseconds that never run backwards.
  public static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
