import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/alerts/"

@Suite struct GeoJSONTests {
  private let warning = """
    {"id":"https://x/urn:2","type":"Feature","geometry":null,"properties":{"id":"urn:2","areaDesc":"Coast; Hills",\
    "references":[{"@id":"https://x/urn:1","identifier":"urn:1","sent":"2024-07-18T01:14:00-07:00"}],\
    "sent":"2024-07-18T12:47:00-07:00","effective":"2024-07-18T12:47:00-07:00","onset":"2024-07-19T10:00:00-07:00",\
    "expires":"2024-07-19T03:00:00-07:00","ends":"2024-07-20T20:00:00-07:00","status":"Actual","messageType":"Update",\
    "category":"Met","severity":"Severe","certainty":"Likely","urgency":"Expected","event":"Excessive Heat Warning",\
    "sender":"w@noaa.gov","senderName":"NWS Phoenix AZ","headline":"Heat until Saturday","description":"* WHAT...Hot.\\n\\n* WHERE",\
    "instruction":"Drink 13812345678"}}
    """
  private let quake = """
    {"type":"Feature","properties":{"mag":5.2,"place":"10km N of Town","time":1517966773840,"updated":1517966996303,\
    "url":"https://x/us1","alert":null,"status":"reviewed","tsunami":1,"net":"us","magType":"mb","type":"earthquake",\
    "title":"M 5.2 - 10km N of Town"},"geometry":{"type":"Point","coordinates":[1,2,3]},"id":"us1"}
    """

  private func collection(_ features: String...) -> String {
    #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  /// Counted with Python: 2 features, one of which replaces one message.
  @Test(.enabled(if: names(in: folder + "nws") != nil)) func alertsOfTheWeatherService() throws {
    let (events, malformed) = ForeignJSON.decode(.geojson, try #require(contents(of: folder + "nws/alerts-api.json")))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && alerts.map(\.status) == [.firing, .cancelled, .update])
    #expect(alerts.map(\.severity) == [nil, .orange, .orange] && alerts.allSatisfy { $0.category == .weather })
    #expect(alerts[1].alert == "urn:oid:2.49.0.1.840.0.2852349b8f25500975c692db29cb2f047ff20a7c.004.2")
    #expect(events.allSatisfy { $0.marks.isEmpty })
  }

  @Test(.enabled(if: names(in: folder + "nws") != nil)) func countsAreNoAlerts() throws {
    let (events, malformed) = ForeignJSON.decode(.geojson, try #require(contents(of: folder + "nws/alerts-count.json")))
    #expect(events.isEmpty && malformed == [Malformed(.missing, "features: is missing")])
  }

  /// Counted with Python by the same table: 1,707 earthquakes, 57 blue, 30 yellow; the sums of their magnitudes and times.
  @Test(.enabled(if: names(in: folder) != nil)) func aWeekOfEarthquakes() throws {
    let (events, malformed) = ForeignJSON.decode(
      .geojson, try #require(unzipped(folder + "usgs-all_week.geojson.gz")))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && events.count == 1707 && Set(events.map(\.id)).count == 1707)
    #expect(alerts.filter { $0.severity == .blue }.count == 57 && alerts.filter { $0.severity == .yellow }.count == 30)
    #expect(
      alerts.filter { $0.severity == nil }.count == 1620 && alerts.allSatisfy { $0.category == .geo && $0.status == .firing })
    #expect(abs(alerts.reduce(0) { $0 + ($1.value ?? 0) } - 2616.39) < 1e-6)
    #expect(events.reduce(0) { $0 + $1.time.milliseconds } / 1000 == 2_590_660_358_845)
    #expect(events.first?.time.milliseconds == 1_517_363_399_650 && events.last?.time.milliseconds == 1_517_966_773_840)
    #expect(events.reduce(0) { $0 + ($1.recordedTime?.milliseconds ?? 0) } == 2_590_744_393_221_734)
    #expect(alerts.filter { $0.labels.value("tsunami") == "1" }.count == 4)
  }

  @Test func aWarningWithEverything() throws {
    let (events, malformed) = ForeignJSON.decode(.geojson, collection(warning))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && events.count == 2)
    let ended = try #require(alerts.first)
    let report = try #require(alerts.last)
    #expect(report.alert == "urn:2" && report.status == .update && report.severity == .orange && report.references == ["urn:1"])
    #expect(report.certainty == .likely && report.urgency == .expected && report.sender == "NWS Phoenix AZ")
    #expect(report.event == "Excessive Heat Warning" && report.headline == "Heat until Saturday")
    #expect(report.detail == "* WHAT...Hot. * WHERE" && report.instruction == "Drink 138****5678")
    #expect(report.expiresAt == ForeignJSON.time("2024-07-20T20:00:00-07:00"))
    #expect(report.onsetAt == ForeignJSON.time("2024-07-19T10:00:00-07:00"))
    #expect(report.labels == [Label("area", "Coast; Hills")])
    #expect(events[1].id == "urn:2@1721332020000-update" && events[1].subject == "urn:2" && events[1].marks.isEmpty)
    // What it replaces ends with it.
    #expect(ended.alert == "urn:1" && ended.status == .cancelled && ended.references == ["urn:2"])
    #expect(events[0].id == "urn:1@cancelled-by-urn:2@1721332020000-update" && events[0].time == events[1].time)
    #expect(ForeignJSON.decode(.geojson, warning).events == events)
  }

  /// The message that is replaced may stand in the same answer, below the one that replaces it.
  @Test func whatIsReplacedComesFirst() {
    let before = warning.replacing("urn:2", with: "urn:1").replacing("2024-07-18T12:47", with: "2024-07-18T01:14")
      .replacing(#""messageType":"Update""#, with: #""messageType":"Alert""#)
      .replacing(#"{"@id":"https://x/urn:1","identifier":"urn:1","sent":"2024-07-18T01:14:00-07:00"}"#, with: "")
    let alerts = ForeignJSON.alerts(ForeignJSON.decode(.geojson, collection(warning, before)).events)
    #expect(alerts.map(\.alert) == ["urn:1", "urn:1", "urn:2"] && alerts.map(\.status) == [.firing, .cancelled, .update])
  }

  /// A small answer cannot become a great many events.
  @Test func endingsAreBounded() {
    let ids = (0..<100).map { "\"r\($0)\"" }.joined(separator: ",")
    let message = """
      {"properties":{"id":"u","sent":"2024-07-18T12:47:00Z","event":"E","messageType":"Update","references":[\(ids)]}}
      """
    #expect(decode(.geojson, Array(collection(message).utf8), context).events.count == 33)
    let features = Array(repeating: message, count: 400).joined(separator: ",")
    #expect(decode(.geojson, Array(collection(features).utf8), context).events.count == 10_400)
  }

  @Test func statusesAndMessageTypes() {
    func one(_ old: String, _ new: String) -> (events: [Event], malformed: [Malformed]) {
      ForeignJSON.decode(.geojson, collection(warning.replacing(old, with: new)))
    }
    #expect(one("Actual", "Exercise").events.last?.marks == .exercise && one("Actual", "Test").events.last?.marks == .exercise)
    for status in ["System", "Draft"] {
      let (events, malformed) = one("Actual", status)
      #expect(events.isEmpty && malformed.isEmpty)
    }
    #expect(one("Update", "Ack").events.isEmpty && one("Update", "Ack").malformed.isEmpty)
    #expect(ForeignJSON.alerts(one("Update", "Cancel").events).map(\.status) == [.cancelled, .cancelled])
    #expect(
      one("Update", "Maybe").malformed.map(\.detail) == [
        "features[0].properties.messageType: must be Alert, Update or Cancel, is “Maybe”"
      ])
    #expect(one("Severe", "Extreme").events.isEmpty == false)
    let words = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
    #expect(
      words.map { ForeignJSON.alerts(one("Severe", $0).events).last?.severity } == [.red, .orange, .yellow, .blue, nil])
    #expect(
      ForeignJSON.alerts(one(#""2024-07-20T20:00:00-07:00""#, "null").events).last?.expiresAt
        == ForeignJSON.time("2024-07-19T03:00:00-07:00"))
    #expect(one("2024-07-18T12:47:00-07:00", "soon").malformed.map(\.reason) == [.value])
  }

  @Test func anEarthquakeIsGradedByColourOrMagnitude() throws {
    func one(_ magnitude: String, _ color: String = "null", status: String = "reviewed") -> (Event?, AlertReport?) {
      let text = quake.replacing("5.2,", with: "\(magnitude),").replacing(#""alert":null"#, with: "\"alert\":\(color)")
        .replacing("reviewed", with: status)
      let (events, malformed) = ForeignJSON.decode(.geojson, collection(text))
      #expect(malformed.isEmpty)
      return (events.first, ForeignJSON.alerts(events).first)
    }
    let magnitudes = ["6.0", "5.99", "5.5", "5.2", "5", "4.5", "4.4", "-0.3", "null"]
    #expect(
      magnitudes.map { one($0).1?.severity } == [.red, .orange, .orange, .yellow, .yellow, .blue, nil, nil, nil])
    #expect(["red", "orange", "yellow", "green"].map { one("2", "\"\($0)\"").1?.severity } == [.red, .orange, .yellow, .blue])
    let (event, report) = one("5.2")
    #expect(event?.id == "us1@1517966996303-firing" && event?.time.milliseconds == 1_517_966_773_840)
    #expect(event?.recordedTime?.milliseconds == 1_517_966_996_303 && report?.value == 5.2 && report?.unit == "{magnitude}")
    #expect(report?.headline == "M 5.2 - 10km N of Town" && report?.event == "earthquake" && report?.sender == "us")
    #expect(report?.labels == [Label("magnitude_type", "mb"), Label("review", "reviewed"), Label("tsunami", "1")])
    #expect(report?.runbook == "https://x/us1")
    let deleted = one("5.2", status: "deleted")
    #expect(deleted.1?.status == .cancelled && deleted.0?.id == "us1@1517966996303-cancelled")
  }

  @Test func otherFeaturesAreRefusedOneByOne() {
    let text = collection(quake, #"{"type":"Feature","properties":{"name":"x"}}"#, "3", #"{"type":"Feature"}"#, warning)
    let (events, malformed) = ForeignJSON.decode(.geojson, text)
    #expect(events.count == 3)
    #expect(
      malformed.map(\.detail) == [
        "features[1].properties: are neither an alert's (event, messageType) nor an earthquake's (mag)",
        "features[2]: must be an object, is 3", "features[3].properties: is missing",
      ])
    #expect(ForeignJSON.decode(.geojson, "[]").malformed.map(\.reason) == [.shape])
    let lines = ForeignJSON.decode(.geojson, "\(quake)\n\(warning)\n")
    #expect(lines.events.count == 3 && lines.malformed.isEmpty)
  }

  @Test func nothingCrashes() {
    ForeignJSON.torture(.geojson, collection(warning))
    ForeignJSON.torture(.geojson, collection(quake))
  }
}
