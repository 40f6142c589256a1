public import Core
internal import Foundation
internal import GRDB
internal import TextSafety

extension Audit {
  /// Writes the records from one moment to another, line by line; returns how many.
  public static func export(
    folder: String, from: Timestamp? = nil, to: Timestamp? = nil, write: (String) throws -> Void
  ) throws(Failure) -> Int {
    try read(folder) { database in
      guard try database.tableExists("chain"), let ends = try Chain.Ends.read(database) else {
        throw AuditFault(what: "this log has no chain; it gets one at the next start of zhiban")
      }
      let (after, head) = try part(of: database, ends, from: from, to: to)
      try write(AuditFile.Header(algorithm: ends.algorithm.rawValue, after: .init(after), head: .init(head)).line)
      let rows = try Row.fetchCursor(
        database, sql: "SELECT sequence, kind, entry, hash FROM journal WHERE sequence > ? ORDER BY sequence",
        arguments: [after.sequence])
      var count = 0
      while let row = try rows.next() {
        for record in try records(row) where record.point.sequence > after.sequence {
          guard record.point.sequence <= head.sequence else { return count }
          try write(AuditFile.line(record.point.hash, record.text))
          count += 1
        }
      }
      return count
    }
  }

  /// The record before the first and the last one.
  private static func part(
    of database: Database, _ ends: Chain.Ends, from: Timestamp?, to: Timestamp?
  ) throws -> (after: ChainPoint, head: ChainPoint) {
    func row(_ condition: String, _ number: Int64) throws -> [(point: ChainPoint, text: String)] {
      try Row.fetchOne(
        database, sql: "SELECT sequence, kind, entry, hash FROM journal WHERE sequence \(condition) LIMIT 1", arguments: [number]
      ).map(records) ?? []
    }
    func number(_ sql: String, _ time: Timestamp) throws -> Int64? {
      try Int64.fetchOne(database, sql: sql, arguments: [time.milliseconds])
    }
    var after = ends.anchor
    if let from {
      let first = try number("SELECT min(sequence) FROM journal WHERE at >= ?", from) ?? .max
      after = try row("< ? ORDER BY sequence DESC", first).last?.point ?? after
      // Of a row with many records the moment is that of the newest.
      for record in try row(">= ?", first) {
        guard let facts = RecordFacts.read(record.text.utf8), facts.moment < from else { break }
        after = record.point
      }
    }
    var head = ends.anchor
    let last = try to.map { try number("SELECT max(sequence) FROM journal WHERE at <= ?", $0) ?? 0 } ?? .max
    head = try row("<= ? ORDER BY sequence DESC", last).last?.point ?? head
    if let to, last < .max {
      for record in try row("> ? ORDER BY sequence", last) {
        guard let facts = RecordFacts.read(record.text.utf8), facts.moment <= to else { break }
        head = record.point
      }
    }
    return (after, head.sequence < after.sequence ? after : head)
  }

  /// The records of a row of the journal, each with its place in the chain.
  private static func records(_ row: Row) throws -> [(point: ChainPoint, text: String)] {
    guard let last = Int64.fromDatabaseValue(row[0]), let kind = String.fromDatabaseValue(row[1]),
      let entry = String.fromDatabaseValue(row[2]), let hash = Data.fromDatabaseValue(row[3])
    else { throw AuditFault(what: "a record has a column of another type; verify names it") }
    guard kind == JournalBlock.kind else { return [(ChainPoint(sequence: last, hash: Array(hash)), entry)] }
    var records: [(point: ChainPoint, text: String)] = []
    var text = entry
    text.withUTF8 { bytes in
      _ = JournalBlock.forEach(UnsafeRawBufferPointer(bytes)) { member, _ in
        records.append((ChainPoint(sequence: 0, hash: member.hash), String(decoding: member.text, as: UTF8.self)))
      }
    }
    for index in records.indices { records[index].point.sequence = last - Int64(records.count - 1 - index) }
    return records
  }
}
