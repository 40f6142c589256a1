internal import TextSafety

/// Looks whether a write-ahead log has been damaged. SQLite takes a bad frame for the end and forgets in silence what was committed after it.
enum WriteAheadLog {
  /// What is wrong, in words; nil where it is whole, or torn at its end as a crash leaves it.
  static func damage(_ log: [UInt8]) -> SafeText? {
    let frames = DatabaseFile.frames(log)
    guard frames.contains(where: { log.number(at: $0 + 4) != 0 }) else { return nil }
    let isBigEndian = log.number(at: 0) == 0x377f_0683
    var sum = Checksum(isBigEndian: isBigEndian)
    sum.add(log, 0..<24)
    guard isBigEndian || log.number(at: 0) == 0x377f_0682, log.number(at: 4) == 3_007_000,
      log.number(at: 8) == UInt32(DatabaseFile.pageSize), sum.isStored(in: log, at: 24)
    else { return "the head of the write-ahead log is damaged" }
    var isWhole = true
    for frame in frames {
      let isOfThisRound = log.number(at: frame + 8) == log.number(at: 16) && log.number(at: frame + 12) == log.number(at: 20)
      if isWhole, isOfThisRound, frame + DatabaseFile.frameHeader + DatabaseFile.pageSize <= log.count {
        sum.add(log, frame..<frame + 8)
        sum.add(log, frame + DatabaseFile.frameHeader..<frame + DatabaseFile.frameHeader + DatabaseFile.pageSize)
        isWhole = sum.isStored(in: log, at: frame + 16)
      } else {
        isWhole = false
      }
      // A transaction ends after the break: it cannot be the torn end.
      if !isWhole, isOfThisRound, log.number(at: frame + 4) != 0 { return "the write-ahead log is damaged" }
    }
    return nil
  }

  /// The running sum of SQLite's file format.
  private struct Checksum {
    let isBigEndian: Bool
    var first: UInt32 = 0
    var second: UInt32 = 0

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
      bytes.withUnsafeBytes { bytes in
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
          first &+= word(bytes, offset) &+ second
          second &+= word(bytes, offset + 4) &+ first
        }
      }
    }

    func isStored(in bytes: [UInt8], at offset: Int) -> Bool {
      bytes.number(at: offset) == first && bytes.number(at: offset + 4) == second
    }

    private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }
  }
}
