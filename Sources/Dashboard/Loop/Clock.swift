internal import Glibc
public import Core

/// The two clocks of the machine. Only the edges ask them.
public enum Clock {
  /// The wall clock.
  public static func now() -> Timestamp { Timestamp(milliseconds: read(CLOCK_REALTIME) / 1_000_000) }

  /// Nanoseconds that never run backwards.
  public static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
