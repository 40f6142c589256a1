internal import Foundation

/// The pages of an SQLite file and of the write-ahead log beside it, as they lie on the disk.
struct DatabaseFile {
  static let pageSize = 4096
  static let frameHeader = 24
  static let logHeader = 32

  let main: [UInt8]
  let log: [UInt8]
  /// The newest copy of a page in the write-ahead log.
  private var copies: [UInt32: Int] = [:]

  init(path: String) {
    main = DatabaseFile.bytes(path)
    log = DatabaseFile.bytes(path + "-wal")
    for frame in DatabaseFile.frames(log) { copies[log.number(at: frame)] = frame + DatabaseFile.frameHeader }
  }

  private static func bytes(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }

  /// Where the frames of a write-ahead log begin.
  static func frames(_ log: [UInt8]) -> StrideTo<Int> {
    stride(from: logHeader, to: max(logHeader, log.count - frameHeader), by: frameHeader + pageSize)
  }

  /// Every page that there is, older copies too. What is cut off reads as zeros.
  func forEachPage(_ body: (_ page: ArraySlice<UInt8>, _ isFirst: Bool) -> Void) {
    for start in stride(from: 0, to: main.count, by: DatabaseFile.pageSize) { body(slice(main, start), start == 0) }
    for frame in DatabaseFile.frames(log) {
      body(slice(log, frame + DatabaseFile.frameHeader), log.number(at: frame) == 1)
    }
  }

  /// A page by its number, as the database would see it.
  func page(_ number: UInt32) -> ArraySlice<UInt8>? {
    if let start = copies[number] { return slice(log, start) }
    guard number > 0, (Int(number) - 1) * DatabaseFile.pageSize < main.count else { return nil }
    return slice(main, (Int(number) - 1) * DatabaseFile.pageSize)
  }

  private func slice(_ bytes: [UInt8], _ start: Int) -> ArraySlice<UInt8> {
    bytes[min(start, bytes.count)..<min(start + DatabaseFile.pageSize, bytes.count)]
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// A big-endian number of four bytes; bytes beyond the end are zeros.
  func number(at offset: Int) -> UInt32 {
    (offset..<offset + 4).reduce(0) { $0 << 8 | UInt32(startIndex <= $1 && $1 < endIndex ? self[$1] : 0) }
  }
}
