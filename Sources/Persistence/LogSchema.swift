internal import Foundation
internal import GRDB

/// The tables of the log and how they come to be.
enum LogSchema {
  static func open(path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      // FULL: a commit that has returned survives a power cut. WAL: readers of the file never block the writer.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try migrator.migrate(queue)
    return queue
  }

  private static var migrator: DatabaseMigrator {
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
    return migrator
  }

  /// True where the file itself is bad, as opposed to a full disk or a missing right.
  static func isDamage(_ error: DatabaseError) -> Bool {
    error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
  }

  /// Moves a damaged log out of the way with its side files; returns the new name.
  static func setAside(path: String) throws -> String {
    let kept = path + ".damaged-" + String(Int(Date().timeIntervalSince1970))
    let files = FileManager.default
    try files.moveItem(atPath: path, toPath: kept)
    for suffix in ["-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
      try files.moveItem(atPath: path + suffix, toPath: kept + suffix)
    }
    return kept
  }
}
