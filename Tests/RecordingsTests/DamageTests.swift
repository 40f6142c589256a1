import Core
import Glibc
import Recordings
import Testing
import TextSafety

/// Whatever has happened to a file, what is sound of it is read, and what is not is named.
@Suite struct DamageTests {
  private let scratch = Scratch()

  private func sample(finishes: Bool = true) throws -> [UInt8] {
    let path = scratch.file("sound.zbr")
    try recording(lines: 60, at: path, finishes: finishes)
    return try bytes(of: path)
  }

  @Test func truncatedAtEveryByteItPlaysItsWholeBlocks() throws {
    let sound = try sample()
    let blocks = try #require(try RecordingFile.open(scratch.file("sound.zbr")).blocks)
    var seen: Set<Int> = []
    for count in 1..<sound.count {
      let path = try scratch.write("cut.zbr", Array(sound.prefix(count)))
      do {
        let (lines, faults) = try content(path)
        guard count >= 4 else { continue }
        #expect(lines == names(0..<lines.count), "\(count) bytes")
        seen.insert(lines.count)
        // Between two blocks nothing shows that there was more.
        if !faults.isEmpty { #expect(faults.last.map { $0.offset < count } == true) }
      } catch let error as RecordingError {
        #expect(error.message.string.contains("cut.zbr:"), "\(count) bytes: \(error.message)")
      }
    }
    #expect(seen == Set(blocks.map { $0.linesBefore + $0.lines }))
  }

  @Test func everyFlippedByteIsFoundOrHarmless() throws {
    let sound = try sample()
    let expected = names(0..<60)
    for index in sound.indices {
      var bytes = sound
      bytes[index] ^= 0x55
      let path = try scratch.write("flipped.zbr", bytes)
      do {
        let (lines, faults) = try content(path)
        // A file that is taken for plain lines has lost its first four bytes.
        if lines == expected { continue }
        #expect(!faults.isEmpty, "byte \(index)")
        #expect(Set(lines).isSubset(of: Set(expected)), "byte \(index)")
        #expect(lines.count >= 60 - 14, "byte \(index): \(lines.count) lines")
      } catch let error as RecordingError {
        #expect(error.message.string.contains("flipped.zbr:"), "byte \(index): \(error.message)")
      }
    }
  }

  @Test func blocksInTheWrongOrderArePlayedByTime() throws {
    let sound = try sample(finishes: false)
    let marks = sound.indices.dropLast(4).filter { sound[$0..<$0 + 4].elementsEqual([0x5B, 0x2A, 0x4D, 0x18]) }
    #expect(marks.count == 5)
    let head = Array(sound[..<marks[0]])
    let blocks = zip(marks, marks.dropFirst() + [sound.count]).map { Array(sound[$0..<$1]) }
    let path = try scratch.write("shuffled.zbr", head + blocks.reversed().joined())
    #expect(try content(path).lines == names(0..<60))
    let faults = try RecordingFile.open(path).faults
    #expect(faults.map(\.words.string) == ["its blocks are in the wrong order; they are played by time"])
  }

  @Test func anotherVersionIsNamed() throws {
    // Version 2 with a right checksum, as a newer program would write it.
    var bytes = try sample()
    bytes[24] = 2
    let sum = crc32c(bytes[8..<26])
    for index in 0..<4 { bytes[26 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
    let path = try scratch.write("newer.zbr", bytes)
    let error = #expect(throws: RecordingError.self) { try RecordingFile.open(path) }
    #expect(error?.message.string.hasSuffix("newer.zbr:0: a recording of version 2; this program reads version 1") == true)
  }

  @Test func emptyAndMissingFilesAreNamed() throws {
    let path = try scratch.write("empty.zbr", [])
    let error = #expect(throws: RecordingError.self) { try RecordingFile.open(path) }
    #expect(error?.message.string.hasSuffix("empty.zbr: the recording is empty") == true)
    let missing = #expect(throws: RecordingError.self) { try RecordingFile.open(scratch.file("none.zbr")) }
    #expect(missing?.message.string.hasSuffix("none.zbr: No such file or directory") == true)
    let folder = #expect(throws: RecordingError.self) { try RecordingFile.open(scratch.path) }
    #expect(folder?.message.string.hasSuffix(": not a file") == true)
  }

  @Test func tenGigabytesOfNothingAreNoWork() throws {
    let size = off_t(10) << 30
    let path = try scratch.write("sparse.zbr", try sample(finishes: false))
    #expect(truncate(path, size) == 0)
    let (lines, faults) = try content(path)
    #expect(lines == names(0..<60))
    #expect(faults.count == 1)
    // A plain one: a line, a hole, a line.
    let plain = try scratch.write("sparse.jsonl", Array("first\n".utf8))
    #expect(truncate(plain, size) == 0)
    let descriptor = open(plain, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    #expect(Glibc.write(descriptor, "\nlast\n", 6) == 6)
    let source = try content(plain)
    #expect(source.lines.first == "first")
    #expect(source.lines.last == "last")
    #expect(source.lines.count <= 3)
  }

  private func crc32c(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
    }
  }
}
