/// When the next frame may be drawn: so many a second, and fewer where one is dear, so that keys, feeds and the log do not wait behind drawing.
struct FramePace {
  /// Drawing takes at most about this part of the time.
  private static let share: Int64 = 5

  /// When the latest frame was begun, and what it took; nanoseconds.
  private(set) var begun: Int64 = 0
  private var cost: Int64 = 0

  func due(interval: Int64) -> Int64 { begun + max(interval, FramePace.share * cost) }

  mutating func drew(from begun: Int64, to end: Int64) {
    self.begun = begun
    cost = max(0, end - begun)
  }
}
