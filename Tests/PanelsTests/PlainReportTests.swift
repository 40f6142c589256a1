@testable import Core
@testable import Panels
import TestSupport
import Testing
import TextSafety

@Suite struct PlainReportTests {
  private func report(_ language: Language) -> PlainReport {
    var view = ViewState()
    view.language = language
    return PlainReport(SampleState.make(), view: view)
  }

  @Test func sentencesHaveNoGlyphsOfAScreen() {
    for language in Language.allCases {
      let lines = report(language).situation
      #expect(lines.count > 12)
      for line in lines {
        #expect(line.string.hasSuffix(language.isChinese ? "。" : "."), "\(line)")
        #expect(!line.string.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) || $0.value < 0x20 }, "\(line)")
      }
    }
  }

  @Test func theSummaryCounts() {
    #expect(
      report(.zh).summary.dropFirst().first { $0.string.hasPrefix("未确认") } == "未确认的告警 5 条:红色 2 条,橙色 1 条,黄色 1 条,蓝色 1 条。")
    #expect(report(.en).summary.contains("5 alerts not acknowledged: 2 red, 1 orange, 1 yellow, 1 blue."))
  }

  @Test func aChangeIsASentence() {
    let at = SampleState.make().now
    func entry(_ subject: DutyLog.Subject) -> DutyLog.Entry {
      DutyLog.Entry(at: at, place: .none, subject: subject, isExercise: false)
    }
    let key = AlarmKey.feed(source: "/t", alert: "a")
    let name = LocalName(zh: "水位超限", en: "Water above its limit")
    let clock = SampleState.make().civil(at).clock
    #expect(report(.zh).line(entry(.raised(key, .red, name))) == clock + " 新的红色告警:水位超限。")
    #expect(report(.en).line(entry(.raised(key, .red, name))) == clock + " New red alert: Water above its limit.")
    #expect(report(.zh).line(entry(.acknowledged(key, name, by: "duty-02"))) == clock + " duty-02 已确认告警:水位超限。")
    #expect(report(.en).line(entry(.cleared(key, name))) == clock + " Alert over: Water above its limit.")
    #expect(report(.zh).line(entry(.sourceHealth("/t", nil, .stale))) == clock + " 数据源/t断流。")
    #expect(report(.en).line(entry(.sourceHealth("/t", nil, .stale))) == clock + " Source /t has fallen silent.")
    #expect(report(.en).line(entry(.handedOver(from: "a", to: "b"))) == clock + " Shift handed over from a to b.")
    #expect(report(.zh).missed(3) == "另有 3 条变化未逐条列出。")
  }
}
