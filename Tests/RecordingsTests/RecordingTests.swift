import Core
import Glibc
import Recordings
import Testing

@Suite struct RecordingTests {
  private let scratch = Scratch()

  @Test func whatIsWrittenIsReadAgain() throws {
    let path = scratch.file("a.zbr")
    try recording(lines: 100, at: path)
    let (lines, faults) = try content(path)
    #expect(lines == names(0..<100))
    #expect(faults.isEmpty)
    let blocks = try #require(try RecordingFile.open(path).blocks)
    #expect(blocks.map(\.lines).reduce(0, +) == 100)
    #expect(blocks.count == 8)
    #expect(blocks.first?.first == start)
    #expect(blocks.last?.last == start + 99)
    #expect(blocks.flatMap(\.alerts) == stride(from: 3, to: 100, by: 10).map { start + Double($0) })
    #expect(blocks.map(\.linesBefore) == [0, 14, 28, 42, 56, 70, 84, 98])
  }

  @Test func theIndexIsMadeAnewFromTheBlocks() throws {
    let (whole, open) = (scratch.file("a.zbr"), scratch.file("b.zbr"))
    try recording(lines: 100, at: whole)
    try recording(lines: 100, at: open, finishes: false)
    #expect(try RecordingFile.open(open).blocks == (try RecordingFile.open(whole).blocks))
    #expect(try content(open).lines == names(0..<100))
    #expect(try content(open).faults.isEmpty)
  }

  @Test func plainLinesAreARecordingToo() throws {
    let path = try scratch.write("a.jsonl", Array((names(0..<5).joined(separator: "\n") + "\r\n\n  \nlast").utf8))
    #expect(try content(path).lines == names(0..<5) + ["last"])
  }

  @Test func aRecordingGoesOnAfterItsLastWholeBlock() throws {
    let path = scratch.file("a.zbr")
    try recording(lines: 30, at: path, finishes: false)
    let sound = try bytes(of: path)
    // Torn, and once more with an index: both are gone on with.
    for rest in [Array(sound.dropLast(7)), sound] {
      _ = try scratch.write("a.zbr", rest)
      let writer = try RecordingWriter(path: path, appends: true)
      let before = writer.lines
      #expect(before == (rest.count < sound.count ? 28 : 30))
      try writer.append(Array("more".utf8), at: start + 100)
      try writer.finish()
      #expect(try content(path).lines == names(0..<before) + ["more"])
      let again = try RecordingWriter(path: path, appends: true)
      try again.append(Array("again".utf8), at: start)
      try again.finish()
      #expect(try content(path).lines == names(0..<before) + ["more", "again"])
      #expect(try content(path).faults.isEmpty)
    }
  }

  @Test func whatIsNoRecordingIsNotGoneOnWith() throws {
    let path = try scratch.write("notes.txt", Array("my notes\n".utf8))
    #expect(throws: RecordingError.self) { try RecordingWriter(path: path, appends: true) }
    #expect(try bytes(of: path) == Array("my notes\n".utf8))
  }
}
