internal import TextSafety

/// Readings that an outage held back wait here before rules see them: what was true for a moment while nobody listened is no alarm
/// now, but what still stands when nothing newer follows is.
struct LateReadings: Sendable {
  enum Key: Hashable, Sendable {
    case metric(MetricTable.Key)
    case queue(SafeText)
    case fleet(SafeText)
    case task(SafeText)
  }

  struct Waiting: Sendable {
    var key: Key
    var reading: Reading
    /// When it was true by the source's clock; by ours, and until when.
    var time: Timestamp
    var moment: RuleEngine.Moment
    var source: SafeText
    var marks: Event.Marks
    /// When it came, and in which order.
    var arrivedAt: Timestamp
    var number = 0
  }

  /// A reading that has stood for so long is taken for what holds now: what was held back comes faster than that.
  static let settleSeconds = 15.0
  /// Further readings are not judged before their next.
  static let limit = 10_000

  private var waiting: [Key: Waiting] = [:]
  private var count = 0

  mutating func hold(_ reading: Waiting) {
    guard waiting.count < LateReadings.limit || waiting[reading.key] != nil else { return }
    var reading = reading
    count += 1
    reading.number = count
    waiting[reading.key] = reading
  }

  /// Something newer is known.
  @inline(__always)
  mutating func drop(_ key: @autoclosure () -> Key) { if !waiting.isEmpty { remove(key()) } }

  @inline(never)
  private mutating func remove(_ key: Key) { waiting[key] = nil }

  /// Those that nothing newer has followed, in the order they came.
  mutating func settled(at now: Timestamp) -> [Waiting] {
    guard !waiting.isEmpty else { return [] }
    let ready = waiting.values.filter { now - $0.arrivedAt >= LateReadings.settleSeconds }.sorted { $0.number < $1.number }
    for reading in ready { waiting[reading.key] = nil }
    return ready
  }
}
