internal import TextSafety

/// Where the blocks of a file are: read from its end, or made anew from the heads of the blocks.
struct BlockIndex {
  struct Entry {
    /// Of the head's frame.
    var offset: Int
    /// Of the head's frame, in bytes.
    var length: Int
    var head: BlockHead

    var end: Int { offset + length + head.compressed }
  }

  private(set) var entries: [Entry] = []
  private(set) var faults: [RecordingFault] = []
  /// Where the last sound block ends.
  private(set) var end = FileHead.count

  static let mark: UInt32 = 0x184D_2A5C
  private static let trailer = 24
  private static let seal: UInt32 = 0x5842_4E5A
  private static let largest = 256 << 20

  init(_ file: FileAccess) {
    if readEnd(file) == nil { walk(file) }
    if zip(entries, entries.dropFirst()).contains(where: { $0.head.first > $1.head.first }) {
      faults.append(
        RecordingFault(offset: entries.first?.offset ?? 0, words: "its blocks are in the wrong order; they are played by time"))
      entries.sort { $0.head.first < $1.head.first }
    }
  }

  // MARK: At the end of the file

  static func bytes(of entries: [Entry], at offset: Int) -> [UInt8] {
    var body = ByteWriter()
    for entry in entries {
      let head = entry.head.bytes
      body.put(UInt64(entry.offset))
      body.put(UInt32(head.count - Frame.headBytes))
      for byte in head.dropFirst(Frame.headBytes) { body.put(byte) }
    }
    let sum = Checksum.of(body.bytes)
    body.put(UInt64(entries.count))
    body.put(UInt64(offset))
    body.put(sum)
    body.put(seal)
    return Frame.bytes(mark: mark, body.bytes)
  }

  /// Nil where there is none, or an unsound one.
  private mutating func readEnd(_ file: FileAccess) -> Void? {
    let trailer = file.read(at: file.size - BlockIndex.trailer, count: BlockIndex.trailer)
    var reader = ByteReader(trailer[...])
    guard let count = reader.take(UInt64.self), let start = reader.take(UInt64.self), let sum = reader.take(UInt32.self),
      reader.take(UInt32.self) == BlockIndex.seal, start >= FileHead.count, start < file.size,
      file.size - Int(start) <= BlockIndex.largest
    else { return nil }
    let frame = file.read(at: Int(start), count: file.size - Int(start))
    let body = frame.dropFirst(Frame.headBytes).dropLast(BlockIndex.trailer)
    guard Checksum.of(body) == sum else { return nil }
    var entries: [Entry] = []
    reader = ByteReader(body)
    while reader.left > 0 {
      guard let offset = reader.take(UInt64.self), let length = reader.take(UInt32.self), reader.left >= Int(length),
        let head = BlockHead(body[reader.index..<reader.index + Int(length)]), offset < start
      else { return nil }
      let entry = Entry(offset: Int(offset), length: Int(length) + Frame.headBytes, head: head)
      guard entry.end <= Int(start) else { return nil }
      entries.append(entry)
      reader.skip(Int(length))
    }
    guard entries.count == count else { return nil }
    self.entries = entries
    end = Int(start)
    return ()
  }

  // MARK: From the blocks

  private mutating func walk(_ file: FileAccess) {
    var offset = FileHead.count
    while offset < file.size {
      switch BlockIndex.block(file, at: offset) {
      case .block(let entry):
        guard entry.end <= file.size else {
          let words: SafeText = "the file ends inside a block; its \(entry.head.lines) lines are lost"
          faults.append(RecordingFault(offset: offset, words: words))
          return
        }
        entries.append(entry)
        offset = entry.end
        end = offset
      case .index(let next): offset = next
      case .neither:
        let next = BlockIndex.search(file, from: offset + 1)
        let words: SafeText =
          next == nil
          ? "the end is damaged or torn: \(file.size - offset) bytes are no block"
          : "damaged: \((next ?? 0) - offset) bytes are passed over"
        faults.append(RecordingFault(offset: offset, words: words))
        guard let next else { return }
        offset = next
      }
    }
  }

  private enum Found {
    case block(Entry)
    case index(end: Int)
    case neither
  }

  private static func block(_ file: FileAccess, at offset: Int) -> Found {
    var bytes = file.read(at: offset, count: 512)
    var reader = ByteReader(bytes[...])
    guard let mark = reader.take(UInt32.self), let length = reader.take(UInt32.self) else { return .neither }
    if mark == BlockIndex.mark, length >= trailer, Int(length) <= file.size - offset - Frame.headBytes {
      return .index(end: offset + Frame.headBytes + Int(length))
    }
    guard mark == BlockHead.mark, length <= BlockHead.longest else { return .neither }
    let whole = Frame.headBytes + Int(length)
    if whole > bytes.count { bytes = file.read(at: offset, count: whole) }
    guard bytes.count >= whole, let head = BlockHead(bytes[Frame.headBytes..<whole]) else { return .neither }
    return .block(Entry(offset: offset, length: whole, head: head))
  }

  /// The next place where a sound head begins; the holes of a sparse file are passed over.
  private static func search(_ file: FileAccess, from start: Int) -> Int? {
    var offset = start
    let mark = ByteWriter.bytes(BlockHead.mark)
    while let from = file.data(after: offset) {
      let window = file.read(at: from, count: 1 << 20)
      guard window.count >= mark.count else { return nil }
      var index = 0
      while let first = window[index...].firstIndex(of: mark[0]), first + mark.count <= window.count {
        if window[first..<first + mark.count].elementsEqual(mark), case .block = block(file, at: from + first) {
          return from + first
        }
        index = first + 1
      }
      offset = from + max(1, window.count - mark.count + 1)
    }
    return nil
  }
}

extension ByteWriter {
  static func bytes(_ number: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    writer.put(number)
    return writer.bytes
  }
}
