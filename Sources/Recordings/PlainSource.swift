/// A recording of plain lines.
final class PlainSource: LineSource {
  private let file: FileAccess
  let estimatedLines: Int
  let faults: [RecordingFault] = []

  static let window = 1 << 20

  init(_ file: FileAccess) {
    self.file = file
    let start = file.read(at: 0, count: 1 << 16)
    let lines = start.count { $0 == 0x0A }
    estimatedLines = max(1, Int(Double(file.size) / Double(start.count) * Double(max(1, lines))))
  }

  var path: String { file.path }
  var blocks: [BlockHead]? { nil }

  func chunk(at place: Int, linesBefore: Int) -> Chunk? {
    guard place < file.size else { return nil }
    var bytes = file.read(at: place, count: PlainSource.window)
    guard !bytes.isEmpty else { return nil }
    if let newline = bytes.lastIndex(of: 0x0A) {
      // A last line without its newline is torn, or simply the last.
      if place + bytes.count < file.size { bytes.removeLast(bytes.count - newline - 1) }
      return Chunk(bytes: bytes, next: place + bytes.count, linesBefore: linesBefore, isWarmUp: false, faults: [])
    }
    // No line is that long: its beginning is enough to say so.
    let next = end(ofLineAt: place + bytes.count)
    bytes.removeLast(max(0, bytes.count - 100_000))
    return Chunk(bytes: bytes, next: next, linesBefore: linesBefore, isWarmUp: false, faults: [])
  }

  private func end(ofLineAt offset: Int) -> Int {
    var offset = offset
    while let start = file.data(after: offset) {
      let bytes = file.read(at: start, count: PlainSource.window)
      if bytes.isEmpty { break }
      if let newline = bytes.firstIndex(of: 0x0A) { return start + newline + 1 }
      offset = start + bytes.count
    }
    return file.size
  }

  func tail() -> Chunk? {
    let start = max(0, file.size - PlainSource.window / 4)
    var bytes = file.read(at: start, count: file.size - start)
    if start > 0 {
      guard let newline = bytes.firstIndex(of: 0x0A) else { return nil }
      bytes.removeFirst(newline + 1)
    }
    return Chunk(bytes: bytes, next: file.size, linesBefore: 0, isWarmUp: false, faults: [])
  }
}
