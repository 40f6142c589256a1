import Core
import TextSafety

// Native lines are bounded by their length; a foreign document is not, so what is kept of it is bounded here.
extension JSONValue {
  /// A text or number that identifies something: nil where there is none, a fault where no id can be that long.
  func identifier(_ texts: TextReader) throws(Fault) -> SafeText? {
    if let bytes, bytes.count > 200 { throw Fault(.value, "must be at most 200 bytes, has \(bytes.count)") }
    return loose(texts)
  }

  /// What somebody wrote, masked; nil where there is nothing. Lines and great length are nothing odd in a document.
  func prose(_ texts: TextReader, atMost limit: Int) -> SafeText? {
    guard let bytes, !bytes.isEmpty else { return nil }
    let (text, flags) = SafeText.sanitize(utf8: bytes.buffer)
    if !flags.subtracting([.newline, .long]).isEmpty { texts.sawOddText = true }
    let masked = Masking.masked(text, atMost: limit)
    return masked.isEmpty ? nil : masked
  }

  /// A word of a closed set in lower case, for sources that write it either way.
  var lowercasedWord: String? {
    guard let bytes, !bytes.isEmpty, bytes.count <= 40 else { return nil }
    return bytes.raw.lowercased()
  }

  /// A finite number, or a short text that is one.
  var finiteNumber: Double? {
    if let bytes, bytes.count > 40 { return nil }
    return looseNumber.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The labels of an object of texts, sorted: the first forty, for no source needs more to tell its alerts apart.
  func boundedLabels(_ texts: TextReader) throws(Fault) -> [Label] {
    var labels: [Label] = []
    for (key, value) in try object().fields {
      guard labels.count < 40 else { break }
      guard let bytes = value.bytes else { throw Fault.value("a text", value).at(String(key.raw.unicodeScalars.prefix(32))) }
      labels.set(Label(texts.word(key).clipped(to: 80), texts.word(bytes).clipped(to: 200)))
    }
    return labels
  }
}

extension [Label] {
  /// Puts a label in its place; of two with one key the last one wins.
  mutating func set(_ label: Label) {
    let place = firstIndex { $0.key >= label.key } ?? endIndex
    if place < endIndex, self[place].key == label.key { self[place] = label } else { insert(label, at: place) }
  }

  /// The same with a value that may be missing.
  mutating func set(_ key: SafeText, _ value: SafeText?) {
    if let value { set(Label(key, value.clipped(to: 200))) }
  }

  func value(_ key: SafeText) -> SafeText? { first { $0.key == key }.map(\.value) }

  /// The place that a label `adcode` names.
  var place: PlaceCode? { value("adcode").flatMap { PlaceCode($0.string) } }
}
