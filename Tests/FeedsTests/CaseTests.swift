import Core
import TextSafety
import Testing

@testable import Feeds

/// The folder beside this file.
private let folder = "\(#filePath)".split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Cases"

/// Each case is a folder: `input.jsonl`, and in `expected.txt` one line per input line – the canonical line of each event, or the
/// reason, column and words of the fault.
@Suite struct CaseTests {
  @Test(arguments: names(in: folder) ?? []) func everyLineIsAsExpected(name: String) throws {
    let input = try #require(contents(of: "\(folder)/\(name)/input.jsonl"))
    let expected = try #require(contents(of: "\(folder)/\(name)/expected.txt"))
    let decoder = LineDecoder(LineDecoder.Options(isStrict: name.hasSuffix("-strict")))
    var actual: [String] = []
    for line in input.split(separator: 10) {
      var events: [Event] = []
      var malformed: [Malformed] = []
      Array(line).withUnsafeBytes { decoder.decode(line: $0, into: &events, malformed: &malformed) }
      actual += events.map { EventEncoder().line($0) }
      actual += malformed.map { "\($0.reason.rawValue) \($0.column.map(String.init) ?? "-") \($0.detail.string)" }
    }
    let lines = expected.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    #expect(actual.count == lines.count)
    for (line, (got, wanted)) in zip(actual, lines).enumerated() { #expect(got == wanted, "\(name), line \(line + 1)") }
  }
}
