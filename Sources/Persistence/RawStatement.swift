internal import GRDB
internal import GRDBSQLite

/// A prepared statement that is given bytes as they are: a value and a string made for each of a hundred thousand columns a second cost more
/// than what is done with them.
struct RawStatement {
  private let statement: OpaquePointer
  /// SQLite makes its own copy before the bytes go.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ statement: Statement) { self.statement = statement.sqliteStatement }

  func bind(_ column: Int32, _ number: Int64) { sqlite3_bind_int64(statement, column, number) }
  func bind(_ column: Int32, text: UnsafeRawBufferPointer) {
    sqlite3_bind_text64(
      statement, column, text.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(text.count), RawStatement.copied,
      UInt8(SQLITE_UTF8))
  }
  func bind(_ column: Int32, blob: UnsafeRawBufferPointer) {
    sqlite3_bind_blob(statement, column, blob.baseAddress, Int32(blob.count), RawStatement.copied)
  }
  func bindNull(_ column: Int32) { sqlite3_bind_null(statement, column) }

  /// Runs it once and readies it for the next.
  func run() throws {
    let result = sqlite3_step(statement)
    let message = result == SQLITE_DONE ? nil : String(cString: sqlite3_errmsg(sqlite3_db_handle(statement)))
    sqlite3_reset(statement)
    if let message { throw DatabaseError(resultCode: ResultCode(rawValue: result), message: message) }
  }
}
