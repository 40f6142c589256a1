import Core
import TextSafety
import Testing

@testable import Feeds

private let suite = sharedData + "/torture/jsontestsuite"

@Suite struct JSONSuiteTests {
  /// github.com/nst/JSONTestSuite: y_ must parse, n_ must be refused, i_ may be either; and the scan for the place of a fault must agree
  /// with the parser.
  @Test(.enabled(if: names(in: suite) != nil)) func everyFileOfTheTestSuite() throws {
    let parser = JSONParser()
    var seen = 0
    for name in try #require(names(in: suite)) where name.hasSuffix(".json") {
      let bytes = try #require(contents(of: suite + "/" + name))
      bytes.withUnsafeBytes { bytes in
        let parses: Bool
        do throws(JSONParser.Failure) {
          _ = try parser.parse(bytes)
          parses = true
        } catch { parses = false }
        if name.hasPrefix("y_") { #expect(parses, "\(name)") }
        if name.hasPrefix("n_") { #expect(!parses, "\(name)") }
        let explained = SyntaxScan.fault(in: bytes) != nil || EncodingGuess.firstBadByte(in: bytes) != nil
        #expect(explained == !parses, "\(name)")
        var events: [Event] = []
        _ = LineDecoder().decode(line: bytes, into: &events)
        #expect(events.isEmpty, "\(name)")
      }
      seen += 1
    }
    #expect(seen > 200)
  }

  @Test func depthIsLimitedBeforeAndAfterGrowing() {
    let parser = JSONParser()
    func nested(_ depth: Int, _ filler: Int = 0) -> [UInt8] {
      Array(
        (String(repeating: "[", count: depth) + "1" + String(repeating: " ", count: filler) + String(repeating: "]", count: depth))
          .utf8)
    }
    func parses(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBytes { bytes in
        do throws(JSONParser.Failure) {
          _ = try parser.parse(bytes)
          return true
        } catch { return false }
      }
    }
    // Growing must not bring the parser's own limit of 1024 back.
    for filler in [0, 200_000] {
      let fits = parses(nested(64, filler))
      let isTooDeep = !parses(nested(65, filler))
      #expect(fits && isTooDeep)
    }
    nested(64).withUnsafeBytes { #expect(SyntaxScan.fault(in: $0) == nil) }
    nested(65).withUnsafeBytes { #expect(SyntaxScan.fault(in: $0)?.reason == .depth) }
    let survives = !parses(nested(100_000))
    #expect(survives)
  }

  @Test func laterOfTwoEqualKeysWins() throws {
    var events: [Event] = []
    let line = """
      {"specversion":"1.0","type":"zhiban.heartbeat.v1","source":"/a","id":"1","id":"2","time":"2022-07-03T10:05:00+08:00","subject":"s",\
      "adcode":"440800","data":{"collector":"c","interval_s":1,"interval_s":2.5,"\\u0075pstream":"ok"}}
      """
    #expect(LineDecoder().decode(line, into: &events) == nil)
    let event = try #require(events.first)
    #expect(event.id == "2")
    #expect(event.payload == .heartbeat(Heartbeat(collector: "c", intervalSeconds: 2.5, upstream: .ok)))
  }
}
