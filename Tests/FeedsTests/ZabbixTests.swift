import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/alerts/zabbix/zabbix-api-res-"

@Suite struct ZabbixTests {
  private let trigger = """
    {"hosts":[{"hostid":"1","host":"web-01","name":"门户一号"}],"triggerid":"14451","expression":"{1}<50",\
    "description":"Lack of swap on {HOST.NAME} ({HOST.HOST}) {ITEM.VALUE}","url":"http://z/1","status":"0","value":"1","priority":"4",\
    "lastchange":"1422254103","comments":"{HOSTNAME} 来电13812345678","error":"","tags":[{"tag":"scope","value":"capacity"}]}
    """
  private let problem = """
    {"eventid":"1245463","source":"0","object":"0","objectid":"14451","clock":"1422254103","ns":"5","r_eventid":"0","r_clock":"0",\
    "name":"Lack of swap on 门户一号","acknowledged":"1","severity":"3","suppressed":"1","opdata":"","hosts":[{"hostid":"1"}]}
    """

  private func answer(_ objects: String...) -> String {
    #"{"jsonrpc":"2.0","result":[\#(objects.joined(separator: ","))],"id":1}"#
  }

  private func one(_ object: String) -> (event: Event?, report: AlertReport?, fault: Malformed?) {
    let (events, malformed) = ForeignJSON.decode(.zabbix, answer(object))
    return (events.first, ForeignJSON.alerts(events).first, malformed.first)
  }

  /// Counted with Python: 319 triggers, 1 of value 1, 307 that never changed; by priority 1…5: 78, 112, 99, 15, 15.
  @Test(.enabled(if: contents(of: folder + "triggers-001.json") != nil)) func triggersOfARealServer() throws {
    let (events, malformed) = ForeignJSON.decode(.zabbix, try #require(contents(of: folder + "triggers-001.json")))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && events.count == 319 && Set(events.map(\.id)).count == 319)
    #expect(alerts.filter { $0.status == .firing }.map(\.alert) == ["trigger-13740"])
    #expect(alerts.filter { $0.onsetAt == nil }.count == 307)
    let grades: [Severity?] = [nil, .blue, .yellow, .orange, .red]
    #expect(grades.map { grade in alerts.filter { $0.severity == grade }.count } == [78, 112, 99, 15, 15])
    // No host is told, so that its macro stays.
    #expect(alerts.filter { $0.headline.string.contains("{HOST.NAME}") }.count == 197)
  }

  /// Counted with Python: 424 triggers of 27 hosts, 12 of value 1, 331 with a macro of the host, 46 of unknown state.
  @Test(.enabled(if: contents(of: folder + "triggers-003-hosts.json") != nil)) func triggersWithHosts() throws {
    let (events, malformed) = ForeignJSON.decode(.zabbix, try #require(contents(of: folder + "triggers-003-hosts.json")))
    let alerts = ForeignJSON.alerts(events)
    #expect(malformed.isEmpty && events.count == 424 && alerts.filter { $0.status == .firing }.count == 12)
    #expect(alerts.filter { $0.event.string.contains("{HOST") }.count == 331)
    #expect(alerts.filter { $0.headline.string.contains("{HOST") }.isEmpty)
    #expect(Set(alerts.compactMap { $0.labels.value("host") }).count == 27)
    #expect(alerts.filter { $0.labels.value("state") == "unknown" }.count == 46)
    #expect(alerts.first { $0.alert == "trigger-14451" }?.headline == "Lack of free swap space on TestHost0")
  }

  /// Counted with Python: 20 hosts, all of them available.
  @Test(.enabled(if: contents(of: folder + "hosts-002.json") != nil)) func hostsAreAFleet() throws {
    let (events, malformed) = ForeignJSON.decode(.zabbix, try #require(contents(of: folder + "hosts-002.json")))
    #expect(malformed.isEmpty && events.count == 1)
    #expect(
      events.first?.payload == .fleet(FleetReport(fleet: "zabbix-hosts", total: 20, online: 20, fault: 0, isSnapshot: true)))
  }

  /// Counted with Python: 58 values, the sum of which is 18.9775; the sum of their clocks.
  @Test(.enabled(if: contents(of: folder + "history.json") != nil)) func historyIsMetrics() throws {
    let (events, malformed) = ForeignJSON.decode(.zabbix, try #require(contents(of: folder + "history.json")))
    let samples = events.compactMap { if case .metric(let report) = $0.payload { report.samples.first } else { nil } }
    #expect(malformed.isEmpty && events.count == 58 && samples.count == 58 && Set(events.map(\.id)).count == 58)
    #expect(abs(samples.reduce(0) { $0 + ($1.value ?? 0) } - 18.9775) < 1e-9)
    #expect(events.reduce(0) { $0 + $1.time.milliseconds / 1000 } == 81_969_501_080)
    #expect(samples[0].labels == [Label("itemid", "25490")] && events[0].id == "item-25490@1413265550.286802086")
  }

  @Test func aTriggerWithEverything() throws {
    let (event, found, fault) = one(trigger)
    let report = try #require(found)
    #expect(fault == nil && event?.id == "trigger-14451@1422254103000-firing" && event?.subject == "trigger-14451")
    #expect(report.headline == "Lack of swap on 门户一号 (web-01) {ITEM.VALUE}")
    #expect(report.event == "Lack of swap on {HOST.NAME} ({HOST.HOST}) {ITEM.VALUE}" && report.detail == "web-01 来电138****5678")
    #expect(report.severity == .orange && report.runbook == "http://z/1" && report.category == .cloud)
    #expect(report.labels == [Label("host", "门户一号"), Label("scope", "capacity")])
    #expect(event?.time == ForeignJSON.time("2015-01-26T06:35:03Z") && report.onsetAt == event?.time)
    let fine = one(trigger.replacing(#""value":"1""#, with: #""value":"0""#).replacing("1422254103", with: "1422254200"))
    #expect(fine.event?.id == "trigger-14451@1422254200000-resolved" && fine.report?.status == .resolved)
    #expect(one(trigger.replacing(#""status":"0""#, with: #""status":"1""#)).report?.status == .resolved)
    #expect(one(trigger.replacing("1422254103", with: "0")).event?.id == "trigger-14451@0-firing")
    #expect(one(trigger.replacing("1422254103", with: "0")).event?.time == context.receivedAt)
    #expect(
      ["0", "1", "2", "3", "4", "5"].map {
        one(trigger.replacing(#""priority":"4""#, with: #""priority":"\#($0)""#)).report?.severity
      } == [nil, nil, .blue, .yellow, .orange, .red])
    #expect(
      one(trigger.replacing(#""priority":"4""#, with: #""priority":"6""#)).fault?.detail
        == "result[0].priority: must be a severity from 0 to 5, is “6”")
    #expect(
      one(trigger.replacing("scope", with: "adcode").replacing("capacity", with: "440803")).event?.place == PlaceCode("440803"))
  }

  /// A name that holds a macro is not looked at again.
  @Test func macrosAreReplacedOnce() {
    let text = trigger.replacing("门户一号", with: "{HOST.HOST}{HOST.NAME}").replacing("web-01", with: "{HOST.NAME}")
    #expect(one(text).report?.headline == "Lack of swap on {HOST.HOST}{HOST.NAME} ({HOST.NAME}) {ITEM.VALUE}")
    let many = trigger.replacing("{ITEM.VALUE}", with: String(repeating: "{HOST.NAME}{", count: 5000))
    #expect(one(many).report?.headline.string.unicodeScalars.count == 120)
  }

  @Test func problemsAndEventsSpeakOfTheirTrigger() {
    let (event, report, _) = one(problem)
    #expect(event?.id == "trigger-14451@1422254103000-firing" && report?.severity == .yellow && report?.status == .firing)
    #expect(report?.labels == [Label("acknowledged", "true"), Label("suppressed", "true")])
    #expect(report?.headline == "Lack of swap on 门户一号")
    let recovered = one(problem.replacing(#""r_eventid":"0","r_clock":"0""#, with: #""r_eventid":"9","r_clock":"1422254900""#))
    #expect(
      recovered.event?.id == "trigger-14451@1422254900000-resolved"
        && recovered.report?.onsetAt?.milliseconds == 1_422_254_103_000)
    let fine = one(problem.replacing(#""ns":"5""#, with: #""value":"0""#).replacing("1422254103", with: "1422254900"))
    #expect(fine.event?.id == recovered.event?.id && fine.report?.status == .resolved)
    // A discovered host is no alert.
    #expect(one(problem.replacing(#""source":"0""#, with: #""source":"1""#)) == (nil, nil, nil))
    #expect(one(problem.replacing(#""source":"0""#, with: #""source":"3""#)).event?.subject == "event-1245463")
    let nameless = problem.replacing(#""name":"Lack of swap on 门户一号","#, with: "")
    #expect(one(nameless).report?.headline == "trigger-14451")
    let related = nameless.replacing(
      #""opdata":"""#, with: #""relatedObject":{"description":"Swap on {HOST.NAME}","priority":"5"}"#
    )
    .replacing(#"{"hostid":"1"}"#, with: #"{"host":"web-01"}"#).replacing(#""severity":"3","#, with: "")
    #expect(one(related).report?.headline == "Swap on web-01" && one(related).report?.severity == .red)
  }

  /// Servers before 2.2 say 2 of what they could not evaluate: it neither fires nor ends anything.
  @Test func anUnknownValueTellsNothing() {
    let event = problem.replacing(#""acknowledged""#, with: #""value":"2","acknowledged""#)
    for object in [event, trigger.replacing(#""value":"1""#, with: #""value":"2""#)] {
      let (events, malformed) = ForeignJSON.decode(.zabbix, answer(object))
      #expect(events.isEmpty && malformed.isEmpty)
    }
    #expect(
      one(event.replacing(#""value":"2""#, with: #""value":"3""#)).fault
        == Malformed(.value, "result[0].value: must be 0, 1 or 2, is “3”"))
  }

  @Test func webhooksExportsAndObjectsByID() {
    let plain = ForeignJSON.decode(.zabbix, answer(problem)).events
    #expect(ForeignJSON.decode(.zabbix, #"{"event":\#(problem)}"#).events == plain)
    #expect(ForeignJSON.decode(.zabbix, "[\(problem)]").events == plain && ForeignJSON.decode(.zabbix, problem).events == plain)
    #expect(ForeignJSON.decode(.zabbix, #"{"jsonrpc":"2.0","result":{"1245463":\#(problem)},"id":1}"#).events == plain)
    #expect(ForeignJSON.decode(.zabbix, "[\(answer(problem)),\(answer())]").events == plain)
    // The export tells no trigger; an end names the problem that it ends.
    let begin =
      #"{"clock":1519304285,"ns":1,"value":1,"eventid":42,"name":"Down","severity":4,"hosts":[{"host":"a","name":"A"}]}"#
    let end = #"{"clock":1519304345,"ns":1,"value":0,"eventid":43,"p_eventid":42}"#
    let (events, malformed) = ForeignJSON.decode(.zabbix, "\(begin)\n\(end)\n")
    #expect(malformed.isEmpty && events.map(\.subject) == ["event-42", "event-42"])
    #expect(ForeignJSON.alerts(events).map(\.status) == [.firing, .resolved])
    #expect(ForeignJSON.alerts(events).first?.labels == [Label("host", "A")])
  }

  @Test func hostsByEveryWayToReachThem() throws {
    func host(_ id: Int, _ rest: String) -> String { #"{"hostid":"\#(id)","host":"h\#(id)","status":"0",\#(rest)}"# }
    let (events, malformed) = ForeignJSON.decode(
      .zabbix,
      answer(
        host(1, #""available":"1","snmp_available":"0""#), host(2, #""available":"2","errors_from":"1422254103""#),
        host(3, #""available":"1","snmp_available":"2""#), host(4, #""interfaces":[{"available":"1"}],"maintenance_status":"1""#),
        host(5, #""available":"0""#), host(6, #""available":"1""#).replacing(#""status":"0""#, with: #""status":"1""#)))
    guard case .fleet(let report)? = events.first?.payload else { throw Malformed(.shape, "no fleet") }
    #expect(malformed.isEmpty && report.total == 5 && report.online == 3 && report.fault == 1)
    #expect(
      report.counts == [("maintenance", 1), ("offline", 1), ("unknown", 1)].map { FleetReport.Count(name: $0.0, count: $0.1) })
    #expect(report.devices.map(\.id) == ["h2", "h3", "h4", "h5"])
    #expect(report.devices.map(\.state) == [.offline, .fault, .maintenance, .unknown])
    #expect(report.devices[0].lastSeen?.milliseconds == 1_422_254_103_000)
    let many = (0..<5000).map { host($0, #""available":"2""#) }.joined(separator: ",")
    guard case .fleet(let large)? = ForeignJSON.decode(.zabbix, answer(many)).events.first?.payload else { return }
    #expect(large.total == 5000 && large.devices.count == 100)
  }

  @Test func refusalsAndOtherAnswers() {
    let text = #"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params.","data":"Not authorised."},"id":1}"#
    let (events, malformed) = ForeignJSON.decode(.zabbix, text)
    #expect(malformed == [Malformed(.value, "zabbix refused, -32602: Invalid params. Not authorised.")])
    guard case .heartbeat(let heartbeat)? = events.first?.payload else {
      Issue.record("no heartbeat")
      return
    }
    #expect(heartbeat.upstream == .degraded && heartbeat.collector == "zabbix" && events[0].subject == "/test")
    // The answer to a login is not repeated.
    let key = ForeignJSON.decode(.zabbix, #"{"jsonrpc":"2.0","result":"0424bd59b807674191e7d77572075f33","id":1}"#)
    #expect(key.malformed == [Malformed(.shape, "result: must be a list of triggers, events, problems, hosts or values")])
    #expect(one(#"{"userid":"1"}"#).fault?.detail == "result[0]: is no trigger, event, problem, host or value of Zabbix")
    #expect(
      one(#"{"itemid":"1","clock":"1413265550","value":"up"}"#).fault?.detail == "result[0].value: must be a number, is “up”")
    #expect(ForeignJSON.decode(.zabbix, answer()) == ([], []))
  }

  @Test func nothingCrashes() {
    ForeignJSON.torture(.zabbix, answer(trigger))
    ForeignJSON.torture(.zabbix, answer(problem))
    ForeignJSON.torture(
      .zabbix, answer(#"{"hostid":"1","host":"a","available":"2","errors_from":"5","interfaces":[{"available":"1"}]}"#))
    ForeignJSON.torture(.zabbix, answer(#"{"itemid":"25490","clock":"1413265550","value":"0.3250","ns":"286802086"}"#))
  }
}
