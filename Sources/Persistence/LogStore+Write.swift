internal import Core
internal import Feeds
internal import Foundation
internal import TextSafety
internal import GRDB

extension LogStore {
  /// One transaction: the record of what happened, the alarm as it stands after it, the events.
  func write(_ entries: [JournalEntry], _ events: [Event]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try database.write { database in
      let journal = try database.cachedStatement(
        sql: "INSERT INTO journal (sequence, at, kind, alarm, operator, entry) VALUES (?, ?, ?, ?, ?, ?)")
      let alarm = try database.cachedStatement(sql: "INSERT OR REPLACE INTO alarm (key, sequence, body) VALUES (?, ?, ?)")
      for entry in entries {
        try journal.execute(arguments: [
          entry.sequence, entry.at.milliseconds, entry.kind.rawValue, entry.key?.text.string, entry.by?.string,
          String(decoding: try encoder.encode(entry), as: UTF8.self),
        ])
        if let after = entry.after {
          try alarm.execute(arguments: [
            after.key.text.string, entry.sequence, String(decoding: try encoder.encode(after), as: UTF8.self),
          ])
        }
      }
      guard !events.isEmpty else { return }
      let kept = try database.cachedStatement(sql: "INSERT INTO event (at, line) VALUES (?, ?)")
      let lines = EventEncoder()
      var newest = Timestamp.distantPast
      for event in events {
        newest = max(newest, event.time)
        try kept.execute(arguments: [event.time.milliseconds, lines.line(event)])
      }
      try prune(database, newest: newest, atMost: max(2000, 2 * events.count))
    }
  }

  /// Removes what is older than the kept time, with every write a little more than came, so that no write is long and none falls behind.
  private func prune(_ database: Database, newest: Timestamp, atMost limit: Int) throws {
    let oldest = newest - options.keepEventsSeconds
    try database.execute(
      sql: "DELETE FROM event WHERE number IN (SELECT number FROM event WHERE at < ? ORDER BY at LIMIT ?)",
      arguments: [oldest.milliseconds, limit])
  }
}
