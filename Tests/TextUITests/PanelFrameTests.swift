import Testing
import TextSafety

@testable import TextUI

/// The head of a panel where the room is short.
@Suite struct PanelFrameTests {
  private let status: StyledText = [
    Span("311 任务  "), Span("秒享 "), Span("78.3%"), Span("  "), Span("数据 0:16 前"),
  ]

  private func head(_ width: Int) -> String {
    var canvas = Canvas(width: width, height: 1)
    PanelFrame(title: "共享", status: status).draw(on: &canvas, in: canvas.bounds)
    return canvas.plainText
  }

  /// The age of the data is the last to go; no group is left in half while another could go.
  @Test func whatStandsFirstGoesFirst() {
    #expect(head(60).contains("311 任务  秒享 78.3%  数据 0:16 前"))
    #expect(head(40).contains("─ 秒享 78.3%  数据 0:16 前") && !head(40).contains("任务"))
    #expect(head(26).contains("─ 数据 0:16 前") && !head(26).contains("秒享"))
    #expect(head(18).contains("─ 数据 0»"))
    #expect(!head(12).contains("数"))
  }
}
