import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/alerts/alertmanager-0.24.0/"

@Suite struct AlertmanagerAPITests {
  private let active = """
    {"annotations":{"summary":"磁盘将满","description":"来电13812345678"},"endsAt":"2022-03-25T10:21:41.009Z","fingerprint":"aae7",\
    "receivers":[{"name":"all"}],"startsAt":"2022-03-25T10:16:00.948Z",\
    "status":{"inhibitedBy":[],"silencedBy":[],"state":"active"},"updatedAt":"2022-03-25T10:16:41.009Z",\
    "generatorURL":"http://p/graph","labels":{"alertname":"DiskFull","severity":"critical","adcode":"440803"}}
    """

  /// Counted with Python: 10 groups of 24 alerts, 12 of them different, 8 of them (4 different) suppressed.
  @Test(.enabled(if: names(in: folder) != nil)) func groupsOfARealServer() throws {
    let (events, malformed) = ForeignJSON.decode(
      .alertmanager, try #require(contents(of: folder + "api-v2-alerts-groups.json")))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && events.count == 24 && Set(events.map(\.id)).count == 12)
    #expect(alerts.allSatisfy { $0.status == .firing && $0.severity == .yellow && $0.expiresAt == nil })
    #expect(alerts.filter { $0.labels.value("silenced_by") != nil }.count == 8)
    #expect(Set(alerts.filter { $0.labels.value("silenced_by") != nil }.map(\.alert)).count == 4)
    #expect(
      alerts.contains {
        $0.labels.value("silenced_by") == "151801df-da26-4d9d-8df1-322f34899b03,ec5e54ef-2b10-42d6-9eb8-cee287b924ba"
      })
    #expect(alerts[0].group == "alertname=Free_Disk_Space_Too_Low" && alerts[0].alert == "aae7a1432b5d2f1b")
    #expect(events[0].time == ForeignJSON.time("2022-03-25T10:16:00.948Z"))
  }

  /// Silences are no alerts.
  @Test(.enabled(if: names(in: folder) != nil)) func silencesAreRefused() throws {
    let (events, malformed) = ForeignJSON.decode(.alertmanager, try #require(contents(of: folder + "api-v2-silences.json")))
    #expect(events.isEmpty && malformed.map(\.reason) == [.missing, .missing, .missing])
  }

  @Test func webhookAndAPISpeakOfOneAlert() throws {
    let fromAPI = ForeignJSON.decode(.alertmanager, "[\(active)]")
    let body = """
      {"version":"4","groupKey":"g","alerts":[{"status":"firing","labels":{"alertname":"DiskFull","severity":"critical",\
      "adcode":"440803"},"annotations":{"summary":"磁盘将满","description":"来电13812345678"},\
      "startsAt":"2022-03-25T10:16:00.948Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p/graph","fingerprint":"aae7"}]}
      """
    let fromWebhook = ForeignJSON.decode(.alertmanager, body)
    #expect(fromAPI.malformed.isEmpty && fromWebhook.malformed.isEmpty)
    let heard = try #require(fromAPI.events.first)
    let told = try #require(fromWebhook.events.first)
    #expect(heard.id == told.id && heard.id == "aae7@1648203360948-firing" && heard.subject == "aae7" && heard.time == told.time)
    #expect(heard.place == PlaceCode("440803"))
    let report = try #require(ForeignJSON.alerts(fromAPI.events).first)
    #expect(report.severity == .red && report.detail == "来电138****5678" && report.runbook == "http://p/graph")
    #expect(report.expiresAt == nil)
  }

  /// Servers before 0.27 answer at `/api/v1` too: the same alerts, wrapped, those of a group in blocks.
  @Test func theOldAPISpeaksOfTheSameAlerts() throws {
    let alert = try #require(ForeignJSON.decode(.alertmanager, "[\(active)]").events.first)
    let list = ForeignJSON.decode(.alertmanager, #"{"status":"success","data":[\#(active)]}"#)
    #expect(list.malformed.isEmpty && list.events == [alert])
    let block = #"{"routeOpts":{"receiver":"by-name"},"alerts":[\#(active),{"labels":{}}]}"#
    let group = #"{"status":"success","data":[{"labels":{"cluster":"dev"},"groupKey":"{}:{c}","blocks":[\#(block)]}]}"#
    let (events, malformed) = ForeignJSON.decode(.alertmanager, group)
    #expect(events.map(\.id) == [alert.id] && ForeignJSON.alerts(events).map(\.group) == ["{}:{c}"])
    #expect(malformed == [Malformed(.missing, "data[0].blocks[0].alerts[1].status: is missing")])
  }

  @Test func statesOfTheAPI() throws {
    func one(_ status: String, endsAt: String = "2022-03-25T10:21:41.009Z") -> (event: Event?, report: AlertReport?, Malformed?) {
      let text = active.replacing(#"{"inhibitedBy":[],"silencedBy":[],"state":"active"}"#, with: status)
        .replacing("2022-03-25T10:21:41.009Z", with: endsAt)
      let (events, malformed) = ForeignJSON.decode(.alertmanager, "[\(text)]")
      return (events.first, ForeignJSON.alerts(events).first, malformed.first)
    }
    let silenced = one(#"{"inhibitedBy":["x"],"silencedBy":["a","b"],"mutedBy":[],"state":"suppressed"}"#)
    #expect(silenced.report?.status == .firing && silenced.report?.labels.value("silenced_by") == "a,b")
    #expect(silenced.report?.labels.value("inhibited_by") == "x" && silenced.report?.labels.value("muted_by") == nil)
    // Being silenced is a change: an event of its own, of the same alert.
    #expect(silenced.event?.id.string.hasPrefix("aae7@1648203360948-quiet-") == true && silenced.event?.subject == "aae7")
    let other = one(#"{"silencedBy":["c"],"state":"suppressed"}"#)
    #expect(other.event?.id != silenced.event?.id)
    #expect(one(#"{"state":"suppressed"}"#).report?.labels.value("silenced_by") == "unknown")
    #expect(one(#"{"state":"unprocessed"}"#).event?.id == "aae7@1648203360948-firing")
    let ended = one(#"{"state":"active"}"#, endsAt: "2022-03-25T10:16:30Z")
    #expect(ended.report?.status == .resolved && ended.event?.id == "aae7@1648203360948-resolved")
    #expect(ended.event?.time == ForeignJSON.time("2022-03-25T10:16:30Z") && ended.report?.expiresAt == nil)
    #expect(one(#"{"state":"gone"}"#).2?.detail == "[0].status.state: must be active, suppressed or unprocessed")
    #expect(one("7").2?.detail == "[0].status: must be firing or resolved, is 7")
  }

  /// Without a fingerprint the labels tell alerts apart, and what silenced one is none of them.
  @Test func idsWithoutAFingerprint() {
    let bare = active.replacing(#""fingerprint":"aae7","#, with: "")
    let quiet = bare.replacing(#""silencedBy":[],"state":"active""#, with: #""silencedBy":["a"],"state":"suppressed""#)
    let (events, _) = ForeignJSON.decode(.alertmanager, "[\(bare),\(quiet)]")
    #expect(events.count == 2 && events[0].subject == events[1].subject && events[0].id != events[1].id)
  }

  @Test func manyLabelsAreBounded() {
    let labels = (0..<100_000).reversed().map { #""l\#($0)":"v""# }.joined(separator: ",")
    let text = #"[{"status":{"state":"active"},"labels":{"alertname":"A",\#(labels)}}]"#
    let (events, malformed) = ForeignJSON.decode(.alertmanager, text)
    #expect(malformed.isEmpty && ForeignJSON.alerts(events).first?.labels.count == 40)
  }

  @Test func nothingCrashes() {
    ForeignJSON.torture(.alertmanager, "[\(active)]")
    ForeignJSON.torture(.alertmanager, #"{"labels":{"a":"b"},"receiver":{"name":"r"},"alerts":[\#(active)]}"#)
  }
}
