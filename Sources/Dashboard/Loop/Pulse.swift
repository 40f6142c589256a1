/// The slow pulse of what waits for somebody.
///
/// It turns with a frame that is drawn anyway, as one is every second while a clock runs; a frame of its own costs as much as any other.
struct Pulse {
  /// From here on after a turn the next frame may bring another one.
  private static let least: Int64 = 850_000_000
  /// Here it gets a frame of its own.
  private static let most: Int64 = 1_250_000_000

  private(set) var isOn = false
  private var turned: Int64 = 0

  /// When a frame is needed for it.
  var due: Int64 { turned + Pulse.most }

  /// A frame is drawn now; whether the pulse is on in it.
  mutating func drawn(at now: Int64) -> Bool {
    guard now - turned >= Pulse.least else { return isOn }
    turned = now
    isOn.toggle()
    return isOn
  }
}
