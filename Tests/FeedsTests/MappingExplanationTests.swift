import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct MappingExplanationTests {
  private func explain(_ mapping: FeedMapping, _ text: String, _ number: Int = 1) -> MappingExplanation {
    Array(text.utf8).withUnsafeBytes { MappingExplanation(mapping, sample: $0, record: number, context: context) }
  }

  @Test func everyRuleSaysWhatItTook() {
    var mapping = ticketSheet
    mapping.conditions = [MappingCondition(.column(.named("状态")), .isPresent(true))]
    mapping.fields.append(.init("closed_at", .column("标题二")))
    mapping.fields.append(.init("rating", FieldRule(.column(.named("标题")), fallback: "5")))
    let text = ticketHeader + "1,来电13812345678,办结,2022-07-03 10:05\n2,,在办,2022-07-03 10:05\n"
    let explanation = explain(mapping, text, 2)
    #expect(
      explanation.lines.map(\.string) == [
        "line 3:", "  when ← $状态: “在办” → kept", "  source: absent (no rule: the collector's)",
        "  id: absent (no rule: the subject, the time and a figure that stands for the data)",
        "  time: absent (no rule: the latest moment of the record, or when it was received)",
        "  subject: absent (no rule: ticket_id)", "  adcode: absent (no rule: the collector's place)",
        "  data.ticket_id ← $单号: “2” → 2", "  data.domain ← “hotline”: hotline (fixed)",
        "  data.title ← $标题: absent (the cell is empty)", "  data.state ← $状态: “在办” → in_progress",
        "  data.priority ← “normal”: normal (fixed)",
        "  data.received_at ← $时间: “2022-07-03 10:05” → 2022-07-03T10:05:00+08:00",
        "  data.closed_at ← $标题二: absent (there is no such column)", "  data.rating ← $标题: 5 (the cell is empty: default)",
        "  data.rev: absent (no rule: the seconds of its time)",
        "refused: line 1: has no column $标题二, which closed_at is taken from", "refused: line 3: data.title ← $标题: is missing",
      ])
    let first = explain(mapping, text)
    #expect(first.malformed.last?.detail == "line 2: data.rating ← $标题: must be a number, is “来电138****5678”")
    #expect(!first.lines.contains { $0.string.contains("13812345678") })
    #expect(explain(mapping, text, 3).lines.last == "there is no such record")
  }

  @Test func recordsThatAreKeptOut() {
    var mapping = queueList
    mapping.conditions = [MappingCondition(fieldPointer("/n"), .isOne(of: ["2"]))]
    let explanation = explain(mapping, #"{"at":1,"list":[{"id":7,"n":1}]}"#)
    #expect(explanation.isPassedOver && explanation.rows.first?.line == "when ← /n: “1” → dropped")
    #expect(
      explain(queueList, #"{"at":"昨天","list":[{"id":7,"n":{}}]}"#).rows.contains {
        $0.line == "data.depth ← /n: absent (must be a text, a number or true or false, is an object)"
      })
  }
}
