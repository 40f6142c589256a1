import Core
import TextSafety
import Testing

@testable import Feeds

private let webhooks = sharedData + "/alerts/am-webhook/"

@Suite struct AlertmanagerTests {
  /// Alerts counted in these bodies with another program: `len(json.load(f)["alerts"])`.
  @Test(
    .enabled(if: names(in: webhooks) != nil),
    arguments: [
      ("all_ok.json", 1), ("all_ok_extra_annotations.json", 1), ("all_ok_extra_labels.json", 1), ("with_common_items.json", 1),
      ("without_instance_field.json", 1),
    ]) func bodiesOfRealReceivers(name: String, count: Int) throws
  {
    let (events, malformed) = decode(.alertmanager, try #require(contents(of: webhooks + name)), context)
    #expect(malformed.isEmpty)
    #expect(events.count == count)
    let event = try #require(events.first)
    guard case .alert(let report) = event.payload else { throw Malformed(.shape, "no alert") }
    #expect(report.status == .resolved && report.alert == "dd19ae3d4e06ac55")
    #expect(report.severity == (name.hasPrefix("with_common") ? .yellow : .orange))
    if name == "all_ok.json" {
      #expect(report.event == "DiskSpace" && report.headline == "Disk usage alert on CS30.evilcorp")
      #expect(report.detail == "disk usage 93% on rootfs device" && report.labels.count == 6)
      #expect(
        event.time == Timestamp(rfc3339: "2017-05-09T07:08:37.818Z")
          && report.onsetAt == Timestamp(rfc3339: "2017-05-09T07:01:37.803Z"))
    }
  }

  /// A message for a chat room is no webhook body.
  @Test(.enabled(if: names(in: webhooks) != nil)) func otherJSONIsRefused() throws {
    let (events, malformed) = decode(
      .alertmanager, try #require(contents(of: webhooks + "teams_alert_all_ok_multiple.json")), context)
    #expect(events.isEmpty && malformed.map(\.reason) == [.missing])
  }

  @Test func traps() throws {
    let body = """
      {"version":"4","groupKey":"g1","truncatedAlerts":7,"alerts":[
      {"status":"firing","labels":{"alertname":"A","severity":"critical","adcode":"330102"},"annotations":{"summary":"来电13812345678"},
       "startsAt":"2025-03-01T08:00:00+08:00","endsAt":"0001-01-01T00:00:00Z"},
      {"status":"lost","labels":{"alertname":"B"}},
      {"status":"resolved","labels":{"alertname":"C","severity":"nonsense"},"startsAt":"2025-03-01T08:00:00Z","endsAt":"2025-03-01T09:00:00Z","fingerprint":"f1"}]}
      """
    let (events, malformed) = decode(.alertmanager, Array(body.utf8), context)
    #expect(malformed == [Malformed(.value, "alerts[1].status: must be firing or resolved, is “lost”")])
    #expect(events.count == 3)
    guard events.count == 3, case .alert(let first) = events[0].payload, case .alert(let second) = events[1].payload,
      case .alert(let more) = events[2].payload
    else { return }
    #expect(first.severity == .red && first.expiresAt == nil && first.headline == "来电138****5678" && first.group == "g1")
    #expect(events[0].place == PlaceCode("330102") && events[1].place == context.place)
    #expect(
      second.severity == .yellow && second.status == .resolved && events[1].time == Timestamp(rfc3339: "2025-03-01T09:00:00Z"))
    #expect(more.category == .feed && more.headline == "另有 7 条告警未随通知送达")
    // Told again, it is the same event; only a change makes a new one.
    #expect(decode(.alertmanager, Array(body.utf8), context).events.map(\.id) == events.map(\.id))
    #expect(Set(events.map(\.id)).count == 3)
  }

  @Test func objectsOneBelowTheOther() {
    let one = #"{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"A"}}]}"#
    let (events, malformed) = decode(.alertmanager, Array("\(one)\n\n\(one.replacing("\"A\"", with: "\"B\""))\n".utf8), context)
    #expect(events.count == 2 && malformed.isEmpty)
    #expect(events.first?.time == context.receivedAt)
  }
}

@Suite struct Open311Tests {
  private func ticket(_ event: Event?) -> TicketUpdate? {
    guard case .ticket(let update)? = event?.payload else { return nil }
    return update
  }

  @Test func requestsOfEveryShape() throws {
    let open = """
      {"service_request_id":638349,"status":"open","status_notes":null,"service_name":"路灯","service_code":"006","description":"x",\
      "agency_responsible":"","requested_datetime":"2010-04-19T06:37:38-08:00","updated_datetime":"2010-04-19T07:00:00",\
      "expected_datetime":"","address":"1234 Market St","lat":"37.7","long":-122.4,"media_url":null}
      """
    let closed = """
      {"service_request_id":"638344","status":"CLOSED","service_name":"","service_code":"006","agency_responsible":"Works",\
      "requested_datetime":"2010-04-14T06:37:38-08:00","updated_datetime":"2010-04-15T06:37:38-08:00","jurisdiction_id":"city.gov"}
      """
    let bad = #"{"service_request_id":"1","status":"lost","requested_datetime":"2010-04-14T06:37:38Z"}"#
    let (events, malformed) = decode(.open311, Array("[\(open),\(bad),\(closed),7]".utf8), context)
    #expect(malformed.map(\.reason) == [.value, .shape])
    #expect(malformed.first?.detail == "[1].status: must be open or closed, is “lost”")
    let first = try #require(ticket(events.first))
    let last = try #require(ticket(events.last))
    #expect(events.count == 2)
    #expect(
      first.ticket == "638349" && first.state == .received && first.title == "路灯" && first.agency == nil && first.dueAt == nil)
    #expect(first.placeText == "** Market St")
    // Without a zone the time is the source's own: +08:00 here.
    #expect(events[0].time == Timestamp(rfc3339: "2010-04-19T07:00:00+08:00"))
    #expect(last.state == .closed && last.title == "006" && last.closedAt == Timestamp(rfc3339: "2010-04-15T06:37:38-08:00"))
    #expect(events[1].source == "/test/city.gov" && last.agency?.name == "Works")

    #expect(decode(.open311, Array(open.utf8), context).events == [events[0]])
    let lines = decode(.open311, Array("\(open)\n\(closed)\n".utf8), context)
    #expect(lines.events == events && lines.malformed.isEmpty)
    let broken = decode(.open311, Array("\(open)\n{\"service_request_id\":1,\n\(closed)\n".utf8), context)
    #expect(broken.events == events && broken.malformed.map(\.reason) == [.truncated])
    #expect(decode(.open311, Array("[]".utf8), context).malformed.isEmpty)
    #expect(decode(.open311, Array("[\(open)".utf8), context).malformed.map(\.reason) == [.truncated])
  }

  /// The id follows the revision: a poll that brings nothing new brings no new event, a change does.
  @Test func idsFollowRevisions() {
    func id(_ status: String, _ updated: String) -> SafeText? {
      let text = """
        {"service_request_id":"1","status":"\(status)","requested_datetime":"2010-04-14T06:37:38Z","updated_datetime":"\(updated)"}
        """
      return decode(.open311, Array(text.utf8), context).events.first?.id
    }
    #expect(id("open", "2010-04-15T00:00:00Z") == id("open", "2010-04-15T00:00:00Z"))
    #expect(id("open", "2010-04-15T00:00:00Z") != id("open", "2010-04-16T00:00:00Z"))
    #expect(id("open", "2010-04-15T00:00:00Z") != id("closed", "2010-04-15T00:00:00Z"))
  }
}

@Suite struct LineLimitTests {
  @Test func longLinesAreRefusedUnread() {
    var events: [Event] = []
    let decoder = LineDecoder(LineDecoder.Options(maximumLineBytes: 100))
    let fault = decoder.decode(String(repeating: "[", count: 101), into: &events)
    #expect(fault == Malformed(.tooLong, "is 101 bytes long, a line may be 100"))
  }

  @Test(
    arguments: [
      ([], #"{"a":""#, 7), ([0xEF, 0xBB, 0xBF], #"{"a":"#, 9), ([], #"{"a":"\udc00"#, nil),
    ] as [([UInt8], String, Int?)]) func theColumnOfARepairedLineIsThatOfTheLineAsItCame(
      mark: [UInt8], text: String, column: Int?
    )
  {
    var events: [Event] = []
    let fault = LineDecoder().decode(mark + Array(text.utf8), into: &events)
    #expect(fault != nil && fault?.column == column)
  }

  @Test func aBatchNamesItsFirstFaultAndCountsTheRest() {
    var events: [Event] = []
    let fault = LineDecoder().decode("[1,2,3]", into: &events)
    #expect(fault == Malformed(.shape, "[0]: must be an object, is 1 (+2)"))
  }

  @Test func contextMarksEveryNativeEvent() {
    var context = context
    context.marks = .exercise
    let line = """
      {"specversion":"1.0","type":"zhiban.recording.v1","source":"/a","id":"1","time":"2025-03-01T08:00:00Z","subject":"s","adcode":"330102",\
      "simulated":true,"data":{"title":"t","started_at":"2025-03-01T08:00:00Z"}}
      """
    #expect(decode(.native, Array(line.utf8), context).events.first?.marks == [.exercise, .simulated])
    #expect(FeedRegistry.format(named: "open311")?.framing == .document && FeedRegistry.format(named: "csv") == nil)
  }
}
