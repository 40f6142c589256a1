public import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// Verifies and exports a journal without changing it, also while the program writes it.
public enum Audit {
  public enum Failure: Error, Sendable {
    /// The journal is not what was recorded.
    case fault(AuditFault)
    case cannotRead(LogError)
  }

  /// The journal of a state folder.
  public static func verify(folder: String) throws(Failure) -> AuditSummary {
    try read(folder) { try JournalCheck.run($0) }
  }

  /// An exported journal.
  public static func verify(file path: String) throws(Failure) -> AuditSummary {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .cannotRead(LogError(path: SafeText(sanitizing: path), reason: "cannot be read"))
    }
    let result = data.withUnsafeBytes { bytes in Result { () throws(AuditFault) in try AuditFile.verify(bytes) } }
    switch result {
    case .success(let summary): return summary
    case .failure(let fault): throw .fault(fault)
    }
  }

  /// Writes the records from one moment to another, line by line; returns how many.
  public static func export(
    folder: String, from: Timestamp? = nil, to: Timestamp? = nil, write: (String) throws -> Void
  ) throws(Failure) -> Int {
    try read(folder) { database in
      guard try database.tableExists("chain"), let ends = try Chain.Ends.read(database) else {
        throw AuditFault(what: "this log has no chain; it gets one at the next start of zhiban")
      }
      let number = { (sql: String, time: Timestamp) in
        try Int64.fetchOne(database, sql: sql, arguments: [time.milliseconds])
      }
      let first = try from.map { try number("SELECT min(sequence) FROM journal WHERE at >= ?", $0) ?? .max } ?? 0
      let last = try to.map { try number("SELECT max(sequence) FROM journal WHERE at <= ?", $0) ?? 0 } ?? .max
      let point = { (condition: String, number: Int64) -> ChainPoint? in
        guard
          let row = try Row.fetchOne(
            database, sql: "SELECT sequence, hash FROM journal WHERE sequence \(condition) ? ORDER BY sequence DESC LIMIT 1",
            arguments: [number]), let sequence = Int64.fromDatabaseValue(row[0]), let hash = Data.fromDatabaseValue(row[1])
        else { return nil }
        return ChainPoint(sequence: sequence, hash: Array(hash))
      }
      let after = try point("<", first) ?? ends.anchor
      var head = try point("<=", last) ?? ends.anchor
      if head.sequence < after.sequence { head = after }
      try write(AuditFile.Header(algorithm: ends.algorithm.rawValue, after: .init(after), head: .init(head)).line)
      let rows = try Row.fetchCursor(
        database, sql: "SELECT entry, hash FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence",
        arguments: [after.sequence, head.sequence])
      var count = 0
      while let row = try rows.next() {
        guard let text = String.fromDatabaseValue(row[0]), let hash = Data.fromDatabaseValue(row[1]) else {
          throw AuditFault(what: "a record has a column of another type; verify names it")
        }
        try write(AuditFile.line(Array(hash), text))
        count += 1
      }
      return count
    }
  }

  /// How the alarms stand and what the journal says since a moment, of a log that another program may be writing.
  public static func look(folder: String, since start: Timestamp) throws(Failure) -> (
    recovered: Recovered, entries: [JournalEntry]
  ) {
    try read(folder) { (try Recovered($0), try JournalEntry.all($0, since: start)) }
  }

  private static func read<Value>(_ folder: String, _ body: (Database) throws -> Value) throws(Failure) -> Value {
    let path = folder + "/zhiban.db"
    func failure(_ reason: SafeText) -> Failure { .cannotRead(LogError(path: SafeText(sanitizing: path), reason: reason)) }
    guard FileManager.default.fileExists(atPath: path) else { throw failure("there is no log") }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    do {
      if let words = WriteAheadLog.damage(Array(FileManager.default.contents(atPath: path + "-wal") ?? Data())) {
        throw AuditFault(what: words)
      }
      return try DatabaseQueue(path: path, configuration: configuration).read(body)
    } catch let fault as AuditFault {
      throw .fault(fault)
    } catch let error as DatabaseError {
      let words = SafeText(sanitizing: error.message ?? "\(error.resultCode)", limit: 200)
      if LogSchema.isDamage(error) { throw .fault(AuditFault(what: "the file is damaged: \(words)")) }
      throw failure(words)
    } catch let error as LogError {
      throw .cannotRead(error)
    } catch {
      throw failure(SafeText(sanitizing: "\(error)", limit: 200))
    }
  }
}
