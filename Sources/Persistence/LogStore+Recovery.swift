public import Core
internal import Feeds
internal import Foundation
internal import GRDB
internal import TextSafety

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
      while let row = try rows.next() {
        last = Int64.fromDatabaseValue(row[0]) ?? last
        if let lines = String.fromDatabaseValue(row[1]) { EventLines.read(lines, since: start, decoder, each: each) }
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
    var reader = JournalReader(database)
    let rows = try Row.fetchCursor(database, sql: "SELECT key, sequence, body FROM alarm ORDER BY sequence")
    while let row = try rows.next() {
      guard let key = String.fromDatabaseValue(row[0]), let sequence = Int64.fromDatabaseValue(row[1]),
        let body = String.fromDatabaseValue(row[2]),
        let alarm = body.isEmpty
          ? try reader.text(sequence).flatMap({ Recovered.alarm(key, of: sequence, in: $0, decoder) })
          : Alarm.read(body, of: key)
      else {
        unreadable += 1
        continue
      }
      alarms.append(alarm)
    }
  }

  /// An alarm whose row only names the record that left it.
  private static func alarm(_ key: String, of sequence: Int64, in text: String, _ decoder: JSONDecoder) -> Alarm? {
    guard let entry = try? decoder.decode(JournalEntry.self, from: Data(text.utf8)), entry.sequence == sequence,
      let alarm = entry.after, alarm.key.text.string == key
    else { return nil }
    return alarm
  }
}
