import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

/// Whatever is changed in a journal is found.
@Suite struct AuditTests {
  let folder = ShiftLog.folder()

  func export(_ folder: String, from: Timestamp? = nil, to: Timestamp? = nil) throws -> String {
    var text = ""
    _ = try Audit.export(folder: folder, from: from, to: to) { text += $0 }
    return text
  }

  func fault(_ bytes: some Collection<UInt8>) throws -> (record: Int64?, words: String)? {
    let path = folder + "/export.jsonl"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return ShiftLog.fault { () throws(Audit.Failure) in try Audit.verify(file: path) }
  }

  func fault() -> (record: Int64?, words: String)? {
    ShiftLog.fault { () throws(Audit.Failure) in try Audit.verify(folder: folder) }
  }

  @Test(arguments: AuditHash.allCases) func aSoundJournalIsSummedUp(hash: AuditHash) throws {
    let count = try ShiftLog.make(folder, alarms: 3, hash: hash)
    #expect(count == 7)
    let summary = try Audit.verify(folder: folder)
    #expect(summary.algorithm == hash)
    #expect(summary.count == 7)
    #expect(summary.first == 1)
    #expect(summary.last == 7)
    #expect(summary.from == SampleState.start)
    #expect(summary.to == SampleState.start + 25)
    let path = folder + "/export.jsonl"
    try Data(export(folder).utf8).write(to: URL(fileURLWithPath: path))
    #expect(try Audit.verify(file: path) == summary)
  }

  @Test func aPartVerifiesByItself() throws {
    try ShiftLog.make(folder, alarms: 4)
    let part = try export(folder, from: SampleState.start + 10, to: SampleState.start + 25)
    #expect(part.split(separator: "\n").count == 5)
    #expect(try fault(part.utf8) == nil)
    let nothing = try export(folder, from: SampleState.start + 1000)
    #expect(nothing.split(separator: "\n").count == 1)
    #expect(try fault(nothing.utf8) == nil)
    #expect(try fault(export(folder, to: SampleState.start - 1).utf8) == nil)
  }

  @Test func i25EveryFlippedByteOfAnExportIsFound() throws {
    try ShiftLog.make(folder, alarms: 2)
    let sound = Array(try export(folder).utf8)
    #expect(try fault(sound) == nil)
    var missed: [Int] = []
    for index in sound.indices {
      var bytes = sound
      bytes[index] ^= 1 << UInt8(index % 8)
      if try fault(bytes) == nil { missed.append(index) }
    }
    #expect(missed == [])
  }

  @Test func linesThatAreRemovedSwappedOrDoubledAreNamed() throws {
    try ShiftLog.make(folder, alarms: 3)
    let lines = try export(folder).split(separator: "\n").map { $0 + "\n" }
    #expect(lines.count == 8)
    for record in 1...7 {
      var removed = lines
      removed.remove(at: record)
      #expect(try fault(removed.joined().utf8)?.words == "record \(record): removed")
      var doubled = lines
      doubled.insert(lines[record], at: record)
      #expect(try fault(doubled.joined().utf8)?.words == "record \(record): added: it is there a second time, after \(record)")
      guard record < 7 else { continue }
      var swapped = lines
      swapped.swapAt(record, record + 1)
      #expect(try fault(swapped.joined().utf8)?.words == "record \(record): swapped with record \(record + 1)")
    }
    #expect(try fault(lines[..<5].joined().utf8)?.words == "record 5: removed, with all up to record 7")
    #expect(try fault(lines.dropFirst().joined().utf8)?.record == nil)
    #expect(try fault(lines.joined().utf8.dropLast())?.words == "record 7: cut: the last line has no end")
    let text = lines[3].replacing("duty-02", with: "duty-03")
    #expect(
      try fault((lines[..<3] + [text] + lines[4...]).joined().utf8)?.words
        == "record 3: changed: its text or its hash is not what was recorded")
  }

  @Test(arguments: [
    ("UPDATE journal SET entry = replace(entry, 'duty-02', 'duty-03') WHERE sequence = 2", Int64(2), "changed"),
    ("UPDATE journal SET operator = 'duty-03' WHERE sequence = 2", 2, "columns"),
    ("UPDATE journal SET at = at + 1 WHERE sequence = 4", 4, "columns"),
    ("UPDATE journal SET alarm = 'x' WHERE sequence = 1", 1, "columns"),
    ("UPDATE journal SET hash = zeroblob(32) WHERE sequence = 5", 5, "changed"),
    ("UPDATE journal SET hash = NULL WHERE sequence = 5", 5, "another type"),
    ("UPDATE journal SET sequence = 70 WHERE sequence = 7", 70, "changed"),
    ("UPDATE journal SET sequence = -1 WHERE sequence = 1", -1, "added"),
    ("DELETE FROM journal WHERE sequence = 1", 1, "removed"),
    ("DELETE FROM journal WHERE sequence = 4", 4, "removed"),
    ("DELETE FROM journal WHERE sequence >= 6", 6, "removed, with all up to record 7"),
    (
      "INSERT INTO journal SELECT 8, at, kind, alarm, operator, replace(entry, '\"sequence\":7', '\"sequence\":8'), hash FROM journal WHERE sequence = 7",
      8, "changed"
    ),
    ("UPDATE chain SET head = 6", 7, "added"),
    ("UPDATE chain SET head_hash = zeroblob(32)", 7, "head"),
    ("UPDATE chain SET anchor = 2", 1, "added"),
    ("DELETE FROM alarm WHERE key LIKE '%a1'", 5, "is not there"),
    ("UPDATE alarm SET body = replace(body, 'duty-02', 'duty-03') WHERE key LIKE '%a2'", 7, "is not as"),
    ("UPDATE alarm SET sequence = 1 WHERE key LIKE '%a0'", 2, "is not as"),
  ])
  func whatIsDoneBySQLIsFound(sql: String, record: Int64, words: String) throws {
    try ShiftLog.make(folder, alarms: 3)
    #expect(fault() == nil)
    try ShiftLog.sql(folder, sql)
    let found = fault()
    #expect(found?.record == record, "\(found?.words ?? "")")
    #expect(found?.words.contains(words) == true, "\(found?.words ?? "")")
  }

  /// Numbers at the edge are refused, not reckoned with.
  @Test func impossibleNumbersAreFound() throws {
    try ShiftLog.make(folder, alarms: 1)
    let text = try export(folder)
    for number in [Int64.max, Int64.max - 1, -1, Int64.min] {
      #expect(try fault(text.replacing(#""after":{"sequence":0"#, with: #""after":{"sequence":\#(number)"#).utf8) != nil)
      #expect(try fault(text.replacing(#""head":{"sequence":3"#, with: #""head":{"sequence":\#(number)"#).utf8) != nil)
      #expect(try fault(text.replacing(#""sequence":3}"#, with: #""sequence":\#(number)}"#).utf8) != nil)
    }
    for number in [Int64.max, -1] {
      try ShiftLog.sql(folder, "UPDATE chain SET head = \(number)")
      #expect(fault()?.words == "the head of the chain cannot be read")
    }
    let store = try LogStore(folder: folder)
    #expect(store.damage?.records == 3)
    #expect(store.damage?.lost == 0)
  }

  @Test func itIsVerifiedWhileTheProgramWrites() throws {
    let store = try LogStore(folder: folder)
    store.submit(ShiftLog.entries(alarms: 2))
    store.flush()
    #expect(try Audit.verify(folder: folder).count == 5)
  }

  @Test func t09AnOldLogIsChainedAndKeepsItsHash() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let old = try #require(Bundle.module.path(forResource: "v1", ofType: "db", inDirectory: "Fixtures"))
    try FileManager.default.copyItem(atPath: old, toPath: folder + "/zhiban.db")
    #expect(fault()?.words.contains("older version") == true)
    do {
      let store = try LogStore(folder: folder, options: .init(auditHash: .sha256))
      #expect(store.damage == nil)
      #expect(try store.recover().alarms.map { $0.acknowledgement?.by } == ["duty-02"])
      #expect(try store.recover().lastSequence == 4)
      #expect(try store.journal().map(\.kind) == [.transition, .action, .refusal, .action])
    }
    #expect(try Audit.verify(folder: folder).count == 4)
    #expect(try Audit.verify(folder: folder).algorithm == .sha256)
    #expect {
      _ = try LogStore(folder: folder, options: .init(auditHash: .sm3))
    } throws: {
      ($0 as? LogError)?.reason == "the log was made with sha256; it cannot go on with sm3"
    }
    #expect(try LogStore(folder: folder).auditHash == .sha256)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("damaged") })
  }
}
