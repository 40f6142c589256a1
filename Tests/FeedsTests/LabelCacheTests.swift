import Core
import TextSafety
import Testing

@testable import Feeds

/// Labels come out of a cache when their object comes again; nothing else may come out of it.
struct LabelCacheTests {
  private let decoder = LineDecoder()

  private func event(_ labels: String) -> Event? {
    let line = """
      {"specversion":"1.0","type":"zhiban.metric.v1","source":"/s","id":"1","time":"2022-07-03T10:05:00+08:00","subject":"x",\
      "adcode":"440800","data":{"samples":[{"name":"a.b","value":1,"unit":"1","labels":\(labels)}]}}
      """
    var events: [Event] = []
    let fault = Array(line.utf8).withUnsafeBytes { decoder.decode(line: $0, into: &events) }
    return fault == nil ? events.first : nil
  }

  private func labels(_ text: String) -> [Label]? {
    guard case .metric(let report)? = event(text)?.payload else { return nil }
    return report.samples[0].labels
  }

  @Test(arguments: [
    (#"{"a":"1","b":"2"}"#, [Label("a", "1"), Label("b", "2")]), (#"{"b":"2","a":"1"}"#, [Label("a", "1"), Label("b", "2")]),
    (#"{"a":"1","a":"2"}"#, [Label("a", "2")]), (#"{"a":"1b"}"#, [Label("a", "1b")]), (#"{"a1":"b"}"#, [Label("a1", "b")]),
    (#"{"":""}"#, [Label("", "")]), ("{}", []),
    (#"{"key":"二号机房","room":"市政务云数据中心"}"#, [Label("key", "二号机房"), Label("room", "市政务云数据中心")]),
  ]) func areTheSameEachTime(text: String, labels expected: [Label]) {
    for _ in 0..<3 {
      #expect(labels(text) == expected)
      #expect(labels(#"{"other":"x"}"#) == [Label("other", "x")])
    }
  }

  @Test func ofDifferentObjectsAreToldApart() {
    for _ in 0..<2 {
      for number in 0..<2000 {
        let value = SafeText(sanitizing: "node-\(number)")
        #expect(labels(#"{"host":"node-\#(number)"}"#) == [Label("host", value)])
      }
    }
  }

  @Test func whatIsWrongOrOddIsNoticedEachTime() {
    let long = String(repeating: "x", count: 81)
    for _ in 0..<2 {
      #expect(labels(#"{"a":true,"b":"c"}"#) == nil && labels(#"{"a":"b","c":null}"#) == nil)
      #expect(labels(#"{"a":"\#(long)"}"#) == nil && labels(#"["a","b"]"#) == nil)
      #expect(event(#"{"a":"\u001b[31m"}"#)?.marks == .oddText && event(#"{"a":"plain"}"#)?.marks == [])
    }
  }
}
