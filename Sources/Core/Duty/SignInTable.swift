public import TextSafety

/// Wrong PINs by id: after a few the id is refused for a while, longer each time. Comes from the journal's entries, so that a restart
/// forgives nobody.
public struct SignInTable: Sendable, Equatable {
  public struct Failures: Sendable, Equatable {
    public var count: Int
    public var last: Timestamp
    public var until: Timestamp?
  }

  /// So many may be wrong before the first wait.
  public static let free = 3
  static let firstWait = 30.0
  static let longestWait = 900.0
  /// Ids that are made up must not fill the memory.
  static let capacity = 256

  public private(set) var failures: [SafeText: Failures] = [:]

  public init() {}

  /// Until when an id is refused; nil: it may try.
  public func refusedUntil(_ id: SafeText, at now: Timestamp) -> Timestamp? {
    failures[id]?.until.flatMap { $0 > now ? $0 : nil }
  }

  /// An entry of the journal, in its order.
  mutating func take(_ entry: JournalEntry) {
    guard entry.key == nil, entry.input == "sign_in", let id = entry.by else { return }
    switch entry.refusal {
    case nil: failures[id] = nil
    case .wrongPIN: fail(id, at: entry.at)
    default: break
    }
  }

  private mutating func fail(_ id: SafeText, at time: Timestamp) {
    let count = (failures[id]?.count ?? 0) + 1
    var until: Timestamp?
    if count >= Self.free {
      let doublings = min(count - Self.free, 16)
      until = time + min(Self.longestWait, Self.firstWait * Double(1 << doublings))
    }
    failures[id] = Failures(count: count, last: time, until: until)
    guard failures.count > Self.capacity else { return }
    // Whoever waits goes last.
    let oldest = failures.min { ($0.value.until ?? $0.value.last, $0.key) < ($1.value.until ?? $1.value.last, $1.key) }
    if let oldest { failures[oldest.key] = nil }
  }
}
