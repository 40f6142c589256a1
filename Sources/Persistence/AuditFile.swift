internal import Core
internal import Foundation
internal import TextSafety

/// The form of an exported journal: a header, then a line for every record with its hash and the exact text that was hashed.
///
/// Every byte is fixed, so that nothing in it can be changed without being seen.
enum AuditFile {
  struct Header: Codable {
    struct Point: Codable {
      var sequence: Int64
      var hash: String

      init(_ point: ChainPoint) {
        sequence = point.sequence
        hash = Hex.text(point.hash)
      }

      var point: ChainPoint? {
        guard let bytes = Hex.bytes(hash.utf8) else { return nil }
        let point = ChainPoint(sequence: sequence, hash: bytes)
        return point.isPlausible ? point : nil
      }
    }

    // The names of a file that others read.
    // swift-format-ignore
    var zhiban_journal = 1
    var algorithm: String
    /// The record before the first one.
    var after: Point
    /// The last record.
    var head: Point

    var line: String {
      #"{"zhiban_journal":\#(zhiban_journal),"algorithm":"\#(algorithm)","after":{"sequence":\#(after.sequence),"hash":"\#(after.hash)"},"#
        + #""head":{"sequence":\#(head.sequence),"hash":"\#(head.hash)"}}"# + "\n"
    }
  }

  private static let start = Array(#"{"hash":""#.utf8)
  private static let middle = Array(#"","entry":"#.utf8)

  /// What a line has beside its record's text.
  static let lineOverhead = start.count + 2 * ChainHash.length + middle.count + 2

  static func line(_ hash: [UInt8], _ text: String) -> String {
    var line: [UInt8] = []
    append(text.utf8, hash, to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// Adds a line with its end.
  static func append(_ text: some Collection<UInt8>, _ hash: [UInt8], to lines: inout [UInt8]) {
    lines += start
    Hex.append(hash, to: &lines)
    lines += middle
    lines += text
    lines += [UInt8(ascii: "}"), 10]
  }

  /// The hash and the text of a line without its end; nil where it has another form.
  static func parts(_ line: UnsafeRawBufferPointer) -> JournalBlock.Member? {
    let digits = start.count..<start.count + 2 * ChainHash.length
    let text = digits.upperBound + middle.count
    guard line.count > text, line.last == UInt8(ascii: "}"), line.starts(with: start),
      line[digits.upperBound...].starts(with: middle), let hash = Hex.bytes(line[digits])
    else { return nil }
    return JournalBlock.Member(text: UnsafeRawBufferPointer(rebasing: line[text..<line.count - 1]), hash: hash)
  }

  static func verify(_ bytes: UnsafeRawBufferPointer) throws(AuditFault) -> AuditSummary {
    var lines = Lines(rest: bytes)
    guard let first = lines.next(), let header = try? JSONDecoder().decode(Header.self, from: Data(first)),
      header.line.utf8.elementsEqual(Array(first) + [10]), header.zhiban_journal == 1
    else { throw AuditFault(what: "line 1: this is no journal of zhiban, or its header was changed") }
    guard let algorithm = AuditHash(rawValue: header.algorithm), let after = header.after.point, let head = header.head.point
    else { throw AuditFault(what: "line 1: the header was changed") }
    guard let function = ChainHash(algorithm) else {
      throw AuditFault(what: "this machine's libcrypto has no \(SafeText(sanitizing: header.algorithm))")
    }
    var verifier = JournalVerifier(function, after: after)
    var number = 1
    var line = lines.next()
    while let current = line {
      number += 1
      let next = lines.next()
      guard let member = parts(current) else {
        throw AuditFault(record: verifier.point.sequence + 1, what: "changed: line \(number) has not the form of a record")
      }
      try verifier.take(member.text, hash: member.hash, next: next.flatMap(parts).map { Array($0.text) })
      line = next
    }
    guard lines.rest.isEmpty else {
      throw AuditFault(record: verifier.point.sequence + 1, what: "cut: the last line has no end")
    }
    try verifier.finish(head: head)
    return verifier.summary
  }

  /// Lines that have an end, without it.
  struct Lines {
    var rest: UnsafeRawBufferPointer

    mutating func next() -> UnsafeRawBufferPointer? {
      guard let end = rest.firstIndex(of: 10) else { return nil }
      defer { rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...]) }
      return UnsafeRawBufferPointer(rebasing: rest[..<end])
    }
  }
}
