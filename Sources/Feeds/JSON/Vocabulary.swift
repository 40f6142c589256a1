import CSimdjson

/// A closed set of words – the keys of an object, the values of an enumeration – found by their bytes in one probe.
struct Vocabulary<Word: RawRepresentable & CaseIterable & Sendable>: Sendable where Word.RawValue == String {
  private struct Slot: Sendable {
    var count = -1
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var word: Word?
  }

  /// Plain memory that is never freed: vocabularies are global and live as long as the program.
  private nonisolated(unsafe) let slots: UnsafePointer<Slot>
  private let shift: UInt64
  private let seed: UInt64

  init(_ type: Word.Type = Word.self) {
    let words = Array(Word.allCases)
    var bits: UInt64 = 3
    while (1 << bits) < words.count * 2 { bits += 1 }
    var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    // A seed without collisions exists: the words differ in (count, first 8, last 8 bytes). Look for it, widening now and then.
    var attempt = 0
    search: while true {
      attempt += 1
      var slots = Array(repeating: Slot(), count: 1 << Int(bits))
      for word in words {
        var utf8 = Array(word.rawValue.utf8)
        let count = utf8.count
        utf8 += Array(repeating: 0, count: 8)
        let (head, tail) = utf8.withUnsafeBufferPointer { Self.ends($0.baseAddress!, count) }
        let place = Self.place(head, tail, count, seed, 64 - bits)
        if slots[place].count >= 0 {
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 | 1
          if attempt % 64 == 0 { bits += 1 }
          continue search
        }
        slots[place] = Slot(count: count, head: head, tail: tail, word: word)
      }
      let memory = UnsafeMutablePointer<Slot>.allocate(capacity: slots.count)
      memory.initialize(from: slots, count: slots.count)
      self.slots = UnsafePointer(memory)
      self.seed = seed
      shift = 64 - bits
      return
    }
  }

  @inline(__always) func callAsFunction(_ text: JSONString) -> Word? {
    let (head, tail) = Self.ends(text.start, text.count)
    let slot = slots + Self.place(head, tail, text.count, seed, shift)
    guard slot.pointee.count == text.count, slot.pointee.head == head, slot.pointee.tail == tail, let word = slot.pointee.word
    else {
      return nil
    }
    if text.count > 16 {
      var name = word.rawValue
      guard name.withUTF8({ csj_equal($0.baseAddress, text.start, text.count) }) else { return nil }
    }
    return word
  }

  /// `ok, warn, stall`
  var list: String { Word.allCases.map(\.rawValue).joined(separator: ", ") }

  /// The first and the last eight bytes; shorter words are padded with zeros and have no tail.
  @inline(__always) private static func ends(_ start: UnsafePointer<UInt8>, _ count: Int) -> (UInt64, UInt64) {
    let head = csj_load8(start)
    if count >= 8 { return (head, csj_load8(start + (count - 8))) }
    return (head & ((1 << UInt64(count * 8)) &- 1), 0)
  }

  @inline(__always) private static func place(
    _ head: UInt64, _ tail: UInt64, _ count: Int, _ seed: UInt64, _ shift: UInt64
  ) -> Int {
    let mixed = (head ^ (tail &* 0xFF51_AFD7_ED55_8CCD) ^ UInt64(truncatingIfNeeded: count)) &* seed
    return Int(truncatingIfNeeded: ((mixed ^ (mixed >> 32)) &* seed) >> shift)
  }
}
