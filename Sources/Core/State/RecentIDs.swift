internal import TextSafety

/// The latest event ids of a source, to know repeats: fixed memory, oldest forgotten first.
struct RecentIDs: Sendable {
  private static let capacity = 16_384
  private var order: [UInt64] = []
  private var next = 0
  private var known = DigestSet()

  /// False when the id has been seen lately.
  mutating func insert(_ id: SafeText) -> Bool {
    // The same on every machine and in every run, so that playback is too.
    let digest = id.digest(seed: 0)
    guard known.insert(digest) else { return false }
    if order.count < RecentIDs.capacity {
      order.append(digest)
    } else {
      known.remove(order[next])
      order[next] = digest
      next = (next + 1) % RecentIDs.capacity
    }
    return true
  }
}

/// A set of digests, which need no hashing any more: open addressing with linear probing, at most half full.
struct DigestSet: Sendable {
  /// 0 is a free slot; a digest of 0 is taken for 1.
  private var slots: [UInt64] = []
  private var count = 0
  private var mask: Int { slots.count - 1 }

  /// False when it is known already.
  mutating func insert(_ digest: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let digest = max(1, digest)
    let place = place(of: digest)
    guard slots[place] == 0 else { return false }
    slots[place] = digest
    count += 1
    return true
  }

  mutating func remove(_ digest: UInt64) {
    guard count > 0 else { return }
    var hole = place(of: max(1, digest))
    guard slots[hole] != 0 else { return }
    count -= 1
    // What was pushed on by the one that goes moves back, so that no search ends too early.
    var next = (hole + 1) & mask
    while slots[next] != 0 {
      let home = Int(truncatingIfNeeded: slots[next]) & mask
      if (next - home) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }

  private func place(of digest: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: digest) & mask
    while slots[place] != 0, slots[place] != digest { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(64, old.count * 2))
    for digest in old where digest != 0 { slots[place(of: digest)] = digest }
  }
}
