import CSimdjson

/// A value of a parsed document: three words, valid until the parser's next parse.
struct JSONValue {
  let tape: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let index: Int

  enum Kind { case object, array, string, integer, unsigned, double, boolean, null }

  @inline(__always) var letter: UInt8 { csj_type(tape, index) }

  var kind: Kind {
    switch letter {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .integer
    case UInt8(ascii: "u"): .unsigned
    case UInt8(ascii: "d"): .double
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    default: .null
    }
  }

  @inline(__always) var isNull: Bool { letter == UInt8(ascii: "n") }
  @inline(__always) var isObject: Bool { letter == UInt8(ascii: "{") }
  @inline(__always) var isArray: Bool { letter == UInt8(ascii: "[") }
  @inline(__always) var isString: Bool { letter == UInt8(ascii: "\"") }

  @inline(__always) var bytes: JSONString? {
    guard isString else { return nil }
    return string(at: index)
  }

  @inline(__always) var boolean: Bool? {
    switch letter {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  @inline(__always) var double: Double? {
    switch letter {
    case UInt8(ascii: "d"): csj_double(tape, index)
    case UInt8(ascii: "l"): Double(csj_int64(tape, index))
    case UInt8(ascii: "u"): Double(csj_uint64(tape, index))
    default: nil
    }
  }

  /// A whole number; `7.0` is one too.
  @inline(__always) var integer: Int64? {
    switch letter {
    case UInt8(ascii: "l"): return csj_int64(tape, index)
    case UInt8(ascii: "d"):
      let value = csj_double(tape, index)
      guard value.magnitude < 0x1p53, Double(Int64(value)) == value else { return nil }
      return Int64(value)
    default: return nil
    }
  }

  @inline(__always) fileprivate func string(at index: Int) -> JSONString {
    var count = 0
    let start = csj_string(tape, strings, index, &count)!
    return JSONString(start: start, count: count)
  }

  /// How many elements an array has.
  @inline(__always) var elementCount: Int { csj_count(tape, index) }

  /// The memory that holds the keys and values of an object of texts alone, with their lengths: two that are the same have the
  /// same fields. Nil for any other value.
  @inline(__always) var block: JSONString? {
    guard isObject else { return nil }
    let end = csj_after(tape, index) - 1
    guard index + 1 < end else { return nil }
    for place in index + 1..<end where csj_type(tape, place) != UInt8(ascii: "\"") { return nil }
    let (first, last) = (string(at: index + 1), string(at: end - 1))
    return JSONString(start: first.start, count: last.start - first.start + last.count)
  }

  /// The fields of an object, in order; nothing for any other value.
  @inline(__always) var fields: Fields { Fields(of: self) }
  /// The elements of an array, in order; nothing for any other value.
  @inline(__always) var elements: Elements { Elements(of: self) }

  struct Fields: IteratorProtocol, Sequence {
    private let parent: JSONValue
    private var index: Int
    private let end: Int

    @inline(__always) fileprivate init(of value: JSONValue) {
      parent = value
      index = value.index + 1
      end = value.isObject ? csj_after(value.tape, value.index) - 1 : index
    }

    @inline(__always) mutating func next() -> (key: JSONString, value: JSONValue)? {
      guard index < end else { return nil }
      let key = parent.string(at: index)
      let value = JSONValue(tape: parent.tape, strings: parent.strings, index: index + 1)
      index = csj_after(parent.tape, index + 1)
      return (key, value)
    }
  }

  struct Elements: IteratorProtocol, Sequence {
    private let parent: JSONValue
    private var index: Int
    private let end: Int

    @inline(__always) fileprivate init(of value: JSONValue) {
      parent = value
      index = value.index + 1
      end = value.isArray ? csj_after(value.tape, value.index) - 1 : index
    }

    @inline(__always) mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      let value = JSONValue(tape: parent.tape, strings: parent.strings, index: index)
      index = csj_after(parent.tape, index)
      return value
    }
  }
}

/// UTF-8 that lies in the parser's buffer, where at least eight bytes can be read from every start.
struct JSONString {
  let start: UnsafePointer<UInt8>
  let count: Int

  @inline(__always) var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
  @inline(__always) var isEmpty: Bool { count == 0 }

  @inline(__always) static func == (left: JSONString, right: StaticString) -> Bool {
    left.count == right.utf8CodeUnitCount && csj_equal(left.start, right.utf8Start, left.count)
  }

  /// The text as it is, for words in errors; it must be sanitised before it goes anywhere.
  var raw: String { String(decoding: buffer, as: UTF8.self) }
}
