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

  /// How the alarms stand and what the journal says since a moment, of a log that another program may be writing.
  public static func look(folder: String, since start: Timestamp) throws(Failure) -> (
    recovered: Recovered, entries: [JournalEntry]
  ) {
    try read(folder) { (try Recovered($0), try JournalEntry.all($0, since: start)) }
  }

  static func read<Value>(_ folder: String, _ body: (Database) throws -> Value) throws(Failure) -> Value {
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
