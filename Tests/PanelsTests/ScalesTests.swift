import Core
import Panels
import Testing
import TextSafety

/// On the screen each scale speaks its own words.
@Suite struct ScalesTests {
  @Test func levelsAndGradesHaveWordsOfTheirOwn() {
    let response = AlertReport.Response(plan: "防风", level: .two)
    #expect(response.phrase(.zh) == "防风Ⅱ级响应")
    #expect(response.phrase(.en) == "防风, response level Ⅱ")
    #expect(AlertReport.Grade.allCases.map { $0.phrase(.zh) } == ["Ⅰ级 特别重大", "Ⅱ级 重大", "Ⅲ级 较大", "Ⅳ级 一般"])
    #expect(Set(AlertReport.Grade.allCases.map { $0.phrase(.en) }).count == 4)
    let colours = ["红", "橙", "黄", "蓝", "白"]
    for grade in AlertReport.Grade.allCases { #expect(!colours.contains { grade.phrase(.zh).string.contains($0) }) }
    for level in AlertReport.Response.Level.allCases {
      let words = AlertReport.Response(plan: "防汛", level: level).phrase(.zh).string
      #expect(!colours.contains { words.contains($0) })
    }
  }
}
