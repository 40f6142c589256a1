import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

@Suite struct PerformancePanelTests {
  /// Two hours after the flood: what was done about it, some of it refused.
  let state: State = {
    var state = FloodState.make()
    var effects: [Effect] = []
    let who = Operator(id: "duty-02", shift: "day")
    let seen = (0..<9).map { OperatorCommand.SeenAlarm(key: .feed(source: "/test/security", alert: "w\($0)"), revision: 1) }
    for (number, alarm) in seen.enumerated() {
      let at = FloodState.start + 180 + Double(number) * 60
      state.reduce(.command(.acknowledge(alarm.key, revision: 1), by: who, at: at), effects: &effects)
    }
    state.reduce(.command(.acknowledge(seen[0].key, revision: 1), by: who, at: FloodState.start + 800), effects: &effects)
    state.reduce(.tick(FloodState.start + 7200), effects: &effects)
    SampleState.settle(&state, &effects)
    return state
  }()

  private func draw(_ width: Int, _ height: Int, _ language: Language) -> Canvas {
    var view = ViewState.standard
    view.board = "log"
    view.language = language
    return ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  @Test(arguments: [(200, 56), (80, 24)])
  func theBoardLooksAsItDid(size: (Int, Int)) {
    expectSnapshot(draw(size.0, size.1, .zh), named: "performance-zh-\(size.0)x\(size.1)")
    expectSnapshot(draw(size.0, size.1, .en), named: "performance-en-\(size.0)x\(size.1)")
  }

  @Test func itsFiguresAreThoseOfTheReport() {
    let text = draw(200, 56, .zh).plainText
    let page = ReportPage(
      state.handover(from: Timestamp(rfc3339: "2022-07-03T08:00:00+08:00") ?? .distantPast), city: state.city, language: .zh)
    #expect(page.facts.first { $0.label == "每 10 分钟" }?.value == "人均 1.96(尚可应付),最多 47,告警洪峰 1 次 11 分钟")
    #expect(page.facts.first { $0.label == "级别构成" }?.value == "低 0.0% 中 63.8% 高 36.2%(宜 80/15/5)")
    #expect(page.facts.first { $0.label == "确认" }?.value == "9 条,中位 6:16,95% 内 10:12,最慢 10:12")
    for part in ["1.96 尚可应付", "中位 6:16", "95% 内 10:12", "1 次,11 分钟", "ALREADY 1"] { #expect(text.contains(part), "\(part)") }
  }
}
