import Core
import Glibc
import Testing
import TextSafety

@testable import Feeds

/// A whole file; nil where there is none.
func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// The names in a folder, sorted; nil where there is none.
func names(in folder: String) -> [String]? {
  guard let directory = opendir(folder) else { return nil }
  defer { closedir(directory) }
  var result: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != "." && name != ".." { result.append(name) }
  }
  return result.sorted()
}

/// The data beside the repository, for tests that are skipped without it.
let sharedData = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/shared/data"

extension LineDecoder {
  func decode(_ line: String, into events: inout [Event]) -> Malformed? { decode(Array(line.utf8), into: &events) }

  func decode(_ line: [UInt8], into events: inout [Event]) -> Malformed? {
    line.withUnsafeBytes { decode(line: $0, into: &events) }
  }
}

/// Decodes a document of a foreign format.
func decode(
  _ format: FeedFormat, _ bytes: [UInt8], _ context: DecodeContext, _ options: LineDecoder.Options = LineDecoder.Options()
) -> (events: [Event], malformed: [Malformed]) {
  var events: [Event] = []
  var malformed: [Malformed] = []
  var decoder = format.makeDecoder(options)
  bytes.withUnsafeBytes { decoder.decode($0, context: context, into: &events, malformed: &malformed) }
  return (events, malformed)
}

let context = DecodeContext(
  source: "/test", place: PlaceCode(digits: 440_800), receivedAt: Timestamp(milliseconds: 1_656_813_900_000))

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Writes every event and reads it again.
func expectRoundTrip(_ events: [Event], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
  let decoder = LineDecoder(LineDecoder.Options(maximumClassification: .restricted, isStrict: true))
  for event in events {
    let line = EventEncoder().line(event)
    var again: [Event] = []
    let fault = decoder.decode(line, into: &again)
    #expect(fault == nil, comment ?? "\(line)", sourceLocation: sourceLocation)
    #expect(again == [event], comment ?? "\(line)", sourceLocation: sourceLocation)
  }
}
