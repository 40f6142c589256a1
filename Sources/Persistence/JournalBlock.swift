internal import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// Records that came in one commit, in one row of the journal: what a flood writes, so that a row, its columns and the end of a page are paid
/// for once instead of for each.
///
/// The row's text is lines of an export, each a record with its own hash in the chain; its number, moment and hash are those of its
/// last, newest and last record. It fits into a page of the file: a bad page costs what is on it and no more.
struct JournalBlock {
  static let kind = "block"
  /// Commits of fewer records keep a row for each.
  static let leastRecords = 32
  /// So many bytes of text, with the row's other columns, never flow over to another page.
  static let roomOfPage = 3984

  /// A record within.
  struct Member {
    var text: UnsafeRawBufferPointer
    var hash: [UInt8]
  }

  /// Calls the body with every record of a row's text and the one after it; false where a line is none.
  static func forEach<Failure: Error>(
    _ text: UnsafeRawBufferPointer, _ body: (_ member: Member, _ next: Member?) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var lines = AuditFile.Lines(rest: text)
    var line = lines.next()
    while let current = line {
      line = lines.next()
      guard let member = AuditFile.parts(current) else { return false }
      try body(member, line.flatMap(AuditFile.parts))
    }
    return lines.rest.isEmpty
  }

  /// The texts of the records that a row holds, in their order; a row without a block holds its own. What cannot be read is left out.
  static func texts(kind: String, entry: String) -> [String] {
    guard kind == JournalBlock.kind else { return [entry] }
    var entry = entry
    var texts: [String] = []
    entry.withUTF8 { bytes in
      _ = forEach(UnsafeRawBufferPointer(bytes)) { member, _ in texts.append(String(decoding: member.text, as: UTF8.self)) }
    }
    return texts
  }
}

/// Gathers records into rows.
struct JournalBlockWriter {
  private let journal: RawStatement
  private var lines: [UInt8] = []
  private var newest = Int64.min
  private var last = ChainPoint.start

  init(_ journal: RawStatement) {
    self.journal = journal
    lines.reserveCapacity(2 * JournalBlock.roomOfPage)
  }

  mutating func add(_ text: [UInt8], at: Int64, _ point: ChainPoint) throws {
    if !lines.isEmpty, lines.count + AuditFile.lineOverhead + text.count > JournalBlock.roomOfPage { try finish() }
    AuditFile.append(text, point.hash, to: &lines)
    newest = max(newest, at)
    last = point
  }

  /// Writes the row that has been begun.
  mutating func finish() throws {
    guard !lines.isEmpty else { return }
    journal.bind(1, last.sequence)
    journal.bind(2, newest)
    var kind = JournalBlock.kind
    kind.withUTF8 { journal.bind(3, text: UnsafeRawBufferPointer($0)) }
    journal.bindNull(4)
    journal.bindNull(5)
    lines.withUnsafeBytes { journal.bind(6, text: $0) }
    last.hash.withUnsafeBytes { journal.bind(7, blob: $0) }
    try journal.run()
    lines.removeAll(keepingCapacity: true)
    newest = .min
  }
}
