internal import Core
internal import Feeds
internal import Foundation
internal import TextSafety
internal import GRDB
internal import Synchronization

extension LogStore {
  /// Writes what has been handed over. A full disk is met with the reserve, a bad page with a new log. True where events were left out.
  func save(_ entries: [JournalEntry], _ events: [Event]) throws -> Bool {
    guard !entries.isEmpty || !events.isEmpty else { return false }
    do {
      // Without a reserve the disk is full, and the room that is left is for what operators do.
      let hasRoom = reserve.make()
      try write(entries, hasRoom ? events : [])
      if hasRoom { return false }
    } catch let error where LogStore.isFull(error) {
      guard reserve.release() else { throw error }
      try write(entries, [])
    } catch let error where LogSchema.isBadPage(error) {
      try rescue(because: error, before: entries.first?.sequence)
      try write(entries, events)
      return false
    }
    inbox.withLock { $0.droppedEvents += events.count }
    return !events.isEmpty
  }

  private static func isFull(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    // SQLite tells a limit on the size of files, and a full disk met while it reads or maps, as an error of the device.
    return error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_IOERR && !LogSchema.isBadPage(error)
  }

  /// One transaction: the record of what happened, the alarm as it stands after it, the events.
  private func write(_ entries: [JournalEntry], _ events: [Event]) throws {
    let (queue, function) = opened.withLock { ($0.queue, $0.function) }
    try queue.write { database in
      if !entries.isEmpty {
        guard let ends = try Chain.Ends.read(database) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        var chain = Chain(function: function, head: ends.head)
        try JournalWriter(database).write(entries, &chain)
        try chain.settle(database)
        try pruneAudit(database, ends)
      }
      guard !events.isEmpty else { return }
      let newest = try EventLines.write(events, to: database)
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
