internal import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// The tables of the log and how they come to be.
enum LogSchema {
  /// A log that is ready for writing.
  struct Opened {
    var queue: DatabaseQueue
    var function: ChainHash
    var damage: LogDamage?
  }

  /// `hash` nil: what the log has, or SM3 for a new one.
  static func open(path: String, hash: AuditHash?) throws -> Opened {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      // FULL: a commit that has returned survives a power cut. WAL: readers of the file never block the writer.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000")
      // Room for a full transaction, and pages go back into the file when many have changed: a flood writes each fewer times.
      try database.execute(sql: "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000")
    }
    let wanted = try function(hash ?? .sm3, path)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    do {
      try migrator(wanted).migrate(queue)
      guard let ends = try queue.read(Chain.Ends.read) else { throw AuditFault(what: "the head of the chain cannot be read") }
      if let hash, hash != ends.algorithm {
        throw LogError(
          path: SafeText(sanitizing: path),
          reason:
            "the log was made with \(SafeText(sanitizing: ends.algorithm.rawValue)); it cannot go on with \(SafeText(sanitizing: hash.rawValue))"
        )
      }
      return Opened(queue: queue, function: ends.algorithm == wanted.algorithm ? wanted : try function(ends.algorithm, path))
    } catch {
      try? queue.close()
      throw error
    }
  }

  private static func function(_ algorithm: AuditHash, _ path: String) throws(LogError) -> ChainHash {
    guard let function = ChainHash(algorithm) else {
      throw LogError(
        path: SafeText(sanitizing: path), reason: "this machine's libcrypto has no \(SafeText(sanitizing: algorithm.rawValue))")
    }
    return function
  }

  private static func migrator(_ function: ChainHash) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, alarm TEXT, operator TEXT, entry TEXT NOT NULL);
          CREATE INDEX journal_alarm ON journal (alarm, sequence);
          CREATE TABLE alarm (key TEXT PRIMARY KEY, sequence INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
          CREATE TABLE event (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, line TEXT NOT NULL);
          CREATE INDEX event_at ON event (at);
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "ALTER TABLE journal ADD COLUMN hash BLOB;" + Chain.table)
      try chainRecords(database, function)
    }
    // Nothing asks by it, and every record paid for it.
    migrator.registerMigration("3") { try $0.execute(sql: "DROP INDEX IF EXISTS journal_alarm") }
    return migrator
  }

  /// Gives the records of the first version their hashes.
  private static func chainRecords(_ database: Database, _ function: ChainHash) throws {
    let first = try Int64.fetchOne(database, sql: "SELECT min(sequence) FROM journal") ?? 1
    guard ChainPoint.numbers.contains(first) else { throw AuditFault(what: "a record has an impossible number") }
    var chain = try Chain.begin(database, function, at: ChainPoint(sequence: first - 1, hash: ChainPoint.start.hash))
    let update = try database.makeStatement(sql: "UPDATE journal SET hash = ? WHERE sequence = ?")
    while true {
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT sequence, at, kind, alarm, operator, entry FROM journal WHERE sequence > ? ORDER BY sequence LIMIT 1000",
        arguments: [chain.head.sequence])
      for row in rows {
        guard let record = JournalRecord(row), ChainPoint.numbers.contains(record.sequence) else {
          throw AuditFault(what: "a record has a column of another type")
        }
        if record.sequence == chain.head.sequence + 1 {
          try update.execute(arguments: [chain.link(record.sequence, record.text), record.sequence])
        } else {
          try database.execute(sql: "DELETE FROM journal WHERE sequence = ?", arguments: [record.sequence])
          try chain.append(record, to: database)
        }
      }
      if rows.isEmpty { return try chain.settle(database) }
    }
  }

  /// True where the file itself is bad, as opposed to a full disk, a missing right or a wish that cannot be met.
  static func isDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return !(error is LogError) }
    switch error.resultCode {
    case .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_NOMEM,
      .SQLITE_INTERRUPT, .SQLITE_AUTH, .SQLITE_NOLFS:
      return false
    case .SQLITE_IOERR: return error.extendedResultCode == .SQLITE_IOERR_SHORT_READ
    default: return true
    }
  }

  /// True where a write has met a bad page: only that is mended while the program runs.
  static func isBadPage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
      || error.extendedResultCode == .SQLITE_IOERR_SHORT_READ
  }

  /// Moves a damaged log out of the way with its side files; returns the new name.
  static func setAside(path: String) throws -> String {
    let files = FileManager.default
    let plain = path + ".damaged-" + String(Int(Date().timeIntervalSince1970))
    var kept = plain
    var number = 1
    while files.fileExists(atPath: kept) {
      number += 1
      kept = plain + "-\(number)"
    }
    for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
      try files.moveItem(atPath: path + suffix, toPath: kept + suffix)
    }
    return kept
  }
}
