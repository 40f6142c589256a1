import CSimdjson
import Core

/// Lists of labels that were seen before, found by the memory of their object: a series comes with the same ones each time.
final class LabelCache {
  private struct Slot {
    var bytes: [UInt8] = []
    var limit = 0
    var labels: [Label] = []
  }

  private static let bits: UInt64 = 9
  /// Longer ones are read anew each time.
  private static let longest = 256

  private var slots = Array(repeating: Slot(), count: 1 << Int(bits))

  func place(of block: JSONString) -> Int? {
    guard block.count <= LabelCache.longest else { return nil }
    var mixed = UInt64(truncatingIfNeeded: block.count)
    var index = 0
    while index + 8 < block.count {
      mixed = (mixed ^ csj_load8(block.start + index)) &* 0x9E37_79B9_7F4A_7C15
      mixed ^= mixed >> 32
      index += 8
    }
    if block.count >= 8 { mixed = (mixed ^ csj_load8(block.start + (block.count - 8))) &* 0x9E37_79B9_7F4A_7C15 }
    return Int(truncatingIfNeeded: mixed >> (64 - LabelCache.bits))
  }

  func labels(_ block: JSONString, _ limit: Int, at place: Int) -> [Label]? {
    guard slots[place].limit == limit, slots[place].bytes.count == block.count,
      slots[place].bytes.withUnsafeBufferPointer({ csj_equal($0.baseAddress, block.start, block.count) })
    else { return nil }
    return slots[place].labels
  }

  func enter(_ labels: [Label], for block: JSONString, _ limit: Int, at place: Int) {
    slots[place] = Slot(bytes: Array(block.buffer), limit: limit, labels: labels)
  }
}
