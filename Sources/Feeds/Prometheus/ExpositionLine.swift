import Core
import TextSafety

/// A line that says something of a family, `# TYPE name counter`, or is a mere comment.
enum CommentLine {
  case type(String, MetricFamilies.FamilyType)
  case unit(String, SafeText)
  /// Says what a metric means, for people.
  case help
  case end
  case comment

  /// Reads a line that begins with `#`.
  init(_ line: UnsafeRawBufferPointer, _ scratch: TextScratch) throws(Malformed) {
    var cursor = LineCursor(line)
    cursor.skipBlanks()
    _ = cursor.skip(UInt8(ascii: "#"))
    cursor.skipBlanks()
    let keyword = cursor.token()
    cursor.skipBlanks()
    switch keyword.count == 3 || keyword.count == 4 ? String(decoding: keyword, as: UTF8.self) : "" {
    case "EOF" where cursor.isAtEnd: self = .end
    case "HELP": self = .help
    case "TYPE":
      let name = try Self.name(&cursor, scratch)
      let (word, place) = (cursor.token(), cursor.offset)
      guard let type = MetricFamilies.FamilyType(rawValue: String(decoding: word, as: UTF8.self)) else {
        let words =
          word.isEmpty ? "a type must follow" : "\(Fault.quote(String(decoding: word.prefix(160), as: UTF8.self))) is no type"
        throw cursor.fault(words, word.isEmpty ? .syntax : .value, at: place - word.count)
      }
      self = .type(name, type)
    case "UNIT":
      let name = try Self.name(&cursor, scratch)
      let word = cursor.token()
      guard !word.isEmpty else { throw cursor.fault("a unit must follow") }
      self = .unit(name, MetricName.unit(named: String(decoding: word.prefix(64), as: UTF8.self)))
    default: self = .comment
    }
  }

  private static func name(_ cursor: inout LineCursor, _ scratch: TextScratch) throws(Malformed) -> String {
    let name = try cursor.metricName(scratch)
    guard let next = cursor.byte, next == 32 || next == 9 else { throw cursor.fault("a blank must follow, is \(cursor.found)") }
    cursor.skipBlanks()
    return name
  }
}

/// A line that is a sample: `http_requests_total{code="200"} 1027 1395066363000`.
struct SampleLine {
  /// Labels a sample may have.
  static let maximumLabels = 32

  let identity: MetricIdentity
  private(set) var labels: [Label] = []
  /// The upper bound of a bucket, or which quantile it is.
  private(set) var bound: Double?
  let value: Double
  let milliseconds: Int64?

  init(_ line: UnsafeRawBufferPointer, _ reader: LabelReader, _ families: inout MetricFamilies, isOpenMetrics: Bool)
    throws(Malformed)
  {
    var cursor = LineCursor(line)
    cursor.skipBlanks()
    // `{"any name", label="value"}`: the name stands in the braces where it needs quotes.
    var isInBraces = cursor.skip(UInt8(ascii: "{"))
    if isInBraces { cursor.skipBlanks() }
    guard isInBraces == (cursor.byte == UInt8(ascii: "\"")) else {
      throw cursor.fault("a metric name \(isInBraces ? "in quotes " : "")must begin here, is \(cursor.found)")
    }
    identity = families.identity(of: try cursor.metricName(reader.scratch))
    cursor.skipBlanks()
    if isInBraces {
      if !cursor.skip(UInt8(ascii: ",")), cursor.byte != UInt8(ascii: "}") {
        throw cursor.fault("must be , or } after the name, is \(cursor.found)")
      }
    } else {
      isInBraces = cursor.skip(UInt8(ascii: "{"))
    }
    if isInBraces { (labels, bound) = try reader.labels(&cursor, identity.role) }
    cursor.skipBlanks()
    value = try Self.value(&cursor)
    milliseconds = try Self.time(&cursor, isOpenMetrics)
    // An exemplar is not looked at.
    guard cursor.isAtEnd || cursor.byte == UInt8(ascii: "#") else {
      throw cursor.fault("nothing may follow the time, is \(cursor.found)")
    }
  }

  private static func value(_ cursor: inout LineCursor) throws(Malformed) -> Double {
    guard !cursor.isAtEnd else { throw cursor.fault("a value must follow") }
    let start = cursor
    guard let value = ExpositionNumber.value(cursor.token()) else {
      throw start.fault("the value must be a number, is \(start.found)", .number)
    }
    cursor.skipBlanks()
    return value
  }

  private static func time(_ cursor: inout LineCursor, _ isOpenMetrics: Bool) throws(Malformed) -> Int64? {
    guard let first = cursor.byte, first != UInt8(ascii: "#") else { return nil }
    let start = cursor
    guard let time = ExpositionNumber.milliseconds(cursor.token(), isSeconds: isOpenMetrics) else {
      throw start.fault("the time must be in \(isOpenMetrics ? "seconds" : "milliseconds"), is \(start.found)", .number)
    }
    cursor.skipBlanks()
    return time
  }
}

extension LineCursor {
  /// A metric's name, quoted or not.
  mutating func metricName(_ scratch: TextScratch) throws(Malformed) -> String {
    let start = offset
    if byte == UInt8(ascii: "\"") {
      try quoted(into: scratch)
      guard let text = scratch.text else { throw tooLong("the name", at: start) }
      guard !text.isEmpty else { throw fault("a name must not be empty", at: start) }
      return text.raw
    }
    let name = name(isLabel: false)
    guard !name.isEmpty else { throw fault("a metric name must begin here, is \(found)") }
    guard name.count <= TextScratch.maximumCharacters else { throw tooLong("the name", at: start) }
    return String(decoding: name, as: UTF8.self)
  }

  func tooLong(_ what: String, at place: Int) -> Malformed {
    fault("\(what) is longer than \(TextScratch.maximumCharacters) characters", .tooLong, at: place)
  }
}
