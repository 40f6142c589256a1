internal import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// Checks the journal of an open log, and the alarms against it.
enum JournalCheck {
  /// How many of the newest records every start looks at: about a tenth of a second.
  static let newest: Int64 = 20_000

  /// `newest` nil: all of it.
  static func run(_ database: Database, newest: Int64? = nil) throws -> AuditSummary {
    guard try database.tableExists("chain") else {
      throw AuditFault(what: "this log is of an older version without a chain; it gets one at the next start of zhiban")
    }
    guard let ends = try Chain.Ends.read(database) else { throw AuditFault(what: "the head of the chain cannot be read") }
    guard let function = ChainHash(ends.algorithm) else {
      throw AuditFault(what: "this machine's libcrypto has no \(SafeText(sanitizing: ends.algorithm.rawValue))")
    }
    var anchor = ends.anchor
    if let newest, ends.head.sequence - newest > anchor.sequence {
      // A record that stands for lost ones may leave the number itself unused.
      let row = try Row.fetchOne(
        database, sql: "SELECT sequence, hash FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT 1",
        arguments: [ends.head.sequence - newest])
      if let row, let sequence = Int64.fromDatabaseValue(row[0]), let hash = Data.fromDatabaseValue(row[1]) {
        anchor = ChainPoint(sequence: sequence, hash: Array(hash))
      }
    }
    var check = Walk(verifier: JournalVerifier(function, after: anchor))
    try check.follow(database, all: newest == nil)
    try check.verifier.finish(head: ends.head)
    try check.compareAlarms(database, after: anchor.sequence)
    return check.verifier.summary
  }

  private struct Walk {
    var verifier: JournalVerifier
    /// The number of the last record that changed an alarm.
    var latest: [String: Int64] = [:]

    mutating func follow(_ database: Database, all: Bool) throws {
      let sql = "SELECT sequence, at, kind, alarm, operator, entry, hash FROM journal"
      let rows =
        try all
        ? Row.fetchCursor(database, sql: sql + " ORDER BY sequence")
        : Row.fetchCursor(database, sql: sql + " WHERE sequence > ? ORDER BY sequence", arguments: [verifier.point.sequence])
      while let row = try rows.next() {
        let number = Int64.fromDatabaseValue(row[0])
        guard let record = JournalRecord(row), let hash = Data.fromDatabaseValue(row[6]) else {
          throw AuditFault(record: number, what: "changed: a column has another type")
        }
        if record.kind == JournalBlock.kind {
          try follow(block: record, hash: Array(hash))
          continue
        }
        let text = Array(record.text.utf8)
        try verifier.take(text, hash: Array(hash), number: record.sequence)
        guard RecordFacts.read(text)?.agrees(with: record) == true else {
          throw AuditFault(record: record.sequence, what: "changed: its columns do not say what its text says")
        }
        if let alarm = record.alarm, record.text.hasPrefix(JournalRecord.afterPrefix) { latest[alarm] = record.sequence }
      }
    }

    /// Record by record, then what the row says of them.
    private mutating func follow(block row: JournalRecord, hash: [UInt8]) throws {
      var newest = Int64.min
      let before = verifier.point.sequence
      let isWhole = try Array(row.text.utf8).withUnsafeBytes { bytes in
        try JournalBlock.forEach(bytes) { member, next in
          try verifier.take(member.text, hash: member.hash, next: next.map { Array($0.text) })
          guard let facts = RecordFacts.read(member.text) else { return }
          newest = max(newest, facts.at)
          if let alarm = facts.key, member.text.starts(with: JournalRecord.afterPrefix.utf8) { latest[alarm] = facts.sequence }
        }
      }
      guard isWhole, verifier.point.sequence > before else {
        throw AuditFault(record: verifier.point.sequence + 1, what: "changed: its row has not the form of records")
      }
      guard row.sequence == verifier.point.sequence, hash == verifier.point.hash, row.at == newest, row.alarm == nil,
        row.by == nil
      else { throw AuditFault(record: row.sequence, what: "changed: its columns do not say what its text says") }
    }

    /// An alarm is what its last record left; where its row has no text of its own, that is all.
    mutating func compareAlarms(_ database: Database, after anchor: Int64) throws {
      var reader = JournalReader(database)
      let rows = try Row.fetchCursor(
        database, sql: "SELECT key, sequence, body FROM alarm WHERE sequence > ?", arguments: [anchor])
      while let row = try rows.next() {
        guard let key = String.fromDatabaseValue(row[0]), let sequence = Int64.fromDatabaseValue(row[1]),
          let body = String.fromDatabaseValue(row[2])
        else { throw AuditFault(what: "an alarm's row has a column of another type") }
        let last = latest.removeValue(forKey: key)
        // The record may have been lost where the alarm was not.
        if verifier.lost.contains(where: { $0.contains(sequence) }) { continue }
        guard last == sequence,
          try body.isEmpty || reader.text(sequence)?.hasPrefix(JournalRecord.afterPrefix + body + ",") == true
        else {
          throw AuditFault(record: last ?? sequence, what: "alarm \(SafeText(sanitizing: key)) is not as this record left it")
        }
      }
      if let (key, sequence) = latest.min(by: { $0.value < $1.value }) {
        throw AuditFault(record: sequence, what: "alarm \(SafeText(sanitizing: key)) is not there as this record left it")
      }
    }
  }
}

extension JournalRecord {
  /// Nil where a column has another type than it was made with.
  init?(_ row: Row) {
    guard let sequence = Int64.fromDatabaseValue(row[0]), let at = Int64.fromDatabaseValue(row[1]),
      let kind = String.fromDatabaseValue(row[2]), let text = String.fromDatabaseValue(row[5])
    else { return nil }
    self.init(
      sequence: sequence, at: at, kind: kind, alarm: String.fromDatabaseValue(row[3]), by: String.fromDatabaseValue(row[4]),
      text: text)
  }
}
