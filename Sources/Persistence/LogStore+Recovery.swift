public import Core
internal import Feeds
internal import Foundation
internal import GRDB

/// What the log knew when the program was last here.
public struct Recovered: Sendable {
  /// Every alarm as its last journal entry left it, in the order of those entries.
  public var alarms: [Alarm] = []
  /// The number of the last journal entry; 0 where there is none.
  public var lastSequence: Int64 = 0
  /// Alarms whose record could not be read; they stay in the journal.
  public var unreadable = 0
}

extension LogStore {
  public func recover() throws -> Recovered { try reading { try Recovered($0) } }

  /// The kept events since a moment, in the order they came.
  public func events(since start: Timestamp, each: (Event) -> Void) throws {
    var last: Int64 = 0
    // A log that proves damaged on the way is rescued, and the reading goes on where it was.
    try reading { database in
      let decoder = LineDecoder(.init(maximumClassification: .restricted))
      let rows = try Row.fetchCursor(
        database, sql: "SELECT number, line FROM event WHERE number > ? AND at >= ? ORDER BY number",
        arguments: [last, start.milliseconds])
      var events: [Event] = []
      while let row = try rows.next() {
        last = Int64.fromDatabaseValue(row[0]) ?? last
        guard var line = String.fromDatabaseValue(row[1]) else { continue }
        events.removeAll(keepingCapacity: true)
        _ = line.withUTF8 { decoder.decode(line: UnsafeRawBufferPointer($0), into: &events) }
        events.forEach(each)
      }
    }
  }

  /// The journal from a moment on.
  public func journal(since start: Timestamp) throws -> [JournalEntry] { try reading { try JournalEntry.all($0, since: start) } }

  /// The journal from a number on, for reports and tests.
  public func journal(from sequence: Int64 = 1) throws -> [JournalEntry] {
    try reading { try JournalEntry.all($0, from: sequence) }
  }
}

extension Recovered {
  init(_ database: Database) throws {
    let decoder = JSONDecoder()
    // After a journal whose records have all been removed its numbers go on.
    lastSequence = try Chain.Ends.read(database)?.head.sequence ?? 0
    let rows = try Row.fetchCursor(database, sql: "SELECT body FROM alarm ORDER BY sequence")
    while let row = try rows.next() {
      if let body = String.fromDatabaseValue(row[0]), let alarm = try? decoder.decode(Alarm.self, from: Data(body.utf8)) {
        alarms.append(alarm)
      } else {
        unreadable += 1
      }
    }
  }
}

extension JournalEntry {
  static func all(_ database: Database, since start: Timestamp) throws -> [JournalEntry] {
    let first = try Int64.fetchOne(
      database, sql: "SELECT min(sequence) FROM journal WHERE at >= ?", arguments: [start.milliseconds])
    return try first.map { try all(database, from: $0) } ?? []
  }

  static func all(_ database: Database, from sequence: Int64) throws -> [JournalEntry] {
    let decoder = JSONDecoder()
    return try String.fetchAll(
      database, sql: "SELECT entry FROM journal WHERE sequence >= ? ORDER BY sequence", arguments: [sequence]
    ).compactMap { try? decoder.decode(JournalEntry.self, from: Data($0.utf8)) }
  }
}
