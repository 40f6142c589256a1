/// The latest event ids of a source, to know repeats: fixed memory, oldest forgotten first.
struct RecentIDs: Sendable {
  private static let capacity = 16_384
  private var order: [UInt64] = []
  private var next = 0
  private var known: Set<UInt64> = []

  /// False when the id has been seen lately.
  mutating func insert(_ id: String) -> Bool {
    var copy = id
    // FNV-1a: the same on every machine and in every run, so that playback is too.
    let hash = copy.withUTF8 { bytes in bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
    guard known.insert(hash).inserted else { return false }
    if order.count < RecentIDs.capacity {
      order.append(hash)
    } else {
      known.remove(order[next])
      order[next] = hash
      next = (next + 1) % RecentIDs.capacity
    }
    return true
  }
}
