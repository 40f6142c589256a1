internal import Core
internal import Foundation
internal import GRDB
internal import Synchronization
internal import TextSafety

extension LogStore {
  /// Opens a log; a damaged one is set aside, and what is sound of it is in the new one.
  static func open(path: String, hash: AuditHash?) throws -> LogSchema.Opened {
    do {
      let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
      if let words = WriteAheadLog.damage(Array(log)) { throw AuditFault(what: words) }
      let opened = try LogSchema.open(path: path, hash: hash)
      do {
        _ = try opened.queue.read { try JournalCheck.run($0, newest: JournalCheck.newest) }
      } catch {
        try? opened.queue.close()
        throw error
      }
      return LogSchema.Opened(queue: opened.queue, function: opened.function, damage: LogDamage.pending(path))
    } catch let error where LogSchema.isDamage(error) {
      return try rescue(path: path, hash: hash, because: error)
    }
  }

  /// Sets a log aside and makes a new one of what is sound in it.
  static func rescue(path: String, hash: AuditHash?, because error: any Error, before: Int64? = nil) throws -> LogSchema.Opened {
    let kept = try LogSchema.setAside(path: path)
    var damage = LogDamage(reason: LogStore.reason(error), setAside: SafeText(sanitizing: kept))
    let salvage = Salvage(path: kept, before: before)
    // The old log's own hash goes on: records that were printed or exported keep theirs.
    let algorithm = salvage.ends?.algorithm ?? hash
    var opened = try LogSchema.open(path: path, hash: algorithm)
    do {
      try salvage.pour(into: opened.queue, opened.function, before: before, damage: &damage)
    } catch {
      // An empty log is better than none.
      try? opened.queue.close()
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      opened = try LogSchema.open(path: path, hash: algorithm)
      damage.reason += "; nothing could be kept: \(LogStore.reason(error))"
    }
    damage.keepPending(path)
    opened.damage = damage
    return opened
  }

  /// The same for a log in use. `before`: records from this number on are still to be written.
  func rescue(because error: any Error, before: Int64? = nil) throws {
    let damage = try opened.withLock { opened in
      try? opened.queue.close()
      opened = try LogStore.rescue(path: path, hash: opened.function.algorithm, because: error, before: before)
      return opened.damage
    }
    if let damage { inbox.withLock(\.report)?(.damaged(damage)) }
  }

  /// The alarm about the damage is in the journal.
  public func forgetDamage() {
    let wasDamaged = opened.withLock { opened in
      defer { opened.damage = nil }
      return opened.damage != nil
    }
    if wasDamaged { LogDamage.forget(path) }
  }

  /// Reads; a log that proves damaged is rescued and read once more.
  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.read(body)
    } catch let error where LogSchema.isDamage(error) {
      try rescue(because: error)
      return try database.read(body)
    }
  }

  private static func reason(_ error: any Error) -> SafeText {
    switch error {
    case let error as DatabaseError: SafeText(sanitizing: error.message ?? "damaged", limit: 200)
    case let error as AuditFault: error.words
    default: SafeText(sanitizing: "\(error)", limit: 200)
    }
  }
}
