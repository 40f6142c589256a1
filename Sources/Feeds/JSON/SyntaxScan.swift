import Core

/// Finds where a text stops being JSON. Only lines that were refused are scanned, so clarity beats speed here.
struct SyntaxScan {
  struct Finding {
    var reason: Malformed.Reason
    var words: String
    /// Offset of the offending byte.
    var offset: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var index = 0
  /// One bit per open container, the innermost last; 1 is an object.
  private var containers: UInt64 = 0
  private var depth = 0

  /// The first fault; nil when the text is JSON after all.
  static func fault(in bytes: UnsafeRawBufferPointer) -> Finding? {
    var scan = SyntaxScan(bytes: bytes)
    do throws(Stop) {
      try scan.document()
      return nil
    } catch { return error.finding }
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private struct Stop: Error { var finding: Finding }

  private func stop(_ words: String, _ reason: Malformed.Reason = .syntax) -> Stop {
    if index >= bytes.count { return Stop(finding: Finding(reason: .truncated, words: "ends too early", offset: bytes.count)) }
    return Stop(finding: Finding(reason: reason, words: words, offset: index))
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte, byte == 32 || byte == 9 || byte == 10 || byte == 13 { index += 1 }
  }

  private mutating func document() throws(Stop) {
    skipBlanks()
    if byte == nil { throw Stop(finding: Finding(reason: .syntax, words: "holds nothing", offset: 0)) }
    try value()
    while depth > 0 { try step() }
    skipBlanks()
    if byte != nil { throw stop("goes on after its end") }
  }

  /// What follows a value inside a container: a comma and the next value, or the end.
  private mutating func step() throws(Stop) {
    skipBlanks()
    let isObject = containers & 1 == 1
    if byte == UInt8(ascii: ",") {
      index += 1
      skipBlanks()
      if isObject { try key() }
      try value()
    } else if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      index += 1
      close()
    } else {
      throw stop(isObject ? "expected , or }" : "expected , or ]")
    }
  }

  private mutating func close() {
    containers >>= 1
    depth -= 1
  }

  private mutating func open(object: Bool) throws(Stop) {
    let start = index
    index += 1
    skipBlanks()
    if byte == (object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      index += 1
      return
    }
    // Like the parser, an empty container is not counted.
    if depth == JSONParser.maximumDepth {
      index = start
      throw stop("is nested deeper than \(JSONParser.maximumDepth) levels", .depth)
    }
    containers = containers << 1 | (object ? 1 : 0)
    depth += 1
    if object { try key() }
    try value()
  }

  private mutating func key() throws(Stop) {
    guard byte == UInt8(ascii: "\"") else { throw stop("expected a key in quotes") }
    try string()
    skipBlanks()
    guard byte == UInt8(ascii: ":") else { throw stop("expected :") }
    index += 1
  }

  /// A scalar as a whole, or a container up to its first value; `step` does the rest, so nothing recurses deeper than the limit.
  private mutating func value() throws(Stop) {
    skipBlanks()
    switch byte {
    case UInt8(ascii: "{"): try open(object: true)
    case UInt8(ascii: "["): try open(object: false)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try number()
    default: throw stop("expected a value")
    }
  }

  private mutating func literal(_ word: StaticString) throws(Stop) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[offset] else { throw stop("expected \(word)") }
      index += 1
    }
  }

  private mutating func number() throws(Stop) {
    let start = index
    if byte == UInt8(ascii: "-") { index += 1 }
    let first = byte
    let whole = try digits()
    if first == UInt8(ascii: "0"), whole > 1 {
      index = start
      throw stop("a number must not begin with 0")
    }
    var isWhole = true
    if byte == UInt8(ascii: ".") {
      index += 1
      isWhole = false
      _ = try digits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      index += 1
      isWhole = false
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let fits = isWhole ? Int64(text) != nil || UInt64(text) != nil : Double(text)?.isFinite == true
    if !fits { throw Stop(finding: Finding(reason: .number, words: "a number is too large", offset: start)) }
  }

  private mutating func digits() throws(Stop) -> Int {
    let start = index
    while let byte, byte >= 48, byte <= 57 { index += 1 }
    if index == start { throw stop("expected a digit") }
    return index - start
  }

  private mutating func string() throws(Stop) {
    index += 1
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"): try escape()
      case 0..<32: throw stop("a control character must be escaped")
      default: index += 1
      }
    }
    throw stop("")
  }

  private mutating func escape() throws(Stop) {
    index += 1
    guard let letter = byte else { throw stop("") }
    guard letter == UInt8(ascii: "u") else {
      guard "\"\\/bfnrt".utf8.contains(letter) else { throw stop("this escape does not exist") }
      index += 1
      return
    }
    let start = index - 1
    let unit = try hexUnit()
    if (0xDC00...0xDFFF).contains(unit) { throw loneSurrogate(start) }
    if (0xD800...0xDBFF).contains(unit) {
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") else {
        throw loneSurrogate(start)
      }
      index += 1
      guard (0xDC00...0xDFFF).contains(try hexUnit()) else { throw loneSurrogate(start) }
    }
  }

  private func loneSurrogate(_ offset: Int) -> Stop {
    Stop(finding: Finding(reason: .encoding, words: "half a surrogate pair", offset: offset))
  }

  private mutating func hexUnit() throws(Stop) -> UInt32 {
    index += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 128 else {
        throw stop("expected a hex digit")
      }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }
}
