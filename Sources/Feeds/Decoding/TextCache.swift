import CSimdjson
import TextSafety

/// Texts that were seen before, found by their bytes. Each has two places, side by side: a newcomer takes the first, what stood there the
/// second.
///
/// Its slots lie in plain memory: the look-up is on the way of every text, and an array would be retained at each.
struct TextCache: ~Copyable {
  private struct Slot {
    var count = -1
    var head: UInt64 = 0
    var tail: UInt64 = 0
    /// The bytes as they came, of texts that their ends do not tell apart; room for `longest`.
    var bytes: UnsafeMutablePointer<UInt8>?
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

  private let slots: UnsafeMutableBufferPointer<Slot>
  private let shift: UInt64

  init(bits: UInt64) {
    slots = .allocate(capacity: 1 << Int(bits))
    slots.initialize(repeating: Slot())
    shift = 64 - bits
  }

  deinit {
    for slot in slots { slot.bytes?.deallocate() }
    slots.deinitialize()
    slots.deallocate()
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
    text(bytes, place, in: place.index) ?? text(bytes, place, in: place.index ^ 1)
  }

  @inline(__always) private func text(_ bytes: JSONString, _ place: Place, in index: Int) -> SafeText? {
    let slot = slots.baseAddress! + index
    guard slot.pointee.count == bytes.count, slot.pointee.head == place.head, slot.pointee.tail == place.tail else { return nil }
    // The first and last eight bytes tell short texts apart.
    guard bytes.count <= 16 || csj_equal(slot.pointee.bytes! + 8, bytes.start + 8, bytes.count - 16) else { return nil }
    return slot.pointee.text
  }

  func enter(_ text: SafeText, for bytes: JSONString, at place: Place) {
    guard bytes.count <= Self.longest else { return }
    slots.swapAt(place.index, place.index ^ 1)
    let slot = slots.baseAddress! + place.index
    slot.pointee.count = bytes.count
    slot.pointee.head = place.head
    slot.pointee.tail = place.tail
    slot.pointee.text = text
    guard bytes.count > 16 else { return }
    if slot.pointee.bytes == nil { slot.pointee.bytes = .allocate(capacity: Self.longest) }
    slot.pointee.bytes!.update(from: bytes.start, count: bytes.count)
  }
}
