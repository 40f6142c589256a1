import Core
import Panels
import TestSupport
import Testing
import TextSafety

@Suite struct ReportPageTests {
  let page = ReportPage(
    title: "交接班记录", facts: [("单位", "湛江市"), ("交班人", "<duty|02>")],
    sections: [
      .init(title: "未确认 1", empty: "无", rows: [["红", "积水 & \"断电\"", "x"], ["橙", "短", "`y`"]]),
      .init(title: "演练 0", empty: "无", rows: []),
    ], signatures: ["交班"])

  @Test func asText() {
    #expect(
      page.text == """
        交接班记录
        ==========
        单位   湛江市
        交班人 <duty|02>

        未确认 1
          红  积水 & "断电"  x
          橙  短             `y`

        演练 0
          无

        交班 ________________

        """)
  }

  @Test func asMarkdown() {
    #expect(page.markdown.contains("| 交班人 | &lt;duty\\|02> |"))
    #expect(page.markdown.contains("## 演练 0\n\n无\n"))
    #expect(page.markdown.contains("| 橙 | 短 | \\`y\\` |"))
  }

  @Test func asHTML() {
    let html = page.html(language: .zh)
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"))
    #expect(html.contains("<td><bdi>积水 &amp; &quot;断电&quot;</bdi></td>"))
    #expect(html.contains("<th scope=\"row\"><bdi>交班人</bdi></th><td><bdi>&lt;duty|02&gt;</bdi></td>"))
    #expect(!html.contains("<duty"))
  }

  @Test func ofTheSampleDesk() {
    let state = SampleState.make()
    let handover = state.handover(from: SampleState.start, outgoing: "duty-02")
    let page = ReportPage(handover, city: state.city, language: .zh)
    #expect(page.sections.map(\.title).first == "未确认告警 5")
    #expect(page.facts.first { $0.label == "交班人" }?.value == "duty-02")
    #expect(handover.document(city: state.city).contains("\"format\": \"zhiban.handover.v1\""))
  }
}
