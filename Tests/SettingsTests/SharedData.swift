import Core
import Feeds
import Foundation
import TextSafety

/// The data beside the repository, for tests that are skipped without it.
enum SharedData {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared/data").standardized.path

  static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root + "/" + path) }

  /// A file as it is, unpacked where it is packed.
  static func bytes(_ path: String) throws -> [UInt8] {
    let full = root + "/" + path
    guard path.hasSuffix(".gz") else { return Array(try Data(contentsOf: URL(fileURLWithPath: full))) }
    return try output("/usr/bin/gzip", ["-dc", full])
  }

  /// One file of a tar archive.
  static func member(_ name: String, of archive: String) throws -> [UInt8] {
    try output("/usr/bin/tar", ["-xJOf", root + "/" + archive, name])
  }

  private static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}

/// What a map makes of a document.
func mapped(
  _ mapping: FeedMapping, _ bytes: [UInt8], _ context: DecodeContext = context
) -> (events: [Event], malformed: [Malformed]) {
  var events: [Event] = []
  var malformed: [Malformed] = []
  var decoder = FeedFormat.mapped(mapping).makeDecoder(LineDecoder.Options())
  bytes.withUnsafeBytes { decoder.decode($0, context: context, into: &events, malformed: &malformed) }
  return (events, malformed)
}

let context = DecodeContext(
  source: "/440800/test", place: PlaceCode(digits: 440_800), receivedAt: Timestamp(milliseconds: 1_656_813_900_000))

extension [Event] {
  var tickets: [TicketUpdate] { compactMap { if case .ticket(let update) = $0.payload { update } else { nil } } }
  var alerts: [AlertReport] { compactMap { if case .alert(let report) = $0.payload { report } else { nil } } }
  var metrics: [MetricReport] { compactMap { if case .metric(let report) = $0.payload { report } else { nil } } }
  var queues: [QueueReading] { compactMap { if case .queue(let reading) = $0.payload { reading } else { nil } } }

  /// Whether every event is the same once it was written and read again.
  var surviveWriting: Bool {
    let decoder = LineDecoder()
    return allSatisfy { event in
      var again: [Event] = []
      let fault = EventEncoder().encode(event).withUnsafeBytes { decoder.decode(line: $0, into: &again) }
      return fault == nil && again == [event]
    }
  }
}
