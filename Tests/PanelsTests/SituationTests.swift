import Core
import Foundation
import Panels
import TestSupport
import TextSafety
import Testing

@Suite struct SituationTests {
  private static func page(_ language: Language) -> ReportPage {
    var view = ViewState.standard
    view.language = language
    return ReportPage(situation: SampleState.make(), view: view)
  }

  @Test func theWordsSayWhatThePictureShows() {
    let text = Self.page(.zh).text
    #expect(text.hasPrefix("某市值班台 当前态势\n"))
    #expect(text.contains("2022-07-03 10:10:00"))
    #expect(text.contains("【演示数据】"))
    for line in ["红    泵站停机", "公安→政数 户籍人口", "48,210", "97.5%"] { #expect(text.contains(line), "\(line)") }
  }

  @Test func inEnglishToo() {
    let text = Self.page(.en).text
    #expect(text.contains("Unacknowledged") && text.contains("STALL") && text.contains("Data sharing tasks 1"))
  }

  /// Each table has one heading for each column, and the picture stands before the tables.
  @Test func thePageIsWellFormed() throws {
    let html = Self.page(.zh).html(language: .zh, picture: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    for table in html.components(separatedBy: "<table>").dropFirst(2) {
      let heads = table.components(separatedBy: "<th scope=\"col\">").count - 1
      for row in table.components(separatedBy: "<tr><td>").dropFirst() {
        #expect(row.components(separatedBy: "</td>").count - 1 == heads)
      }
    }
    let picture = try #require(html.range(of: "<figure>"))
    let tables = try #require(html.range(of: "<h2>"))
    #expect(picture.lowerBound < tables.lowerBound)
  }

  /// Read back by the rules of RFC 4180.
  @Test func theSheetHasARowAThing() throws {
    let lines = SituationSheet.csv(SampleState.make()).components(separatedBy: "\r\n")
    #expect(lines.first == #""kind","id","title","place","state","value","unit","at""#)
    #expect(lines.contains { $0.hasPrefix(#""queue","q1","公安→政数 户籍人口","440800","stall",48210,"#) })
    #expect(lines.filter { $0.hasPrefix(#""ticket""#) }.count == 4)
    #expect(lines.contains { $0.hasPrefix(#""metric","cloud.vcpu.alloc_ratio","cloud","440800","good",0.975,"ratio""#) })
  }

  @Test func whatAFeedSaysIsNeverMarkupNorAFormula() {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    let event = SampleState.alert("a", .red, "=HYPERLINK(\"http://x\")<script>", at: 1)
    state.reduce(.event(event, collector: "test", at: event.time), effects: &effects)
    let html = ReportPage(situation: state, view: ViewState.standard).html(language: .zh)
    #expect(html.contains("&lt;script&gt;") && !html.contains("<script"))
    #expect(SituationSheet.csv(state).contains(#""'=HYPERLINK(""http://x"")<script>""#))
  }
}
