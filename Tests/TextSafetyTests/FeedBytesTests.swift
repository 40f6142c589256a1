import Testing
import TextSafety

@Suite struct FeedBytesTests {
  @Test(arguments: [
    #"{"a":"湛江","b":1}"#, #"\ud83d\udea8"#, #"\\ud800"#, #"\u4e2d\n"#, "", "\\", #"\ud8"#, #"\ud8zz"#,
  ])
  func soundBytesAreLeftAlone(line: String) {
    #expect(repaired(Array(line.utf8)) == nil)
  }

  @Test(arguments: [
    (#"a\ud800b"#, #"a\ufffdb"#), (#"\uDC00"#, #"\ufffd"#), (#"\ud800\ud83d\udea8"#, #"\ufffd\ud83d\udea8"#),
    (#"\ud800\u0041"#, #"\ufffd\u0041"#), (#"\\\ud800"#, #"\\\ufffd"#), (#"\ud800\"#, #"\ufffd\"#),
  ])
  func loneSurrogatesAreReplaced(line: String, expected: String) {
    #expect(repaired(Array(line.utf8)) == Array(expected.utf8))
  }

  @Test func badBytesAreReplaced() {
    #expect(repaired([0x22, 0xFF, 0x22]) == Array("\"\u{FFFD}\"".utf8))
    #expect(repaired([0x5C, 0xC2, 0xB2]) == nil)
  }

  private func repaired(_ bytes: [UInt8]) -> [UInt8]? { bytes.withUnsafeBytes { repairedJSON($0) } }
}
