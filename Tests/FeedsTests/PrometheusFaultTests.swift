import Core
import TextSafety
import Testing

@testable import Feeds

private func decode(_ text: String) -> (events: [Event], malformed: [Malformed]) {
  decode(.prometheus, Array(text.utf8), context)
}

private func names(_ text: String) -> [SafeText] { decode(text).events.flatMap(\.samples).map(\.name) }

@Suite struct PrometheusFaultTests {
  /// A good line before and behind each bad one: only the bad one is lost, and its fault says where.
  @Test(arguments: [
    ("0a 1", "syntax 1: a metric name must begin here, is “0a 1”"),
    ("a", "syntax 2: a value must follow"),
    ("a-b 1", "number 2: the value must be a number, is “-b 1”"),
    ("a 0x10", "number 3: the value must be a number, is “0x10”"),
    ("a 1_0", "number 3: the value must be a number, is “1_0”"),
    ("a 1e999", "number 3: the value must be a number, is “1e999”"),
    ("a 1 z", "number 5: the time must be in milliseconds, is “z”"),
    ("a 1 9e99", "number 5: the time must be in milliseconds, is “9e99”"),
    ("a 1 2 3", "syntax 7: nothing may follow the time, is “3”"),
    (#"a{b="1" 1"#, "syntax 9: must be , or } after a label, is “1”"),
    (#"a{b="1} 1"#, "syntax 5: the quote is never closed"),
    (#"a{b='1'} 1"#, "syntax 5: must be in quotes, is “'1'} 1”"),
    (#"a{1="1"} 1"#, "syntax 3: a label name must begin here, is “1=\"1\"} 1”"),
    (#"a{b="1",b="2"} 1"#, "syntax 9: the label stands twice"),
    (#"a{b="",b="2"} 1"#, "syntax 8: the label stands twice"),
    (#"a{__name__="b"} 1"#, "value 3: __name__ is no label"),
    (#"{b="1"} 1"#, "syntax 2: a metric name in quotes must begin here, is “b=\"1\"} 1”"),
    (#"{"b"="1"} 1"#, "syntax 5: must be , or } after the name, is “=\"1\"} 1”"),
    (#""b" 1"#, "syntax 1: a metric name must begin here, is “\"b\" 1”"),
    (#"{"" 1"#, "syntax 2: a name must not be empty"),
    ("# TYPE a", "syntax 9: a blank must follow, is the end of the line"),
    ("# TYPE a meter", "value 10: “meter” is no type"),
    ("# TYPE good gauge\n# TYPE good gauge", "value 0: “good”: has a type already"),
    ("# UNIT a ", "syntax 10: a unit must follow"),
    ("# TYPE s summary\ns 1", "missing 0: quantile: is missing"),
    (#"# TYPE s summary\ns{quantile="2"} 1"#.replacing(#"\n"#, with: "\n"), "value 12: must be a quantile from 0 to 1, is “2”"),
    (#"# TYPE h histogram\nh_bucket{le="x"} 1"#.replacing(#"\n"#, with: "\n"), "value 13: must be the bound of a bucket, is “x”"),
    ("a{b=\"\(String(repeating: "x", count: 257))\"} 1", "too_long 5: the label value is longer than 256 characters"),
    ("\(String(repeating: "x", count: 257)) 1", "too_long 1: the name is longer than 256 characters"),
    ("a{\((0..<33).map { "l\($0)=\"\"" }.joined(separator: ","))} 1", "too_long 217: has more than 32 labels"),
  ]) func aBadLineCostsOnlyItself(line: String, words: String) {
    let (events, malformed) = decode(
      "good 1\n\(line)\nbetter 2\n\(line.contains("UNIT") ? "# EOF\n" : "")")
    #expect(events.flatMap(\.samples).map(\.name) == ["good", "better"])
    let number = line.contains("\n") ? 3 : 2
    let said = malformed.map { fault in
      let detail = fault.detail.string
      #expect(detail.hasPrefix("line \(number): "))
      return "\(fault.reason.rawValue) \(fault.column ?? 0): \(detail.dropFirst(8))"
    }
    #expect(said == [words])
    expectRoundTrip(events)
  }

  @Test func otherDocumentsAreOneFault() {
    let page = "<!DOCTYPE html>\n" + String(repeating: "<p>404</p>\n", count: 5000)
    #expect(
      decode(page).malformed == [
        Malformed(
          .shape, "is no Prometheus or OpenMetrics text: line 1: a metric name must begin here, is “<!DOCTYPE html>”", column: 1)
      ])
    for text in ["{\"status\":\"success\",\n\"data\":[1,\n2]}\n", "title = 1\n[x]\n", "\u{1F}\u{8B}\u{8}\0\n\0", "[]\n"] {
      #expect(decode(text).malformed.map(\.reason) == [.shape] && decode(text).events.isEmpty)
    }
    #expect(decode(.prometheus, [0xFF, 0xFE, 0x61, 0], context).malformed.map(\.reason) == [.byteOrderMark])
    for text in ["", "\n \n\n", "# only words\n", "# HELP a b\n", "# EOF"] {
      #expect(decode(text).malformed.isEmpty && decode(text).events.isEmpty)
    }
  }

  @Test func faultsAreCapped() {
    let (events, malformed) = decode("good 1\n" + String(repeating: "bad\n", count: 5000) + "better 2\n")
    #expect(events.first?.samples.count == 2 && malformed.count == 101)
    #expect(malformed.first == Malformed(.syntax, "line 2: a value must follow", column: 4))
    #expect(malformed.last == Malformed(.syntax, "4900 more faults in this document"))
  }

  @Test func samplesAreCapped() {
    let text = String(repeating: "a 1\n", count: 100_250) + "# comment\n\n"
    let (events, malformed) = decode(text)
    #expect(events.count == 200 && events.allSatisfy { $0.samples.count == 500 })
    #expect(malformed == [Malformed(.tooLong, "has 100250 samples, a document may have 100000; 250 are dropped")])
  }

  @Test func theLastLineMustBeWhole() {
    #expect(names("a 1\nb 12") == ["a"])
    #expect(
      decode("a 1\nb 12").malformed == [
        Malformed(.truncated, "line 2: does not end with a line feed, so its end may be missing")
      ])
    #expect(names("a 1\r\nb 12\r\n# EOF") == ["a", "b"] && decode("a 1\r\nb 12\r\n# EOF").malformed.isEmpty)
  }

  @Test func longValuesStayDistinct() throws {
    let long = String(repeating: "值", count: 200)
    let (events, malformed) = decode(
      "a{v=\"\(long)1\"} 1\na{v=\"\(long)2\"} 1\na{v=\"\(String(repeating: "v", count: 80))\"} 1\n")
    let values = events.flatMap(\.samples).map { $0.labels[0].value.string }
    #expect(malformed.isEmpty && Set(values).count == 3)
    #expect(values[0].hasPrefix(String(repeating: "值", count: 71) + "~") && values.map(\.unicodeScalars.count) == [80, 80, 80])
    expectRoundTrip(events)
  }

  @Test func oddTexts() throws {
    // 湛江 in GBK: said to be so, and only that line is lost.
    let gbk: [UInt8] = Array("a{b=\"".utf8) + [0xD5, 0xBF, 0xBD, 0xAD] + Array("\"} 1\nc 2\n".utf8)
    let refused = decode(.prometheus, gbk, context)
    #expect(refused.events.flatMap(\.samples).map(\.name) == ["c"])
    #expect(
      refused.malformed == [Malformed(.gbk, "line 1: the label value looks like GBK (GB 18030); feeds are UTF-8", column: 3)])
    #expect(refused.events.first?.marks == [])

    let bad: [UInt8] = Array("a{b=\"x".utf8) + [0xC3] + Array("y\u{202E}\"} 1\nc 2 5\n".utf8)
    let (events, malformed) = decode(.prometheus, bad, context)
    #expect(malformed.isEmpty && events.map(\.marks) == [.oddText, []])
    #expect(events.first?.samples.first?.labels == [Label("b", "x␦y␦")])
    expectRoundTrip(events)
    var strict = FeedFormat.prometheus.makeDecoder(LineDecoder.Options(isStrict: true))
    var faults: [Malformed] = []
    var none: [Event] = []
    bad.withUnsafeBytes { strict.decode($0, context: context, into: &none, malformed: &faults) }
    #expect(faults.map(\.reason) == [.encoding] && none.count == 1)

    let marked = decode("\u{FEFF}a 1\n")
    #expect(marked.malformed.isEmpty && marked.events.map(\.marks) == [.repaired])
  }

  private static let everything = """
    # TYPE a_seconds histogram
    a_seconds_bucket{le="0.5",b="\\"\\\\\\n路"} 1 1656813900000
    a_seconds_bucket{b="\\"\\\\\\n路",le="+Inf"} 2 1656813900000 # {t="x"} 1 1
    {"my.metric","x y"="z"} -1.5e-3
    # TYPE s summary
    s{quantile="0.5"} NaN
    # UNIT s seconds
    # EOF

    """

  /// Nothing cut off at any byte crashes or makes an event that cannot be written.
  @Test func truncatedAtEveryByte() {
    let bytes = Array(Self.everything.utf8)
    for count in 0...bytes.count {
      let (events, malformed) = decode(.prometheus, Array(bytes[..<count]), context)
      expectRoundTrip(events, "\(count)")
      #expect(malformed.count <= 2)
    }
  }

  @Test func changedAnywhere() {
    var generator = SeededGenerator(seed: 7)
    let letters = Array("{}\",=# \t\n\r\\0aeE.+-_:~".utf8) + [0, 0xC3, 0xE6, 0xFF, 0x80]
    for _ in 0..<3000 {
      var bytes = Array(Self.everything.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes[place] = letters.randomElement(using: &generator)!
        } else {
          bytes.insert(letters.randomElement(using: &generator)!, at: place)
        }
      }
      let (events, _) = decode(.prometheus, bytes, context)
      expectRoundTrip(events, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
