internal import TextSafety

/// Finds the rows of a table by the digests of their keys: open addressing, eight bytes a slot, the keys stay in the table.
///
/// A `Dictionary` hashes a key at each look, compares through a protocol and retains what it compares; a table here is asked a
/// million times a second.
struct RowIndex: Sendable {
  private struct Slot {
    /// Home place and fingerprint in one.
    var tag: UInt32
    /// -1 where it is free.
    var row: Int32
  }

  private var slots: [Slot] = []
  private var count = 0

  /// The row whose key has this digest and is the one that is meant.
  @inline(__always)
  func row(of digest: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    guard count > 0 else { return nil }
    let tag = RowIndex.tag(digest)
    let mask = slots.count - 1
    var place = Int(tag) & mask
    while slots[place].row >= 0 {
      if slots[place].tag == tag, isMeant(Int(slots[place].row)) { return Int(slots[place].row) }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The first row whose key may have this digest, without a look at the key; nil where there is none.
  func candidate(for digest: UInt64) -> Int? {
    guard count > 0 else { return nil }
    let tag = RowIndex.tag(digest)
    let mask = slots.count - 1
    var place = Int(tag) & mask
    while slots[place].row >= 0 {
      if slots[place].tag == tag { return Int(slots[place].row) }
      place = (place + 1) & mask
    }
    return nil
  }

  mutating func insert(_ row: Int, digest: UInt64) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    put(Slot(tag: RowIndex.tag(digest), row: Int32(row)))
    count += 1
  }

  mutating func remove(_ row: Int, digest: UInt64) {
    guard count > 0 else { return }
    let mask = slots.count - 1
    var hole = Int(RowIndex.tag(digest)) & mask
    while slots[hole].row != Int32(row) {
      guard slots[hole].row >= 0 else { return }
      hole = (hole + 1) & mask
    }
    count -= 1
    // What was pushed on by the one that goes moves back, so that no search ends too early.
    var next = (hole + 1) & mask
    while slots[next].row >= 0 {
      if (next - Int(slots[next].tag)) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole].row = -1
  }

  /// The same keys in other rows.
  mutating func renumber(_ number: (Int) -> Int32) {
    for place in slots.indices where slots[place].row >= 0 { slots[place].row = number(Int(slots[place].row)) }
  }

  private mutating func put(_ slot: Slot) {
    let mask = slots.count - 1
    var place = Int(slot.tag) & mask
    while slots[place].row >= 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(tag: 0, row: -1), count: max(8, old.count * 2))
    for slot in old where slot.row >= 0 { put(slot) }
  }

  private static func tag(_ digest: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: digest ^ digest >> 32) }
}

/// The rows of a table whose key is one text.
struct TextIndex: Sendable {
  private var index = RowIndex()
  private var texts: [SafeText] = []
  /// The rows found last, by where their text lies in memory: a decoder gives out the same text each time.
  private var lately = [Int32](repeating: -1, count: 1 << TextIndex.placeBits)
  /// Texts looked for lately that have no row.
  private var absent = [SafeText?](repeating: nil, count: 1 << TextIndex.placeBits)
  private static let placeBits: UInt64 = 8

  subscript(text: SafeText) -> Int? { index.row(of: text.digest) { texts[$0] == text } }

  /// The same for a table that is asked at every event.
  mutating func find(_ text: SafeText) -> Int? {
    let place = Int(truncatingIfNeeded: text.identity >> (64 - TextIndex.placeBits))
    let row = Int(lately[place])
    if row >= 0, texts[row].isIdentical(to: text) { return row }
    if let none = absent[place], none.isIdentical(to: text) { return nil }
    guard let row = self[text] else {
      absent[place] = text
      return nil
    }
    texts[row] = text
    lately[place] = Int32(truncatingIfNeeded: row)
    return row
  }

  /// The next row is that of a text that has none yet.
  mutating func append(_ text: SafeText) {
    index.insert(texts.count, digest: text.digest)
    texts.append(text)
    for place in absent.indices { absent[place] = nil }
  }
}
