internal import Core

/// Where a playback stands, by the monotonic clock: position, speed, pause.
struct PlaybackClock: Sendable {
  private var position: Timestamp
  private var since: Int64
  /// Nil: as fast as the machine can.
  private(set) var speed: Double?
  private(set) var isPaused = false
  let start: Timestamp
  private(set) var end: Timestamp

  static let speeds: [Double] = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 1000]

  init(start: Timestamp, end: Timestamp, from: Timestamp, speed: Double?, at monotonic: Int64) {
    self.start = start
    self.end = end
    position = from
    since = monotonic
    self.speed = speed
  }

  /// The moment of the recording that should be on the screen.
  func target(at monotonic: Int64) -> Timestamp {
    if isPaused { return position }
    guard let speed else { return end }
    return min(end, position + Double(monotonic - since) / 1e9 * speed)
  }

  mutating func setPaused(_ paused: Bool, reached: Timestamp, at monotonic: Int64) {
    settle(reached, monotonic)
    isPaused = paused
  }

  mutating func setSpeed(_ speed: Double?, reached: Timestamp, at monotonic: Int64) {
    settle(reached, monotonic)
    self.speed = speed
  }

  /// One notch up or down the list of speeds.
  mutating func shift(by notch: Int, reached: Timestamp, at monotonic: Int64) {
    let list = PlaybackClock.speeds
    let current = list.lastIndex { $0 <= (speed ?? .infinity) } ?? 0
    setSpeed(list[min(max(0, current + notch), list.count - 1)], reached: reached, at: monotonic)
  }

  mutating func jump(to time: Timestamp, at monotonic: Int64) { settle(min(max(time, start), end), monotonic) }

  mutating func extend(to time: Timestamp) { end = max(end, time) }

  private mutating func settle(_ time: Timestamp, _ monotonic: Int64) {
    position = time
    since = monotonic
  }
}
