import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// 【演练】 in every place where a drill can be seen.
@Suite struct ExerciseMarkTests {
  let state: State = {
    var state = State(city: SampleState.city, startingAt: SampleState.start)
    var effects: [Effect] = []
    let event = FloodState.alert("x", .red, "攻击", "首页被篡改", at: 5, isExercise: true)
    state.reduce(.event(event, collector: "t", at: event.time), effects: &effects)
    let key = AlarmKey(text: "exercise/feed/test/feed/x")
    state.reduce(.command(.note(key, "记录"), by: Operator(id: "duty-02", shift: "day"), at: event.time), effects: &effects)
    SampleState.settle(&state, &effects)
    return state
  }()
  let key = AlarmKey(text: "exercise/feed/test/feed/x")

  private func draw(_ width: Int = 120, _ height: Int = 35, _ change: (inout ViewState) -> Void = { _ in }) -> Canvas {
    var view = ViewState.standard
    change(&view)
    return ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  private func lines(_ canvas: Canvas, with text: String) -> [String] {
    canvas.plainText.split(separator: "\n").map(String.init).filter { $0.contains(text) }
  }

  @Test func inTheRowAndTheLog() {
    let found = lines(draw(200, 56), with: "首页被篡改")
    #expect(found.count == 3)
    for line in found { #expect(line.contains("【演练】"), "\(line)") }
    for line in lines(draw(200, 56) { $0.language = .en }, with: "首页被篡改") { #expect(line.contains("[EXERCISE]"), "\(line)") }
  }

  @Test func inTheDetailTheConfirmationAndTheNote() {
    let overlays: [ViewState.Overlay] = [
      .detail(.alarm(key), top: 0), .confirm(.acknowledgeAll([.init(key: key, revision: 1)])), .confirm(.shelve(key)),
      .prompt(.init(purpose: .note(key), field: TextField(text: ""))),
    ]
    for overlay in overlays {
      var found = lines(draw(80, 24) { $0.overlays = [overlay] }, with: "首页被篡改")
      #expect(!found.isEmpty)
      found.removeAll { $0.contains("【演练】") }
      #expect(found.isEmpty, "\(overlay)")
    }
  }

  @Test func itIsCountedApartAndHasNoColourInTheHeader() {
    let strip = lines(draw(), with: "未确认 ")[0]
    #expect(strip.contains("未确认 0  【演练】1"))
    #expect(!strip.contains("红"))
    #expect(draw(39, 9).plainText.contains("未确认 0"))
    #expect(draw().plainText.contains("【演练】1"))
  }

  @Test func inTheReportAndItsScore() throws {
    let page = ReportPage(state.handover(from: SampleState.start), city: state.city, language: .zh)
    #expect(page.sections.map(\.title).contains("【演练】讲评:应确认 1 条,已确认 0 条"))
    let missed = try #require(page.sections.first { $0.title == "【演练】漏确认 1" })
    #expect(missed.rows == [["红", "07-03 10:00", "仍在", "【演练】首页被篡改"]])
    let rows = page.sections.filter { !$0.title.string.contains("备注") }.flatMap(\.rows).filter {
      $0.joined().string.contains("首页")
    }
    #expect(rows.count == 2)
    for row in rows { #expect(row.joined().string.contains("【演练】")) }
    let document = state.handover(from: SampleState.start).document(city: state.city)
    #expect(document.contains("\"exercise\": true"))
    let actual = ReportPage(SampleState.make().handover(from: SampleState.start), city: SampleState.city, language: .zh)
    #expect(actual.sections.filter { $0.title.string.contains("讲评") }.isEmpty)
  }
}
