internal import Core
internal import Foundation
internal import GRDB

/// Finds records by number, whether they have a row of their own or share one.
struct JournalReader {
  private let database: Database
  private var texts: [String] = []
  /// The numbers of these.
  private var numbers: ClosedRange<Int64>?

  init(_ database: Database) { self.database = database }

  /// The exact text of a record. Asked in order, a row is read once for all its records.
  mutating func text(_ sequence: Int64) throws -> String? {
    if numbers?.contains(sequence) != true { try read(sequence) }
    guard let numbers, numbers.contains(sequence) else { return nil }
    return texts[Int(sequence - numbers.lowerBound)]
  }

  private mutating func read(_ sequence: Int64) throws {
    numbers = nil
    let statement = try database.cachedStatement(
      sql: "SELECT sequence, kind, entry FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT 1")
    guard let row = try Row.fetchOne(statement, arguments: [sequence]), let last = Int64.fromDatabaseValue(row[0]),
      let kind = String.fromDatabaseValue(row[1]), let entry = String.fromDatabaseValue(row[2])
    else { return }
    texts = JournalBlock.texts(kind: kind, entry: entry)
    if !texts.isEmpty { numbers = last - Int64(texts.count) + 1...last }
  }
}

extension JournalEntry {
  /// From the first record that is not older.
  static func all(_ database: Database, since start: Timestamp) throws -> [JournalEntry] {
    // Of a row with many records the moment is that of the newest.
    let first = try Int64.fetchOne(
      database, sql: "SELECT min(sequence) FROM journal WHERE at >= ?", arguments: [start.milliseconds])
    return try first.map { try Array(rows(database, from: $0).drop { $0.at < start }) } ?? []
  }

  static func all(_ database: Database, from sequence: Int64) throws -> [JournalEntry] {
    try Array(rows(database, from: sequence).drop { $0.sequence < sequence })
  }

  /// The records of all rows from the one that holds a number on.
  private static func rows(_ database: Database, from sequence: Int64) throws -> [JournalEntry] {
    let decoder = JSONDecoder()
    let rows = try Row.fetchCursor(
      database, sql: "SELECT kind, entry FROM journal WHERE sequence >= ? ORDER BY sequence", arguments: [sequence])
    var entries: [JournalEntry] = []
    while let row = try rows.next() {
      guard let kind = String.fromDatabaseValue(row[0]), let entry = String.fromDatabaseValue(row[1]) else { continue }
      for text in JournalBlock.texts(kind: kind, entry: entry) {
        if let entry = try? decoder.decode(JournalEntry.self, from: Data(text.utf8)) { entries.append(entry) }
      }
    }
    return entries
  }
}
