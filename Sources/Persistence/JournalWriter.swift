internal import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// Writes entries and the alarms they leave, within a transaction.
///
/// A few have a row each and the alarm a copy of its own. Of a flood's transitions the alarm's row only says which record holds it; what an
/// operator did always lies on the disk twice.
struct JournalWriter {
  private let database: Database
  private let journal: RawStatement
  private let alarm: RawStatement

  init(_ database: Database) throws {
    self.database = database
    journal = RawStatement(try database.cachedStatement(sql: Chain.insertion))
    alarm = RawStatement(
      try database.cachedStatement(sql: "INSERT OR REPLACE INTO alarm (key, sequence, body) VALUES (?, ?, ?)"))
  }

  func write(_ entries: [JournalEntry], _ chain: inout Chain) throws {
    var text = JournalText()
    var block = entries.count < JournalBlock.leastRecords ? nil : JournalBlockWriter(journal)
    // By index: taken out one by one each would be copied, and an alarm has two dozen texts.
    for index in entries.indices { try write(entries[index], &chain, &block, &text) }
    try block?.finish()
  }

  private func write(
    _ entry: JournalEntry, _ chain: inout Chain, _ block: inout JournalBlockWriter?, _ text: inout JournalText
  ) throws {
    if entry.sequence > chain.head.sequence + 1 {
      try block?.finish()
      try chain.fill(before: entry.sequence, at: entry.at.milliseconds, in: database)
    }
    if text.write(entry) { return try write(entry, text.bytes, after: text.after, &chain, &block) }
    let bytes = Array(try JournalRecord.encoder.encode(entry))
    let body = JournalRecord(text: bytes)?.alarmBody
    let prefix = JournalRecord.afterPrefix.utf8.count
    try write(entry, bytes, after: body.map { prefix..<prefix + $0.utf8.count }, &chain, &block)
  }

  private func write(
    _ entry: JournalEntry, _ text: [UInt8], after: Range<Int>?, _ chain: inout Chain, _ block: inout JournalBlockWriter?
  ) throws {
    let point = chain.link(entry.sequence, text)
    if block != nil {
      try block?.add(text, at: entry.at.milliseconds, point)
    } else {
      journal.bind(1, entry.sequence)
      journal.bind(2, entry.at.milliseconds)
      var kind = entry.kind.rawValue
      kind.withUTF8 { journal.bind(3, text: UnsafeRawBufferPointer($0)) }
      bind(entry.key?.text, to: 4)
      bind(entry.by, to: 5)
      text.withUnsafeBytes { journal.bind(6, text: $0) }
      point.hash.withUnsafeBytes { journal.bind(7, blob: $0) }
      try journal.run()
    }
    // Only of an alarm's own entry there is such a text.
    guard let after, let key = entry.key else { return }
    key.text.withBytes { alarm.bind(1, text: $0) }
    alarm.bind(2, entry.sequence)
    let isReference = block != nil && entry.by == nil
    text.withUnsafeBytes { alarm.bind(3, text: UnsafeRawBufferPointer(rebasing: isReference ? $0[..<0] : $0[after])) }
    try alarm.run()
  }

  private func bind(_ text: SafeText?, to column: Int32) {
    if let text { text.withBytes { journal.bind(column, text: $0) } } else { journal.bindNull(column) }
  }
}
