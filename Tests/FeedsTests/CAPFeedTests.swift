import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/alerts/cap/"

@Suite struct CAPFeedTests {
  private func alert(_ identifier: String, _ more: String = "") -> String {
    """
    <c:alert xmlns:c="urn:oasis:names:tc:emergency:cap:1.2"><c:identifier>\(identifier)</c:identifier><c:sender>s</c:sender>
    <c:sent>2022-07-03T08:20:00+08:00</c:sent><c:status>Actual</c:status><c:msgType>Alert</c:msgType><c:scope>Public</c:scope>
    <c:info><c:event>e</c:event>\(more)</c:info></c:alert>
    """
  }

  private func decoded(_ text: String) -> (events: [Event], malformed: [Malformed]) {
    let result = decode(.cap, Array(text.utf8), context)
    expectRoundTrip(result.events)
    return result
  }

  @Test func aBadAlertCostsOnlyItself() {
    let result = decoded("<alerts>\n\(alert("1"))\n\(alert("2").replacing("Actual", with: "Lost"))\n\(alert("3"))</alerts>")
    #expect(result.events.map(\.id) == ["1-alert", "3-alert"])
    #expect(result.malformed.map(\.reason) == [.value] && result.malformed[0].detail.string.hasPrefix("line 5, alert.status: "))
  }

  @Test func entries() {
    let feed = """
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.1"><title>t</title>
      <entry><id>u:1</id><updated>2022-07-03T08:00:00Z</updated><title>embedded</title><content>\(alert("1"))\(alert("2"))</content></entry>
      <entry><id>u:2</id><updated>2022-07-03T08:10:00Z</updated><title>暴雨黄色预警</title><summary>来电13812345678</summary>
      <author><name>某台</name></author><category term="x"/><cap:severity>Unknown</cap:severity><cap:category>Met</cap:category>
      <cap:expires>2022-07-03T12:00:00Z</cap:expires><cap:geocode><valueName>adcode</valueName><value>440802 440803</value></cap:geocode></entry>
      <entry><id>u:3</id><title>link only</title></entry>
      <entry><title>no id</title><cap:event>e</cap:event></entry>
      </feed>
      """
    let result = decoded(feed)
    #expect(result.events.map(\.id) == ["1-alert", "2-alert", "u:2@1656835800-alert"])
    let entry = result.events.last
    #expect(entry?.subject == "u:2" && entry?.classification == .internalUse)
    #expect(entry?.alert?.headline == "暴雨黄色预警" && entry?.alert?.event == "暴雨黄色预警" && entry?.alert?.detail == "来电138****5678")
    #expect(entry?.alert?.sender == "某台" && entry?.alert?.severity == .yellow && entry?.alert?.category == .weather)
    #expect(entry?.alert?.areas == [PlaceCode(digits: 440_802), PlaceCode(digits: 440_803)])
    #expect(
      result.malformed == [
        Malformed(.missing, "line 11, entry.identifier: is missing"),
        Malformed(
          .shape, "line 1, feed: 1 of 4 entries hold no alert and no cap: elements; what they link to is not fetched"),
      ])
    // What has changed is a new event of the same alert, the same again is none.
    let changed = decoded(feed.replacing("08:10:00", with: "08:11:00")).events.last
    #expect(changed?.id == "u:2@1656835860-alert" && changed?.subject == "u:2")
    #expect(decoded(feed).events == result.events)
  }

  @Test func itemsOfRSS() {
    let feed = """
      <rss version="2.0" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><channel><title>t</title>
      <item><title>路面结冰</title><guid>g</guid><pubDate>Sun, 03 Jul 2022 16:20:00 +0800</pubDate><description>d</description>
      <cap:severity>Severe</cap:severity><cap:msgType>Cancel</cap:msgType><cap:event>结冰</cap:event></item></channel></rss>
      """
    let event = decoded(feed).events.first
    #expect(event?.id == "g@1656836400-cancel" && event?.alert?.status == .cancelled && event?.alert?.event == "结冰")
    #expect(event?.alert?.headline == "路面结冰" && event?.alert?.detail == "d")
    #expect(decoded("<rss><channel/></rss>").malformed.isEmpty)
  }

  @Test func distributions() {
    func distribution(_ status: String, _ secrecy: String) -> (events: [Event], malformed: [Malformed]) {
      decoded(
        """
        <d:EDXLDistribution xmlns:d="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><d:distributionStatus>\(status)</d:distributionStatus>
        <d:combinedConfidentiality>\(secrecy)</d:combinedConfidentiality><d:contentObject><d:xmlContent><d:embeddedXMLContent>
        \(alert("1"))</d:embeddedXMLContent></d:xmlContent></d:contentObject></d:EDXLDistribution>
        """)
    }
    #expect(distribution("Actual", "UNCLASSIFIED AND SOMETHING").malformed.map(\.reason) == [.classified])
    #expect(distribution("Actual", "Unclassified").events.map(\.marks) == [[]])
    #expect(distribution("Exercise", "").events.map(\.marks) == [.exercise])
    #expect(distribution("System", "").events.isEmpty && distribution("System", "").malformed.isEmpty)
  }

  /// Alerts and entries counted with ElementTree: elements named `alert` of a CAP namespace, and index entries with cap: elements.
  @Test(
    .enabled(if: names(in: folder) != nil),
    arguments: [
      ("amber.atom", 1, []), ("australia.cap", 1, []), ("bushfire_invalid.edxlde", 6, [.missing]),
      ("bushfire_valid.edxlde", 7, []),
      ("canada.cap", 1, []), ("canada_errors.cap", 1, []), ("canada_signed.atom", 1, []), ("earthquake_index.atom", 0, [.shape]),
      ("empty_weather_index.atom", 0, []), ("invalid.cap", 1, []), ("invalid_element.atom", 0, [.shape]),
      ("no_entries.atom", 1, []),
      ("no_id.atom", 0, [.shape]), ("no_title.atom", 0, [.shape]), ("noaa_errors.cap", 1, []), ("ny_index.rss", 0, [.shape]),
      ("wcatwc-warning.cap", 1, []), ("weather.cap", 1, []), ("weather_index.atom", 2, []), ("weather_invalid.atom", 0, [.value]),
      ("xee.atom", 0, [.syntax]),
    ] as [(String, Int, [Malformed.Reason])]) func realFiles(name: String, count: Int, reasons: [Malformed.Reason]) throws
  {
    let bytes = try #require(contents(of: folder + name))
    let result = decode(.cap, bytes, context)
    #expect(result.events.count == count && result.malformed.map(\.reason) == reasons, "\(result.malformed)")
    #expect(
      result.events.allSatisfy {
        $0.classification == (name == "invalid.cap" || name == "weather_index.atom" ? .internalUse : .public)
      })
    expectRoundTrip(result.events)
    for count in stride(from: 0, to: bytes.count - 2, by: 97) where name != "xee.atom" {
      #expect(decode(.cap, Array(bytes[..<count]), context).malformed.map(\.reason) == [.truncated])
    }
  }

  @Test(.enabled(if: names(in: folder) != nil)) func whatRealAlertsSay() throws {
    func first(_ name: String) throws -> Event {
      let bytes = try #require(contents(of: folder + name))
      return try #require(decode(.cap, bytes, context).events.first)
    }
    let thunder = try first("canada.cap")
    // Of the two it refers to the one of 21:45 is the older.
    #expect(thunder.subject == "2.49.0.1.124.a3f342a4.2012" && thunder.id == "2.49.0.1.124.6bddbc91.2012-update")
    #expect(thunder.alert?.status == .resolved && thunder.alert?.severity == .blue && thunder.alert?.areas == [])
    #expect(thunder.alert?.headline == "severe thunderstorm watch" && thunder.alert?.references.count == 2)
    let tsunami = try first("wcatwc-warning.cap")
    #expect(tsunami.subject == "PAAQ-1-lqw6d6" && tsunami.alert?.severity == .red && tsunami.alert?.category == .geo)
    #expect(tsunami.alert?.group == "lqw6d6" && tsunami.time == Timestamp(rfc3339: "2011-09-02T11:36:50Z"))
    let flood = try first("weather.cap")
    #expect(flood.alert?.severity == .orange && flood.alert?.certainty == .possible && flood.alert?.areas == [])
    #expect(flood.alert?.expiresAt == Timestamp(rfc3339: "2010-08-30T12:00:00-06:00") && flood.place == context.place)
    #expect(try first("noaa_errors.cap").alert?.severity == nil)
    let index = try first("weather_index.atom")
    #expect(index.alert?.sender == "w-nws.webmaster@noaa.gov" && index.alert?.category == .weather && index.alert?.areas == [])
  }
}

@Suite struct GDACSTests {
  private static let path = sharedData + "/alerts/gdacs-rss-24h.xml.gz"

  /// Counted with ElementTree: 21 items, 7 of them orange, all droughts.
  @Test(.enabled(if: unzipped(path) != nil)) func aRealDay() throws {
    let bytes = try #require(unzipped(Self.path))
    let (events, malformed) = decode(.gdacs, bytes, context)
    #expect(malformed.isEmpty && events.count == 21 && Set(events.map(\.id)).count == 21)
    let orange = events.filter { $0.alert?.severity == .orange }
    #expect(orange.count == 7 && orange.allSatisfy { $0.alert?.event == "干旱" && $0.alert?.status == .firing })
    #expect(events.filter { $0.alert?.status == .resolved && $0.alert?.severity == nil }.count == 14)
    #expect(events.filter { $0.alert?.event == "地震" && $0.alert?.category == .geo }.count == 8)
    #expect(events.first?.subject == "DR1012728" && events.first?.time == Timestamp(rfc3339: "2019-12-30T00:17:00Z"))
    expectRoundTrip(events)
    #expect(decode(.cap, bytes, context).malformed.map(\.reason) == [.shape])
  }

  @Test func hostileItems() {
    let item = """
      <item><guid>EQ1</guid><gdacs:alertlevel>Red</gdacs:alertlevel><pubDate>Sun, 29 Dec 2019 18:24:41 GMT</pubDate>
      <gdacs:eventtype>EQ</gdacs:eventtype></item>
      """
    let items = [
      item, item.replacing("EQ<", with: "??<"), item.replacing("Red", with: "Pink"), item.replacing("18:24:41", with: "25:00:00"),
      item.replacing("EQ1", with: ""),
    ]
    let text = "<rss xmlns:gdacs=\"http://www.gdacs.org\"><channel>\(items.joined(separator: "\n"))</channel></rss>"
    let (events, malformed) = decode(.gdacs, Array(text.utf8), context)
    #expect(events.map(\.id) == ["EQ1@1577643881-4", "EQ1@1577643881-4"] && events.map { $0.alert?.category } == [.geo, .other])
    #expect(malformed.map(\.reason) == [.value, .value, .missing])
    #expect(malformed.first?.detail == "line 5, item[2].alertlevel: must be one of green, orange, red, is “Pink”")
    expectRoundTrip(events)
    #expect(decode(.gdacs, Array("<feed/>".utf8), context).malformed.map(\.reason) == [.shape])
  }

  @Test func datesOfMail() {
    #expect(Timestamp(rfc822: "Fri, 04 Feb 2011 20:32:08 GMT") == Timestamp(rfc3339: "2011-02-04T20:32:08Z"))
    #expect(Timestamp(rfc822: "4 Feb 2011 20:32 -0130") == Timestamp(rfc3339: "2011-02-04T22:02:00Z"))
    for text in [
      "", "Fri, 31 Feb 2011 20:32:08 GMT", "Fri, 04 Feb 2011 24:32:08 GMT", "Fri, 04 Feb 2011 20:32:08 EST",
      "04 Feb 2011 20:32:08",
      "Fri, 04 Foo 2011 20:32:08 GMT", "Fri, 04 Feb 99999 20:32:08 GMT", "Fri, 04 Feb 2011 20:32:08 +2500", "1 2 3 4 5",
      "Fri, 04 Feb 2011 +1:-2:03 GMT",
    ] { #expect(Timestamp(rfc822: text) == nil, "\(text)") }
  }
}
