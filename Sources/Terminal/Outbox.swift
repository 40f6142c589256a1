/// The bytes that still have to leave, and how long frames take for that.
struct Outbox {
  typealias Instant = ContinuousClock.Instant

  /// No faster than this, whatever the line can do.
  static let leastInterval = Duration.milliseconds(33)
  static let greatestInterval = Duration.seconds(2)

  private var bytes: [UInt8] = []
  private var sent = 0
  private var began: Instant?
  /// How long the last frame took from its first write to its last.
  private(set) var lastDuration = Duration.zero

  var isEmpty: Bool { sent == bytes.count }
  var rest: ArraySlice<UInt8> { bytes[sent...] }

  mutating func append(_ more: some Sequence<UInt8>, at now: Instant) {
    if isEmpty {
      bytes.removeAll(keepingCapacity: true)
      sent = 0
      began = now
    }
    bytes.append(contentsOf: more)
  }

  /// So many bytes have left.
  mutating func advance(_ count: Int, at now: Instant) {
    sent += count
    guard isEmpty, let start = began else { return }
    lastDuration = start.duration(to: now)
    began = nil
  }

  /// Gives up what is left.
  mutating func clear() {
    bytes.removeAll()
    sent = 0
    began = nil
  }

  /// Half of the time the line may be busy with frames; the other half is for the answers to keys.
  func suggestedInterval(at now: Instant) -> Duration {
    let busy = max(lastDuration, began.map { $0.duration(to: now) } ?? .zero)
    return min(max(busy * 2, Self.leastInterval), Self.greatestInterval)
  }
}
