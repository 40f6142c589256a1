internal import TextSafety

/// The first bytes of a recording in blocks: what it is, and its version.
enum FileHead {
  static let mark: UInt32 = 0x184D_2A5A
  private static let word = Array("zhiban recording".utf8)
  static let version: UInt16 = 1
  static let count = Frame.headBytes + 16 + 2 + 4

  static var bytes: [UInt8] {
    var body = ByteWriter()
    for byte in word { body.put(byte) }
    body.put(version)
    body.put(Checksum.of(body.bytes))
    return Frame.bytes(mark: mark, body.bytes)
  }

  /// True where a file is meant to be one, however damaged the rest of it is.
  static func begins(_ start: [UInt8]) -> Bool {
    start.count >= 4 && start.prefix(4).elementsEqual(bytes.prefix(4))
      || start.dropFirst(Frame.headBytes).starts(with: word)
      || ByteReader(start[...]).firstMark == BlockHead.mark
  }

  /// The version that it says; nil where the head is damaged.
  static func version(_ start: [UInt8]) -> UInt16? {
    guard start.count >= count, start.dropFirst(Frame.headBytes).starts(with: word) else { return nil }
    let body = start[Frame.headBytes..<count]
    var sum = ByteReader(body.suffix(4))
    guard sum.take(UInt32.self) == Checksum.of(body.dropLast(4)) else { return nil }
    var reader = ByteReader(body.dropFirst(word.count))
    return reader.take()
  }
}

extension ByteReader {
  /// The first four bytes as a number.
  var firstMark: UInt32? {
    var copy = self
    return copy.take()
  }
}
