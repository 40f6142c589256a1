internal import Core
internal import Foundation
internal import GRDB

extension LogStore {
  /// At most so many records go with one write.
  private static let pruned = 2000
  /// The clock that says what is old: that of a record this far back, so that a few with a wrong moment remove nothing.
  private static let distance: Int64 = 100

  /// Removes the records at the journal's beginning whose time is over; the anchor holds the hash of the last of them, so that what is left
  /// still verifies.
  func pruneAudit(_ database: Database, _ ends: Chain.Ends) throws {
    let clock = try database.cachedStatement(sql: "SELECT at FROM journal WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1")
    guard let now = try Int64.fetchOne(clock, arguments: [ends.head.sequence - LogStore.distance]), now > 0 else { return }
    let oldest = Timestamp(milliseconds: now) - options.keepAuditSeconds
    let first = try database.cachedStatement(sql: "SELECT sequence, at, hash FROM journal ORDER BY sequence LIMIT ?")
    let rows = try Row.fetchCursor(first, arguments: [LogStore.pruned])
    var anchor = ends.anchor
    while let row = try rows.next(), let at = Int64.fromDatabaseValue(row[1]), at < oldest.milliseconds {
      guard let sequence = Int64.fromDatabaseValue(row[0]), let hash = Data.fromDatabaseValue(row[2]) else { break }
      anchor = ChainPoint(sequence: sequence, hash: Array(hash))
    }
    guard anchor != ends.anchor else { return }
    try keepAlarms(of: database, through: anchor.sequence)
    try database.execute(sql: "DELETE FROM journal WHERE sequence <= ?", arguments: [anchor.sequence])
    try database.execute(sql: "UPDATE chain SET anchor = ?, anchor_hash = ?", arguments: [anchor.sequence, Data(anchor.hash)])
  }
  /// Alarms that only name a record that goes get its text.
  private func keepAlarms(of database: Database, through sequence: Int64) throws {
    let keep = try database.cachedStatement(sql: "UPDATE alarm SET body = ? WHERE key = ? AND sequence = ? AND body = ''")
    let blocks = try String.fetchAll(
      database, sql: "SELECT entry FROM journal WHERE sequence <= ? AND kind = ?", arguments: [sequence, JournalBlock.kind])
    for block in blocks {
      for text in JournalBlock.texts(kind: JournalBlock.kind, entry: block) {
        guard let record = JournalRecord(text: Array(text.utf8)), let key = record.alarm, let body = record.alarmBody else {
          continue
        }
        try keep.execute(arguments: [body, key, record.sequence])
      }
    }
  }
}
