import Core
import Foundation
import Recordings

/// A folder of a test's own, removed with it.
final class Scratch: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("zhiban-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }
}

func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

let start = Timestamp(milliseconds: 1_656_802_800_000)

/// A recording of numbered lines, a second each, with the given number of lines in a block of about 200 bytes.
func recording(lines: Int, at path: String, finishes: Bool = true) throws {
  var options = RecordingWriter.Options()
  options.blockBytes = 200
  let writer = try RecordingWriter(path: path, options: options)
  for number in 0..<lines {
    try writer.append(Array("{\"line\":\(1000 + number)}".utf8), at: start + Double(number), isAlert: number % 10 == 3)
  }
  if finishes { try writer.finish() } else { try writer.flush() }
}

/// What can be read of a file: its lines, and what is said of the rest.
func content(_ path: String) throws -> (lines: [String], faults: [RecordingFault]) {
  let source = try RecordingFile.open(path)
  var (place, lines): (Int, [String]) = (0, [])
  var faults: [RecordingFault] = []
  while let chunk = source.chunk(at: place, linesBefore: lines.count) {
    chunk.forEachLine { line in
      lines.append(String(decoding: line, as: UTF8.self))
      return true
    }
    faults += chunk.faults
    place = chunk.next
  }
  return (lines, faults)
}

func names(_ range: Range<Int>) -> [String] { range.map { "{\"line\":\(1000 + $0)}" } }
