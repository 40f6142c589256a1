import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/alerts/cn-qweather/"

@Suite struct QWeatherTests {
  private let old = """
    {"id":"1011","sender":"湛江市气象台","pubTime":"2023-04-03T10:30+08:00","title":"湛江市气象台发布暴雨橙色预警[Ⅱ级/严重]",\
    "startTime":"2023-04-03T10:30+08:00","endTime":"2023-04-04T10:30+08:00","status":"update","level":"","severity":"Severe",\
    "severityColor":"Orange","type":"1003","typeName":"暴雨","urgency":"","certainty":"","text":"预计未来6小时有暴雨。",\
    "related":"1009,1010"}
    """
  private let new = """
    {"id":"2025","senderName":"湛江市气象台","issuedTime":"2025-10-24T11:19+08:00",\
    "messageType":{"code":"update","supersedes":["2024"]},"eventType":{"name":"台风","code":"1001"},"urgency":"expected",\
    "severity":"minor","certainty":"likely","color":{"code":"white","red":255,"green":255,"blue":255,"alpha":1},\
    "effectiveTime":"2025-10-24T11:19+08:00","onsetTime":null,"expireTime":"2025-10-25T11:19+08:00","headline":"台风白色预警信号",\
    "description":"48小时内可能受影响","instruction":"1. 关好门窗。\\n2. 少出门。"}
    """

  private func one(_ warning: String) -> (events: [Event], malformed: [Malformed]) {
    ForeignJSON.decode(.qweather, #"{"metadata":{"zeroResult":false},"alerts":[\#(warning)]}"#)
  }

  @Test(.enabled(if: names(in: folder) != nil)) func warningsOfTheMakersExamples() throws {
    let (first, faults) = ForeignJSON.decode(.qweather, try #require(contents(of: folder + "warning-now-zh.json")))
    let shanghai = try #require(ForeignJSON.alerts(first).first)
    #expect(first.count == 1 && faults.isEmpty && first[0].id == "10102010020230403103000500681616@1680489000000-firing")
    #expect(shanghai.severity == .blue && shanghai.signal == AlertReport.Signal(hazard: "大风", color: .blue))
    #expect(shanghai.category == .weather && shanghai.sender == "上海中心气象台" && shanghai.event == "大风")
    #expect(shanghai.expiresAt == ForeignJSON.time("2023-04-04T10:30:00+08:00"))
    let (second, more) = ForeignJSON.decode(.qweather, try #require(contents(of: folder + "weather-alert-current-zh.json")))
    let guilin = ForeignJSON.alerts(second)
    #expect(more.isEmpty && guilin.map(\.status) == [.cancelled, .update])
    #expect(guilin.map(\.alert) == ["202510181140100706230391", "202510241119105837988676"])
    #expect(guilin[1].references == ["202510181140100706230391"] && guilin[1].severity == .blue)
    #expect(second.allSatisfy { $0.marks.isEmpty })
  }

  @Test func bothVersionsAreReadAlike() throws {
    let (events, malformed) = ForeignJSON.decode(.qweather, #"{"code":"200","warning":[\#(old)]}"#)
    #expect(malformed.isEmpty && events.map(\.subject) == ["1009", "1010", "1011"])
    let report = try #require(ForeignJSON.alerts(events).last)
    #expect(report.status == .update && report.severity == .orange && report.signal?.color == .orange)
    #expect(report.references == ["1009", "1010"] && report.headline == "湛江市气象台发布暴雨橙色预警[Ⅱ级/严重]")
    #expect(events[2].time == ForeignJSON.time("2023-04-03T10:30:00+08:00") && events[2].place == context.place)
    let typhoon = try #require(ForeignJSON.alerts(one(new).events).last)
    // The white signal is Guangdong's own; only the word of severity grades it.
    #expect(typhoon.signal == AlertReport.Signal(hazard: "台风", color: .white) && typhoon.severity == .blue)
    #expect(typhoon.urgency == .expected && typhoon.certainty == .likely && typhoon.onsetAt == nil)
    #expect(typhoon.instruction == "1. 关好门窗。 2. 少出门。")
    #expect(ForeignJSON.alerts(one(new.replacing("minor", with: "unknown")).events).last?.severity == nil)
  }

  @Test func coloursAndStatuses() {
    func color(_ name: String, headline: String = "台风预警信号") -> (AlertReport.Signal.Color?, Severity?) {
      let text = new.replacing("\"white\"", with: name).replacing("minor", with: "none").replacing("台风白色预警信号", with: headline)
      let report = ForeignJSON.alerts(one(text).events).last
      return (report?.signal?.color, report?.severity)
    }
    #expect(color("\"red\"") == (.red, .red) && color("\"orange\"") == (.orange, .orange))
    #expect(
      color("\"yellow\"") == (.yellow, .yellow) && color("\"Blue\"") == (.blue, .blue) && color("\"white\"") == (.white, nil))
    #expect(color("\"black\"") == (nil, .red) && color("\"amber\"") == (nil, .orange) && color("\"green\"") == (nil, nil))
    #expect(color("null", headline: "台风红色预警信号") == (.red, .red) && color("\"\"", headline: "暴雪黄色预警") == (.yellow, .yellow))
    func status(_ word: String) -> AlertReport.Status? {
      ForeignJSON.alerts(one(new.replacing("\"update\"", with: word)).events).last?.status
    }
    #expect(status("\"alert\"") == .firing && status("\"cancel\"") == .cancelled && status("\"other\"") == .firing)
    #expect(ForeignJSON.alerts(one(old.replacing("\"update\"", with: "\"active\"")).events).last?.status == .firing)
    #expect(
      ForeignJSON.alerts(one(old.replacing("\"update\"", with: "\"cancel\"")).events).map(\.status) == [
        .cancelled, .cancelled, .cancelled,
      ])
    func category(_ code: Int) -> AlertReport.Category? {
      ForeignJSON.alerts(one(new.replacing("\"1001\"", with: "\"\(code)\"")).events).last?.category
    }
    #expect([1001, 1203, 1241, 1271, 1025, 9].map(category) == [.weather, .flood, .geo, .environment, .fire, .weather])
  }

  @Test func answersWithoutWarnings() {
    #expect(ForeignJSON.decode(.qweather, #"{"code":"200","warning":[]}"#) == ([], []))
    #expect(ForeignJSON.decode(.qweather, #"{"code":"204"}"#) == ([], []))
    #expect(ForeignJSON.decode(.qweather, #"{"metadata":{"zeroResult":true},"alerts":[]}"#) == ([], []))
    let (events, malformed) = ForeignJSON.decode(.qweather, #"{"code":"402"}"#)
    #expect(malformed == [Malformed(.value, "qweather refused, 402: no warnings sent")])
    #expect(events.map(\.id) == ["refusal-402@1656813900000"] && events[0].subject == "/test")
    if case .heartbeat(let heartbeat)? = events.first?.payload { #expect(heartbeat.upstream == .degraded) }
    let refused = ForeignJSON.decode(.qweather, #"{"error":{"status":403,"title":"Invalid Host"}}"#)
    #expect(refused.malformed == [Malformed(.value, "qweather refused, 403: Invalid Host")] && refused.events.count == 1)
    #expect(ForeignJSON.decode(.qweather, "{}").malformed == [Malformed(.missing, "alerts: is missing")])
    #expect(one(new.replacing(#""id":"2025","#, with: "")).malformed == [Malformed(.missing, "alerts[0].id: is missing")])
    #expect(one(new.replacing("2025-10-24T11:19+08:00", with: "gestern")).malformed.map(\.reason) == [.value])
  }

  @Test func nothingCrashes() {
    ForeignJSON.torture(.qweather, #"{"code":"200","warning":[\#(old)]}"#)
    ForeignJSON.torture(.qweather, #"{"alerts":[\#(new)]}"#)
  }
}
