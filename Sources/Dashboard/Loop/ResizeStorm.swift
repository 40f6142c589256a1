/// A window that is being dragged changes its size a hundred times a second; each size in full would be megabytes for nothing.
struct ResizeStorm {
  /// So long after the last change the frame is drawn, and so long after the first one at the latest.
  static let settling: Int64 = 20_000_000
  static let patience: Int64 = 450_000_000

  private var began: Int64?
  private var last: Int64 = 0

  mutating func note(at now: Int64) {
    began = began ?? now
    last = now
  }

  /// When the next frame may be drawn; nil: at any time.
  var due: Int64? { began.map { min(last + ResizeStorm.settling, $0 + ResizeStorm.patience) } }

  /// Whether to wait with the frame.
  mutating func mustWait(at now: Int64) -> Bool {
    guard let due else { return false }
    if now < due { return true }
    began = nil
    return false
  }
}
