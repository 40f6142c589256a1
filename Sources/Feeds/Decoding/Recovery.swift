import Core
import TextSafety

/// What becomes of a line that simdjson refused.
enum Recovery {
  /// The same text with its bad characters replaced and any byte order mark gone.
  case repaired([UInt8], Event.Marks)
  case refused(Malformed)

  init(_ line: UnsafeRawBufferPointer, after failure: JSONParser.Failure, isStrict: Bool) {
    if let fault = Self.otherEncoding(line) {
      self = .refused(fault)
      return
    }
    let hasMark = line.starts(with: Self.byteOrderMark)
    if isStrict && hasMark {
      self = .refused(Malformed(.byteOrderMark, "begins with a byte order mark; feeds are UTF-8 without one", column: 1))
      return
    }
    let body = hasMark ? UnsafeRawBufferPointer(rebasing: line[3...]) : line
    var fault = Self.name(body, after: failure)
    if hasMark { fault.column = fault.column.map { $0 + 3 } }
    guard hasMark || fault.reason == .encoding, !isStrict else {
      self = .refused(fault)
      return
    }
    let repaired = repairedJSON(body)
    self = .repaired(repaired ?? Array(body), repaired == nil ? .repaired : [.repaired, .oddText])
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func otherEncoding(_ line: UnsafeRawBufferPointer) -> Malformed? {
    guard line.count >= 2 else { return nil }
    let pair = (line[0], line[1])
    if pair == (0xFF, 0xFE) || pair == (0xFE, 0xFF) {
      return Malformed(.byteOrderMark, "is UTF-16 with a byte order mark; feeds are UTF-8", column: 1)
    }
    if pair == (UInt8(ascii: "{"), 0) || pair == (0, UInt8(ascii: "{")) {
      return Malformed(.encoding, "is UTF-16; feeds are UTF-8", column: 1)
    }
    guard let bad = EncodingGuess.firstBadByte(in: line), EncodingGuess.looksLikeGBK(line) else { return nil }
    return Malformed(.gbk, "looks like GBK (GB 18030); feeds are UTF-8", column: bad + 1)
  }

  /// The refusal of what was repaired; its column is that of the line as it came, or nil behind the first repair.
  static func name(
    repaired: UnsafeRawBufferPointer, of line: UnsafeRawBufferPointer, after failure: JSONParser.Failure
  ) -> Malformed {
    var fault = name(repaired, after: failure)
    let mark = line.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let same = zip(repaired, line.dropFirst(mark)).prefix { $0 == $1 }.count
    fault.column = fault.column.flatMap { $0 <= same + 1 ? $0 + mark : nil }
    return fault
  }

  /// The reason and the column of a refusal.
  static func name(_ line: UnsafeRawBufferPointer, after failure: JSONParser.Failure) -> Malformed {
    if let finding = SyntaxScan.fault(in: line) {
      return Malformed(finding.reason, SafeText(sanitizing: finding.words), column: finding.offset + 1)
    }
    if let bad = EncodingGuess.firstBadByte(in: line) {
      return Malformed(.encoding, "holds bytes that are not UTF-8", column: bad + 1)
    }
    switch failure {
    case .depth: return Malformed(.depth, "is nested deeper than \(JSONParser.maximumDepth) levels")
    case .number: return Malformed(.number, "a number is too large")
    case .memory: return Malformed(.tooLong, "is larger than the memory that is left")
    case .encoding: return Malformed(.encoding, "holds bytes that are not UTF-8")
    case .syntax, .string, .empty: return Malformed(.syntax, "is no JSON")
    }
  }
}
