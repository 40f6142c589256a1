internal import TextSafety

/// The latest event ids of a source, to know repeats: fixed memory, oldest forgotten first.
///
/// Digests lie in a ring; a table of open addressing finds them. Its slots take four bytes – the place in the ring and a part of the
/// digest – so that the tables of a dozen sources stay in the processor's cache.
struct RecentIDs: Sendable {
  static let capacity = 16_384
  /// Enough for a place in the ring counted from 1; 0 is a free slot.
  private static let placeBits: UInt32 = 15

  private var ring: [UInt64] = []
  private var oldest = 0
  /// At most half full.
  private var slots: [UInt32] = []
  /// Read only so that the slot that is to be freed next is in the cache by then.
  private var ahead: UInt32 = 0

  private var mask: Int { slots.count - 1 }

  /// False when the id has been seen lately.
  mutating func insert(_ id: SafeText) -> Bool {
    // The same on every machine and in every run, so that playback is too.
    let digest = id.digest(seed: 0)
    if ring.count < RecentIDs.capacity, ring.count * 2 >= slots.count { grow() }
    var slot = RecentIDs.home(digest) & mask
    while slots[slot] != 0 {
      if slots[slot] >> RecentIDs.placeBits == RecentIDs.tag(digest), ring[place(in: slot)] == digest { return false }
      slot = (slot + 1) & mask
    }
    if ring.count < RecentIDs.capacity {
      ring.append(digest)
      slots[slot] = RecentIDs.entry(ring.count - 1, digest)
    } else {
      forgetOldest()
      ring[oldest] = digest
      put(oldest)
      oldest = (oldest + 1) % RecentIDs.capacity
      ahead = slots[RecentIDs.home(ring[oldest]) & mask]
    }
    return true
  }

  /// Looks at the slot of an id that is soon asked for, so that it is in the cache by then.
  @inline(__always)
  func fetch(_ id: SafeText) -> UInt64 {
    slots.isEmpty ? 0 : UInt64(slots[RecentIDs.home(id.digest(seed: 0)) & mask])
  }

  private mutating func forgetOldest() {
    var hole = RecentIDs.home(ring[oldest]) & mask
    while place(in: hole) != oldest { hole = (hole + 1) & mask }
    // What was pushed on by the one that goes moves back, so that no search ends too early.
    var next = (hole + 1) & mask
    while slots[next] != 0 {
      let home = Int(slots[next] >> RecentIDs.placeBits) & mask
      if (next - home) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(64, slots.count * 2))
    for place in ring.indices { put(place) }
  }

  private mutating func put(_ place: Int) {
    var slot = RecentIDs.home(ring[place]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = RecentIDs.entry(place, ring[place])
  }

  private func place(in slot: Int) -> Int { Int(slots[slot] & (1 << RecentIDs.placeBits - 1)) - 1 }

  /// Seventeen bits: more than the table ever has slots, so a slot knows its own home.
  private static func tag(_ digest: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: digest >> 32) >> placeBits }
  private static func home(_ digest: UInt64) -> Int { Int(tag(digest)) }
  private static func entry(_ place: Int, _ digest: UInt64) -> UInt32 { tag(digest) << placeBits | UInt32(place + 1) }
}
