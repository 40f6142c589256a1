/// The values of a line of JSON: where each stands, and what it is for. For lines that a parser has accepted.
struct LineTokens {
  struct Value: Equatable {
    /// Of a text without its quotes.
    var range: Range<Int>
    var isText: Bool
    /// Nil where it cannot be changed by itself.
    var target: ShapeTarget?
  }

  /// A step on the way to a value.
  enum Step {
    /// Where a key stands.
    case key(JSONString)
    case index(Int)
  }

  private(set) var values: [Value] = []
  private let line: JSONString
  private let kind: ShapeKind
  private var place = 0
  private var path: [Step] = []

  static let mostValues = 200
  private static let deepest = 6

  /// Nil for a line that is too large or has a key twice or written with escapes. Eight bytes must be readable behind it.
  init?(_ line: JSONString, kind: ShapeKind) {
    self.line = line
    self.kind = kind
    guard readValue() else { return nil }
  }

  private var byte: UInt8 { place < line.count ? line.start[place] : 0 }

  private mutating func skipBlanks() {
    while byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { place += 1 }
  }

  private mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: expected) else { return false }
    place += 1
    return true
  }

  private mutating func readValue() -> Bool {
    skipBlanks()
    guard path.count <= LineTokens.deepest, values.count < LineTokens.mostValues else { return false }
    switch byte {
    case UInt8(ascii: "{"): return readObject()
    case UInt8(ascii: "["): return readArray()
    case UInt8(ascii: "\""):
      guard let (range, isPlain) = readText() else { return false }
      values.append(Value(range: range, isText: true, target: isPlain ? ShapeTarget(path, kind) : nil))
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      // Part of the shape: which of them it is decides what the line means.
      while (97...122).contains(byte) { place += 1 }
    default:
      let start = place
      while byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") { place += 1 }
      values.append(Value(range: start..<place, isText: false, target: ShapeTarget(path, kind)))
    }
    return place <= line.count
  }

  private mutating func readText() -> (range: Range<Int>, isPlain: Bool)? {
    guard take("\"") else { return nil }
    let start = place
    var isPlain = true
    while place < line.count {
      if byte == UInt8(ascii: "\"") {
        place += 1
        return (start..<place - 1, isPlain)
      }
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        place += 1
      }
      place += 1
    }
    return nil
  }

  private mutating func readObject() -> Bool {
    guard take("{") else { return false }
    var keys: [[UInt8]] = []
    skipBlanks()
    if take("}") { return true }
    repeat {
      skipBlanks()
      guard let (range, isPlain) = readText(), isPlain else { return false }
      let key = JSONString(start: line.start + range.lowerBound, count: range.count)
      let bytes = Array(key.buffer)
      guard !keys.contains(bytes) else { return false }
      keys.append(bytes)
      skipBlanks()
      guard take(":") else { return false }
      path.append(.key(key))
      guard readValue() else { return false }
      path.removeLast()
      skipBlanks()
    } while take(",")
    return take("}")
  }

  private mutating func readArray() -> Bool {
    guard take("[") else { return false }
    skipBlanks()
    if take("]") { return true }
    var index = 0
    repeat {
      path.append(.index(index))
      guard readValue() else { return false }
      path.removeLast()
      index += 1
      skipBlanks()
    } while take(",")
    return take("]")
  }
}
