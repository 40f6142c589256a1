import Core
import TextSafety

/// What a decoder has learnt of its source's words; `TextReader` is the way to it.
final class TextMemory {
  fileprivate struct Contents: ~Copyable {
    let masks: Bool
    var sawOddText = false
    var sawPersonalData = false
    var sawWideText = false
    var day = MomentMemo()
    let words = TextCache(bits: 11)
    /// Of tickets: they come twice in an event, and would push all words aside.
    let ticketIDs = TextCache(bits: 6)
    let titles = TextCache(bits: 9)
    let metricNames = TextCache(bits: 8)
    let references = TextCache(bits: 8)
    let labelLists = LabelCache()

    init(masks: Bool) { self.masks = masks }
  }

  private let contents: UnsafeMutablePointer<Contents>

  /// Without `masks` texts are shown once more as they came.
  init(masks: Bool = true) {
    contents = .allocate(capacity: 1)
    contents.initialize(to: Contents(masks: masks))
  }

  deinit {
    contents.deinitialize(count: 1)
    contents.deallocate()
  }

  /// Not longer than this lives.
  var reader: TextReader { TextReader(contents) }
}

/// Makes `SafeText` of JSON strings: words that come again and again are kept, free texts are masked.
///
/// A plain address, because it is handed to every part of every event: an object would be retained each time, and each use of it guarded.
struct TextReader {
  private let contents: UnsafeMutablePointer<TextMemory.Contents>

  fileprivate init(_ contents: UnsafeMutablePointer<TextMemory.Contents>) { self.contents = contents }

  /// True once a text had to be made harmless; reset by the decoder for every event.
  var sawOddText: Bool {
    get { contents.pointee.sawOddText }
    nonmutating set { contents.pointee.sawOddText = newValue }
  }

  /// True once personal data had to be masked; reset by the decoder for every event.
  var sawPersonalData: Bool {
    get { contents.pointee.sawPersonalData }
    nonmutating set { contents.pointee.sawPersonalData = newValue }
  }

  /// True once a text was made that is not ASCII, one that had not been seen before; reset by who wants to know.
  var sawWideText: Bool {
    get { contents.pointee.sawWideText }
    nonmutating set { contents.pointee.sawWideText = newValue }
  }

  private var masks: Bool { contents.pointee.masks }

  /// A date-time with a zone. Most of a feed are of one day.
  @inline(__always) func moment(_ value: JSONValue) throws(Fault) -> Timestamp {
    if let bytes = value.bytes, let time = contents.pointee.day.moment(bytes.buffer) { return time }
    let time = try value.moment()
    if let bytes = value.bytes { contents.pointee.day.remember(time, bytes.buffer) }
    return time
  }

  /// A text that is new each time: ids.
  @inline(__always) func id(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    sanitized(try bytes(value, limit))
  }

  /// A text that comes again: sources, units, names of departments.
  @inline(__always) func word(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    word(try bytes(value, limit))
  }

  /// What somebody wrote or said: masked, and never longer than its limit afterwards.
  func free(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    free(try bytes(value, limit), atMost: limit)
  }

  /// A free text that comes again, with every revision of a ticket or reading of a queue; `limit` is at least `shortTitle`.
  func title(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    let bytes = try bytes(value, limit)
    let place = contents.pointee.titles.place(of: bytes)
    if let text = contents.pointee.titles.text(bytes, at: place) { return text }
    return keepIfPlain({ $0.free(bytes, atMost: limit) }) {
      // Masking may lengthen a text beyond its limit. What is short after it has not been cut, whatever the limit.
      if $1.string.unicodeScalars.count < Self.shortTitle { $0.contents.pointee.titles.enter($1, for: bytes, at: place) }
    }
  }

  private static let shortTitle = 60

  func free(_ bytes: JSONString, atMost limit: Int = .max) -> SafeText {
    let text = sanitized(bytes)
    guard masks, Masking.needsLook(bytes.buffer) else { return text.clipped(to: limit) }
    let masked = Masking.masked(text)
    if masked != text { sawPersonalData = true }
    return Masking.clipped(masked, to: limit)
  }

  @inline(__always) func word(_ bytes: JSONString) -> SafeText {
    let place = contents.pointee.words.place(of: bytes)
    if let text = contents.pointee.words.text(bytes, at: place) { return text }
    return keepIfPlain({ $0.sanitized(bytes) }) { $0.contents.pointee.words.enter($1, for: bytes, at: place) }
  }

  @inline(__always) func ticketID(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> SafeText {
    let bytes = try bytes(value, limit)
    let place = contents.pointee.ticketIDs.place(of: bytes)
    if let text = contents.pointee.ticketIDs.text(bytes, at: place) { return text }
    return keepIfPlain({ $0.sanitized(bytes) }) { $0.contents.pointee.ticketIDs.enter($1, for: bytes, at: place) }
  }

  /// A URI reference; nil where it holds what none may hold.
  @inline(__always) func reference(_ bytes: JSONString) -> SafeText? {
    let place = contents.pointee.references.place(of: bytes)
    if let text = contents.pointee.references.text(bytes, at: place) { return text }
    guard bytes.buffer.allSatisfy({ $0 > 32 && $0 != 127 && $0 != 34 && $0 != 60 && $0 != 62 }) else { return nil }
    return keepIfPlain({ $0.sanitized(bytes) }) { $0.contents.pointee.references.enter($1, for: bytes, at: place) }
  }

  /// `^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`, at most 80 characters.
  @inline(__always) func metricName(_ value: JSONValue) throws(Fault) -> SafeText {
    let bytes = try bytes(value, 80)
    let place = contents.pointee.metricNames.place(of: bytes)
    if let text = contents.pointee.metricNames.text(bytes, at: place) { return text }
    guard Self.isMetricName(bytes) else { throw .value("a metric name such as cloud.vcpu.used_ratio", value) }
    return keepIfPlain({ $0.sanitized(bytes) }) { $0.contents.pointee.metricNames.enter($1, for: bytes, at: place) }
  }

  private static func isMetricName(_ bytes: JSONString) -> Bool {
    var isFirst = true
    var beginsPart = true
    for byte in bytes.buffer {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): beginsPart = false
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst, UInt8(ascii: "_") where !isFirst: beginsPart = false
      case UInt8(ascii: ".") where !beginsPart: beginsPart = true
      default: return false
      }
      isFirst = false
    }
    return !beginsPart
  }

  /// Keys and values that are all texts, sorted by key.
  func labels(_ value: JSONValue, atMost limit: Int = .max) throws(Fault) -> [Label] {
    guard let block = value.block, let place = contents.pointee.labelLists.place(of: block) else {
      return try read(labels: value, limit)
    }
    if let labels = contents.pointee.labelLists.labels(block, limit, at: place) { return labels }
    let wasOdd = sawOddText
    defer { sawOddText = sawOddText || wasOdd }
    sawOddText = false
    let labels = try read(labels: value, limit)
    // As with texts: what is odd must be noticed again.
    if !sawOddText { contents.pointee.labelLists.enter(labels, for: block, limit, at: place) }
    return labels
  }

  private func read(labels value: JSONValue, _ limit: Int) throws(Fault) -> [Label] {
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
  private func insert(_ label: Label, into labels: inout [Label]) {
    var place = labels.count
    while place > 0, label.key < labels[place - 1].key { place -= 1 }
    if place > 0, labels[place - 1].key == label.key { labels[place - 1] = label } else { labels.insert(label, at: place) }
  }

  /// A text that is odd or was masked is not kept: it must be noticed again the next time.
  @inline(never) private func keepIfPlain(_ make: (TextReader) -> SafeText, _ keep: (TextReader, SafeText) -> Void) -> SafeText {
    let (wasOdd, wasPersonal) = (sawOddText, sawPersonalData)
    (sawOddText, sawPersonalData) = (false, false)
    let text = make(self)
    if !sawOddText, !sawPersonalData { keep(self, text) }
    sawOddText = sawOddText || wasOdd
    sawPersonalData = sawPersonalData || wasPersonal
    return text
  }

  @inline(__always) private func sanitized(_ bytes: JSONString) -> SafeText {
    let (text, flags) = SafeText.sanitize(utf8: bytes.buffer)
    if bytes.buffer.contains(where: { $0 >= 0x80 }) { sawWideText = true }
    if !flags.isEmpty { sawOddText = true }
    return text
  }

  @inline(__always) private func bytes(_ value: JSONValue, _ limit: Int) throws(Fault) -> JSONString {
    guard let bytes = value.bytes else { throw .value("a text", value) }
    if bytes.count > limit { try countCharacters(bytes, limit) }
    return bytes
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
