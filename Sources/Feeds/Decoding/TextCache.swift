import CSimdjson
import TextSafety

/// Texts that were seen before, found by their bytes; each newcomer replaces what stood in its place.
struct TextCache {
  private struct Slot {
    var count = -1
    var head: UInt64 = 0
    var tail: UInt64 = 0
    /// The bytes as they came, for texts that their first and last eight bytes do not tell apart.
    var source = ""
    var text = SafeText.empty
  }

  /// Where a text belongs, for a look and the entry after it.
  struct Place {
    fileprivate var index: Int
    fileprivate var head: UInt64
    fileprivate var tail: UInt64
  }

  /// Longer texts are taken to be new each time.
  private static let longest = 96

  private var slots: [Slot]
  private let shift: UInt64

  init(bits: UInt64) {
    slots = Array(repeating: Slot(), count: 1 << Int(bits))
    shift = 64 - bits
  }

  @inline(__always) func place(of bytes: JSONString) -> Place {
    let count = bytes.count
    var head = csj_load8(bytes.start)
    var tail: UInt64 = 0
    if count >= 8 { tail = csj_load8(bytes.start + (count - 8)) } else { head &= (1 << UInt64(count * 8)) &- 1 }
    var mixed = (head ^ (tail &* 0xFF51_AFD7_ED55_8CCD) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return Place(index: Int(truncatingIfNeeded: mixed >> shift), head: head, tail: tail)
  }

  @inline(__always) func text(_ bytes: JSONString, at place: Place) -> SafeText? {
    let slot = slots[place.index]
    guard slot.count == bytes.count, slot.head == place.head, slot.tail == place.tail else { return nil }
    guard bytes.count <= 16 || same(slot.source, bytes) else { return nil }
    return slot.text
  }

  mutating func enter(_ text: SafeText, for bytes: JSONString, at place: Place) {
    guard bytes.count <= Self.longest else { return }
    var source = ""
    if bytes.count > 16 {
      // Nearly always the text itself: then both share one buffer.
      source = same(text.string, bytes) ? text.string : bytes.raw
    }
    slots[place.index] = Slot(count: bytes.count, head: place.head, tail: place.tail, source: source, text: text)
  }

  @inline(__always) private func same(_ text: String, _ bytes: JSONString) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.count == bytes.count && csj_equal($0.baseAddress, bytes.start, bytes.count) }
      ?? false
  }
}
