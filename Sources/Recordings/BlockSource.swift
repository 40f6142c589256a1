internal import TextSafety

/// A recording compressed in blocks.
final class BlockSource: LineSource {
  private let file: FileAccess
  private let entries: [BlockIndex.Entry]
  let faults: [RecordingFault]

  init(_ file: FileAccess) throws(RecordingError) {
    let start = file.read(at: 0, count: FileHead.count)
    let version = FileHead.version(start)
    if let version, version != FileHead.version {
      throw RecordingError(
        "\(SafeText(sanitizing: file.path)):0: a recording of version \(version); this program reads version \(FileHead.version)")
    }
    let index = BlockIndex(file)
    var faults = index.faults
    if version == nil { faults.insert(RecordingFault(offset: 0, words: "the head of the file is damaged"), at: 0) }
    guard !index.entries.isEmpty else {
      let first = faults.first ?? RecordingFault(offset: FileHead.count, words: "no block follows")
      throw RecordingError(
        "\(SafeText(sanitizing: file.path)):\(first.offset): the recording holds nothing sound: \(first.words)")
    }
    self.file = file
    self.faults = faults
    entries = index.entries
  }

  var path: String { file.path }
  var blocks: [BlockHead]? { entries.map(\.head) }
  var estimatedLines: Int { entries.reduce(0) { $0 + $1.head.lines } }

  func chunk(at place: Int, linesBefore: Int) -> Chunk? {
    guard place >= 0, place <= entries.count else { return nil }
    // What was found on opening is told where it stands.
    var passed: [RecordingFault] = []
    for number in place..<entries.count {
      let entry = entries[number]
      let before = number == 0 ? -1 : entries[number - 1].offset
      passed += faults.filter { $0.offset > before && $0.offset < entry.offset }
      let frame = file.read(at: entry.offset + entry.length, count: entry.head.compressed)
      if let bytes = Decompressor.bytes(of: frame, count: entry.head.plain) {
        return Chunk(
          bytes: bytes, next: number + 1, linesBefore: entry.head.linesBefore, isWarmUp: entry.head.isWarmUp, faults: passed)
      }
      passed.append(RecordingFault(offset: entry.offset, words: "a block is damaged; its \(entry.head.lines) lines are lost"))
    }
    guard place < entries.count || place == entries.count else { return nil }
    if let last = entries.last { passed += faults.filter { $0.offset > last.offset } }
    return passed.isEmpty
      ? nil : Chunk(bytes: [], next: entries.count + 1, linesBefore: linesBefore, isWarmUp: false, faults: passed)
  }

  func tail() -> Chunk? { chunk(at: entries.count - 1, linesBefore: 0) }
}
