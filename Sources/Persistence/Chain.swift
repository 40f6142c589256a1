internal import Core
internal import Foundation
internal import GRDB

/// Appends records to the journal of an open transaction; every one carries a hash over the one before it.
///
/// The head stands beside the journal in the same transaction, so that a cut tail is found; the anchor is the last record that was
/// removed because its time was over.
struct Chain {
  let function: ChainHash
  private(set) var head: ChainPoint
  private let digest: ChainDigest

  static let table = """
    CREATE TABLE chain (
      id INTEGER PRIMARY KEY CHECK (id = 1), algorithm TEXT NOT NULL, anchor INTEGER NOT NULL, anchor_hash BLOB NOT NULL,
      head INTEGER NOT NULL, head_hash BLOB NOT NULL);
    """

  static let insertion =
    "INSERT INTO journal (sequence, at, kind, alarm, operator, entry, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"

  /// What the log itself says of its chain.
  struct Ends: Equatable {
    var algorithm: AuditHash
    var anchor: ChainPoint
    var head: ChainPoint

    /// Nil where the log has none, or one that makes no sense.
    static func read(_ database: Database) throws -> Ends? {
      let statement = try database.cachedStatement(sql: "SELECT algorithm, anchor, anchor_hash, head, head_hash FROM chain")
      guard let row = try Row.fetchOne(statement) else { return nil }
      guard let name = String.fromDatabaseValue(row[0]), let algorithm = AuditHash(rawValue: name),
        let anchor = Int64.fromDatabaseValue(row[1]), let anchorHash = Data.fromDatabaseValue(row[2]),
        let head = Int64.fromDatabaseValue(row[3]), let headHash = Data.fromDatabaseValue(row[4])
      else { return nil }
      let ends = Ends(
        algorithm: algorithm, anchor: ChainPoint(sequence: anchor, hash: Array(anchorHash)),
        head: ChainPoint(sequence: head, hash: Array(headHash)))
      return ends.anchor.isPlausible && ends.head.isPlausible ? ends : nil
    }
  }

  /// Begins a chain in a log that has none.
  static func begin(_ database: Database, _ function: ChainHash, at anchor: ChainPoint = .start) throws -> Chain {
    try database.execute(
      sql: "INSERT OR REPLACE INTO chain (id, algorithm, anchor, anchor_hash, head, head_hash) VALUES (1, ?, ?, ?, ?, ?)",
      arguments: [
        function.algorithm.rawValue, anchor.sequence, Data(anchor.hash), anchor.sequence, Data(anchor.hash),
      ])
    return Chain(function: function, head: anchor)
  }

  init(function: ChainHash, head: ChainPoint) {
    self.function = function
    self.head = head
    digest = ChainDigest(function)
  }

  /// The hash that a record with this number gets; the head moves on to it.
  mutating func link(_ sequence: Int64, _ text: String) -> Data {
    head = ChainPoint(sequence: sequence, hash: function.hash(after: head.hash, sequence: sequence, text: text.utf8))
    return Data(head.hash)
  }

  /// The same for a text as bytes.
  mutating func link(_ sequence: Int64, _ text: [UInt8]) -> ChainPoint {
    head = ChainPoint(sequence: sequence, hash: digest.hash(after: head.hash, sequence: sequence, text: text))
    return head
  }

  /// Writes one record. Numbers that are missing before it are on record as lost: a hole is never silent.
  mutating func append(_ record: JournalRecord, to database: Database) throws {
    try fill(before: record.sequence, at: record.at, in: database)
    try insert(record, database)
  }

  mutating func fill(before sequence: Int64, at: Int64, in database: Database) throws {
    guard sequence > head.sequence + 1 else { return }
    try insert(JournalRecord(lost: head.sequence + 1, through: sequence - 1, at: at), database)
  }

  private mutating func insert(_ record: JournalRecord, _ database: Database) throws {
    let hash = link(record.sequence, record.text)
    let statement = try database.cachedStatement(sql: Chain.insertion)
    try statement.execute(arguments: [
      record.sequence, record.at, record.kind, record.alarm, record.by, record.text, hash,
    ])
  }

  /// Keeps the head; the last thing of a transaction.
  func settle(_ database: Database) throws {
    try database.cachedStatement(sql: "UPDATE chain SET head = ?, head_hash = ?").execute(arguments: [
      head.sequence, Data(head.hash),
    ])
  }
}
