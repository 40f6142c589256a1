import Core
import TextSafety

/// Reads the labels of samples; it owns what one decoder learns of their words.
final class LabelReader {
  /// Characters a label value may have in our feed.
  static let longestValue = 80

  let scratch = TextScratch()
  private let memory = TextMemory()
  private var texts: TextReader { memory.reader }
  private let isStrict: Bool

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// True once a text had to be made harmless since this was last asked.
  func takeOddText() -> Bool {
    defer { texts.sawOddText = false }
    return texts.sawOddText
  }

  /// What stands between the braces, to the closing one: sorted labels without empty ones, which are no labels, and the number in
  /// `le` or `quantile` where the role of the sample gives it a meaning.
  func labels(_ cursor: inout LineCursor, _ role: MetricIdentity.Role) throws(Malformed) -> (labels: [Label], bound: Double?) {
    var labels: [Label] = []
    var bound: Double?
    var count = 0
    while true {
      cursor.skipBlanks()
      if cursor.skip(UInt8(ascii: "}")) { break }
      let start = cursor.offset
      count += 1
      guard count <= SampleLine.maximumLabels else {
        throw cursor.fault("has more than \(SampleLine.maximumLabels) labels", .tooLong)
      }
      let key = try key(&cursor)
      cursor.skipBlanks()
      guard cursor.skip(UInt8(ascii: "=")) else { throw cursor.fault("must be = after the label name, is \(cursor.found)") }
      cursor.skipBlanks()
      let place = cursor.offset
      try cursor.quoted(into: scratch)
      guard let bytes = scratch.text else { throw cursor.tooLong("the label value", at: place) }
      if key == role.boundKey {
        guard bound == nil else { throw cursor.fault("the label stands twice", at: start) }
        bound = try number(bytes, role, cursor, place)
      } else {
        try insert(key, bytes, into: &labels, cursor, start)
      }
      cursor.skipBlanks()
      if !cursor.skip(UInt8(ascii: ",")), cursor.byte != UInt8(ascii: "}") {
        throw cursor.fault("must be , or } after a label, is \(cursor.found)")
      }
    }
    if labels.contains(where: \.value.isEmpty) { labels.removeAll(where: \.value.isEmpty) }
    return (labels, bound)
  }

  private func key(_ cursor: inout LineCursor) throws(Malformed) -> SafeText {
    let start = cursor.offset
    if cursor.byte == UInt8(ascii: "\"") {
      try cursor.quoted(into: scratch)
    } else {
      scratch.clear()
      for byte in cursor.name(isLabel: true) { scratch.append(byte) }
    }
    guard let bytes = scratch.text else { throw cursor.tooLong("the label name", at: start) }
    guard !bytes.isEmpty else { throw cursor.fault("a label name must begin here, is \(cursor.found)", at: start) }
    if bytes == "__name__" { throw cursor.fault("__name__ is no label", .value, at: start) }
    return shortened(texts.word(bytes))
  }

  private func number(_ bytes: JSONString, _ role: MetricIdentity.Role, _ cursor: LineCursor, _ place: Int) throws(Malformed)
    -> Double
  {
    guard let value = ExpositionNumber.value(bytes.buffer), role.isBound(value) else {
      throw cursor.fault("must be \(role.boundRule), is \(Fault.quote(bytes.raw))", .value, at: place)
    }
    return value
  }

  private func insert(
    _ key: SafeText, _ bytes: JSONString, into labels: inout [Label], _ cursor: LineCursor, _ start: Int
  ) throws(Malformed) {
    if bytes.buffer.contains(where: { $0 >= 0x80 }) {
      let raw = UnsafeRawBufferPointer(bytes.buffer)
      if EncodingGuess.firstBadByte(in: raw) != nil {
        if EncodingGuess.looksLikeGBK(raw) {
          throw cursor.fault("the label value looks like GBK (GB 18030); feeds are UTF-8", .gbk, at: start)
        }
        if isStrict { throw cursor.fault("the label value holds bytes that are not UTF-8", .encoding, at: start) }
      }
    }
    var place = labels.count
    while place > 0, key < labels[place - 1].key { place -= 1 }
    if place > 0, labels[place - 1].key == key { throw cursor.fault("the label stands twice", at: start) }
    // An empty one is inserted too, so that a second one of that name is noticed.
    labels.insert(Label(key, shortened(texts.word(bytes))), at: place)
  }

  /// The text itself, or its beginning and a digest of the whole: values that differ stay different.
  private func shortened(_ text: SafeText) -> SafeText {
    guard text.string.utf8.count > Self.longestValue, text.string.unicodeScalars.count > Self.longestValue else { return text }
    var digest = Digest()
    digest.add(text)
    return text.clipped(to: Self.longestValue - 9) + "~" + digest.text
  }
}

extension MetricIdentity.Role {
  /// The label that is no label but a number.
  fileprivate var boundKey: SafeText? {
    switch self {
    case .bucket: "le"
    case .quantile: "quantile"
    case .plain, .dropped: nil
    }
  }

  fileprivate func isBound(_ value: Double) -> Bool {
    if case .quantile = self { return value >= 0 && value <= 1 }
    return !value.isNaN
  }

  fileprivate var boundRule: String {
    if case .quantile = self { return "a quantile from 0 to 1" }
    return "the bound of a bucket"
  }
}
