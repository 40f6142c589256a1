import Core
import Foundation
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/queues/cloudevents/"

@Suite struct CloudEventsTests {
  private let pretty = """
    {
      "specversion": "1.0", "type": "zhiban.heartbeat.v1",
      "source": "/440800/collector/hotline", "id": "h-1",
      "time": "2022-07-03T10:10:05+08:00",
      "subject": "hotline", "adcode": "440800",
      "datacontenttype": "application/json; charset=utf-8",
      "myextension": 10,
      "data": {
        "collector": "hotline", "interval_s": 15, "upstream": "ok"
      }
    }
    """
  private let foreign = """
    {"specversion":"1.0","type":"com.github.pull.create","source":"https://github.com/cloudevents/spec/pull","subject":"123",\
    "id":"A234-1234-1234","time":"2018-04-05T17:31:00Z","comexampleextension1":"value","comexampleothervalue":5,\
    "datacontenttype":"text/xml","data":"<much wow=\\"xml\\"/>"}
    """

  /// One file of the conformance suite, each of its events as a text.
  private func events(of name: String) throws -> [(id: String, text: [UInt8])] {
    let file = try #require(contents(of: folder + name))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(file)) as? [String: Any])
    return try #require(root["tests"] as? [[String: Any]]).map { test in
      (try #require(test["id"] as? String), Array(try JSONSerialization.data(withJSONObject: try #require(test["event"]))))
    }
  }

  /// 10 events that are valid: each counts as of an unknown type, none as broken.
  @Test(.enabled(if: names(in: folder) != nil)) func validEventsOfTheConformanceSuite() throws {
    let valid = try events(of: "valid-events.json")
    #expect(valid.count == 10)
    for (id, text) in valid {
      let (events, malformed) = ForeignJSON.decode(.cloudevents, text)
      #expect(
        events.isEmpty
          && malformed == [
            Malformed(.unknownType, "type: must be a type such as zhiban.metric.v1, is “io.cloudevents.test”")
          ], "\(id)")
    }
  }

  /// 25 events that are not: each is refused for its envelope.
  @Test(.enabled(if: names(in: folder) != nil)) func invalidEventsOfTheConformanceSuite() throws {
    let invalid = try events(of: "invalid-events.json")
    #expect(invalid.count == 25)
    for (id, text) in invalid {
      let (events, malformed) = ForeignJSON.decode(.cloudevents, text)
      #expect(events.isEmpty && malformed.count == 1 && malformed[0].detail.string.contains("io.cloudevents") == false, "\(id)")
      #expect(malformed.first?.reason != .unknownType || id.contains("SpecVersion"), "\(id)")
    }
  }

  @Test func anyLayoutIsReadAsTheNativeOneIs() throws {
    let (events, malformed) = ForeignJSON.decode(.cloudevents, pretty)
    #expect(malformed.isEmpty && events.count == 1)
    #expect(events == decode(.native, Array(pretty.replacing("\n", with: " ").utf8), context).events)
    let batch = ForeignJSON.decode(.cloudevents, "[\(pretty),\n\(foreign),\n7,\n\(pretty.replacing("h-1", with: "h-2"))]")
    #expect(batch.events.map(\.id) == ["h-1", "h-2"] && batch.events[0] == events[0])
    #expect(
      batch.malformed == [
        Malformed(.unknownType, "[1].type: must be a type such as zhiban.metric.v1, is “com.github.pull.create”"),
        Malformed(.shape, "[2]: must be an object, is 7"),
      ])
    let line = pretty.replacing("\n", with: " ")
    #expect(ForeignJSON.decode(.cloudevents, "\(line)\n\(foreign)\n\(line)\n").events == [events[0], events[0]])
    #expect(ForeignJSON.decode(.cloudevents, "[]").malformed.isEmpty)
    var drill = context
    drill.marks = .exercise
    #expect(decode(.cloudevents, Array(pretty.utf8), drill).events.first?.marks == .exercise)
  }

  @Test func dataInBase64() {
    func decode(_ data: String, _ strict: Bool = false) -> (events: [Event], malformed: [Malformed]) {
      let encoded = Data(data.utf8).base64EncodedString()
      let start = pretty.range(of: "\"data\"")?.lowerBound ?? pretty.endIndex
      let text = pretty[..<start] + "\"data_base64\":\"\(encoded)\"}"
      var events: [Event] = []
      var malformed: [Malformed] = []
      var decoder = FeedFormat.cloudevents.makeDecoder(LineDecoder.Options(isStrict: strict))
      Array(text.utf8).withUnsafeBytes { decoder.decode($0, context: context, into: &events, malformed: &malformed) }
      return (events, malformed)
    }
    let plain = ForeignJSON.decode(.cloudevents, pretty).events
    for padding in ["", " ", "  "] {
      let data = #"{"collector":"hotline","interval_s":15,"upstream":"ok"}"# + padding
      #expect(decode(data).events == plain && decode(data, true).events == plain)
    }
    #expect(decode("{").malformed == [Malformed(.syntax, "data_base64: must be JSON in base64")])
    #expect(
      decode("[1]").malformed == [Malformed(.shape, "data: must be an object, is an array")].map { Malformed(.value, $0.detail) })
    let broken = ForeignJSON.decode(.cloudevents, pretty.replacing(#""data": {"#, with: #""data_base64":"e30", "more": {"#))
    #expect(broken.malformed.map(\.detail) == ["more: must be a text, true, false or a whole number of 32 bits, is an object"])
  }

  /// What may not be shown is not even named, whatever its type is.
  @Test func secretsAreNotNamed() {
    let secret = foreign.replacing(#""data":"#, with: #""dataclassification":"restricted","data":"#)
    #expect(
      ForeignJSON.decode(.cloudevents, secret).malformed == [Malformed(.classified, "its classification may not be shown here")])
    let twice = secret.replacing("{\"spec", with: "{\"dataclassification\":\"public\",\"spec")
    #expect(ForeignJSON.decode(.cloudevents, twice).malformed.map(\.reason) == [.classified])
  }

  @Test func eventsLongerThanALineAreRefused() {
    let sample = #"{"name":"a.b","value":1,"unit":"1","labels":{"l":"\#(String(repeating: "x", count: 80))"}}"#
    let long = """
      {"specversion":"1.0","type":"zhiban.metric.v1","source":"/a","id":"1","time":"2022-07-03T10:10:05Z","subject":"s",\
      "adcode":"440800","data":{"samples":[\(Array(repeating: sample, count: 500).joined(separator: ",\n"))]}}
      """
    let fault = ForeignJSON.decode(.cloudevents, long).malformed
    #expect(fault == [Malformed(.tooLong, "is 67158 bytes long as a line, which may be 65536")])
  }

  /// A moment whose year could not be written in our zone is refused, so that every line can be read again.
  @Test func momentsAtTheEndsOfTheCalendar() {
    func count(_ time: String) -> Int {
      ForeignJSON.decode(.cloudevents, pretty.replacing("2022-07-03T10:10:05+08:00", with: time)).events.count
    }
    #expect(count("9999-12-30T23:59:59Z") == 1 && count("0001-01-01T00:00:00Z") == 1)
    #expect(count("9999-12-31T23:59:59Z") == 0 && count("0000-01-01T00:00:00+14:00") == 0)
  }

  @Test func nothingCrashes() {
    ForeignJSON.torture(.cloudevents, foreign)
    ForeignJSON.torture(.cloudevents, pretty.replacing("\": ", with: "\":"))
  }
}
