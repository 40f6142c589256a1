import CSimdjson
import Core
import TextSafety

/// Makes `SafeText` of JSON strings: words that come again and again are kept, free texts are masked.
final class TextReader {
  /// True once a text had to be made harmless; reset by the decoder for every event.
  var sawOddText = false

  private struct Slot {
    var count = -1
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var text = SafeText.empty
  }

  private static let slotBits: UInt64 = 11
  private var words = Array(repeating: Slot(), count: 1 << Int(slotBits))
  private var metricNames = Array(repeating: Slot(), count: 1 << 8)

  /// A text that is new each time: ids.
  @inline(__always) func id(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    guard let bytes = value.bytes else { throw .value("a text", value) }
    try checkLength(bytes, limit)
    return sanitized(bytes)
  }

  /// A text that comes again: sources, units, names of departments.
  @inline(__always) func word(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    guard let bytes = value.bytes else { throw .value("a text", value) }
    try checkLength(bytes, limit)
    return word(bytes)
  }

  /// What somebody wrote or said: masked, and never longer than its limit afterwards.
  func free(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    guard let bytes = value.bytes else { throw .value("a text", value) }
    try checkLength(bytes, limit)
    return free(bytes, atMost: limit)
  }

  func free(_ bytes: JSONString, atMost limit: Int = .max) -> SafeText {
    let text = sanitized(bytes)
    let masked = Masking.needsLook(bytes.buffer) ? Masking.masked(text) : text
    return masked.clipped(to: limit)
  }

  /// `^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`
  @inline(__always) func metricName(_ value: JSONValue) throws(Fault) -> SafeText {
    guard let bytes = value.bytes else { throw .value("a text", value) }
    let (head, tail, hash) = Self.ends(bytes)
    let place = Int(truncatingIfNeeded: hash >> 56)
    let slot = metricNames[place]
    if slot.count == bytes.count, slot.head == head, slot.tail == tail, bytes.count <= 16 || same(slot.text, bytes) { return slot.text }
    try checkMetricName(bytes, value)
    let text = sanitized(bytes)
    metricNames[place] = Slot(count: bytes.count, head: head, tail: tail, text: text)
    return text
  }

  private func checkMetricName(_ bytes: JSONString, _ value: JSONValue) throws(Fault) {
    var expectsStart = true
    var isFirst = true
    for byte in bytes.buffer {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): expectsStart = false
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst, UInt8(ascii: "_") where !isFirst: expectsStart = false
      case UInt8(ascii: ".") where !expectsStart: expectsStart = true
      default: throw .value("a metric name such as cloud.vcpu.used_ratio", value)
      }
      isFirst = false
    }
    if expectsStart { throw .value("a metric name such as cloud.vcpu.used_ratio", value) }
    try checkLength(bytes, 80)
  }

  /// Keys and values that are all texts, sorted by key.
  func labels(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> [Label] {
    var labels: [Label] = []
    var fields = try value.object().fields
    while let (key, value) = fields.next() {
      do throws(Fault) {
        insert(Label(word(key), try word(value, atMost: limit)), into: &labels)
      } catch { throw error.at(key.raw) }
    }
    return labels
  }

  /// Sorted insertion; of two equal keys the last one wins.
  func insert(_ label: Label, into labels: inout [Label]) {
    var place = labels.count
    while place > 0, label.key < labels[place - 1].key { place -= 1 }
    if place > 0, labels[place - 1].key == label.key { labels[place - 1] = label } else { labels.insert(label, at: place) }
  }

  @inline(__always) func word(_ bytes: JSONString) -> SafeText {
    if bytes.count > 64 { return sanitized(bytes) }
    let (head, tail, hash) = Self.ends(bytes)
    let place = Int(truncatingIfNeeded: hash >> (64 - Self.slotBits))
    let slot = words[place]
    if slot.count == bytes.count, slot.head == head, slot.tail == tail, bytes.count <= 16 || same(slot.text, bytes) { return slot.text }
    return newWord(bytes, head, tail, place)
  }

  @inline(never) private func newWord(_ bytes: JSONString, _ head: UInt64, _ tail: UInt64, _ place: Int) -> SafeText {
    let before = sawOddText
    sawOddText = false
    let text = sanitized(bytes)
    // Only texts that were left as they are can be found again by their bytes.
    if !sawOddText { words[place] = Slot(count: bytes.count, head: head, tail: tail, text: text) }
    sawOddText = sawOddText || before
    return text
  }

  @inline(__always) private static func ends(_ bytes: JSONString) -> (head: UInt64, tail: UInt64, hash: UInt64) {
    let count = bytes.count
    var head = csj_load8(bytes.start)
    var tail: UInt64 = 0
    if count >= 8 { tail = csj_load8(bytes.start + (count - 8)) } else { head &= (1 << UInt64(count * 8)) &- 1 }
    let mixed = (head ^ (tail &* 0xFF51_AFD7_ED55_8CCD) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return (head, tail, (mixed ^ (mixed >> 32)) &* 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always) private func same(_ text: SafeText, _ bytes: JSONString) -> Bool {
    text.string.utf8.withContiguousStorageIfAvailable {
      $0.count == bytes.count && csj_equal($0.baseAddress, bytes.start, bytes.count)
    } ?? false
  }

  @inline(__always) private func sanitized(_ bytes: JSONString) -> SafeText {
    SafeText(utf8: bytes.buffer, sawOddText: &sawOddText)
  }

  @inline(__always) func checkLength(_ bytes: JSONString, _ limit: Int) throws(Fault) {
    if bytes.count > limit { try countCharacters(bytes, limit) }
  }

  @inline(never) private func countCharacters(_ bytes: JSONString, _ limit: Int) throws(Fault) {
    let characters = bytes.buffer.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    if characters > limit { throw Fault(.value, "must be at most \(limit) characters, has \(characters)") }
  }
}

extension SafeText {
  /// The first `limit` scalars.
  func clipped(to limit: Int) -> SafeText {
    guard string.utf8.count > limit, string.unicodeScalars.count > limit else { return self }
    return SafeText(sanitizing: String(string.unicodeScalars.prefix(limit)))
  }
}
