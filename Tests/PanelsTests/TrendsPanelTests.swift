import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// The panel of lines over time that a board names.
@Suite struct TrendsPanelTests {
  /// The sample, with a third indicator that has been heard for three hours.
  private let state = {
    var state = SampleState.make()
    var effects: [Effect] = []
    for minute in 0..<180 {
      let sample = MetricSample(name: "share.api.p95", value: Double(200 + minute % 40), unit: "ms")
      let event = SampleState.event(
        .metric(MetricReport(samples: [sample])), id: "t\(Int64(minute))", subject: "exchange", at: Double(minute) * 60 - 10_200)
      state.reduce(.event(event, collector: "test", at: state.now), effects: &effects)
    }
    return state
  }()
  private let names: [SafeText] = ["cloud.vcpu.alloc_ratio", "cloud.vcpu.used_ratio", "share.api.p95"]
  private let body = Rect(x: 0, y: 0, width: 100, height: 20)

  private func view(_ indicators: [PanelOptions.Indicator], _ change: (inout ViewState) -> Void = { _ in }) -> ViewState {
    .own(.trends, indicators, change)
  }

  private func context(_ view: ViewState) -> PanelContext {
    PanelContext(state: state, view: view, slot: SlotID(.trends), isFocused: true)
  }

  private func draw(_ view: ViewState, _ width: Int = 100, _ height: Int = 24) -> String {
    ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: []).plainText
  }

  @Test func eachIndicatorHasAChartAndWhatNobodyHasHeardOfHasNone() throws {
    let shown = view([.init(name: names[0]), .init(name: "no.such.thing"), .init(name: names[1])])
    let keys = try [names[0], names[1]].map { try #require(state.metrics.first($0)).key }
    #expect(TrendsPanel().items(context(shown)) == keys.map(ItemID.metric))
    #expect(!draw(shown).contains("no.such.thing"))
    #expect(draw(view([.init(name: "no.such.thing")])).contains("暂无数据"))
  }

  /// Two side by side where there is room; a click is about the one that is there.
  @Test func chartsStandSideBySide() throws {
    let shown = context(view(names.map { .init(name: $0) }))
    let items = TrendsPanel().items(shown)
    func at(_ x: Int, _ y: Int, in body: Rect) -> ItemID? { TrendsPanel().item(shown, atX: x, y: y, in: body) }
    #expect(items.count == 3)
    #expect(at(0, 0, in: body) == items[0] && at(60, 0, in: body) == items[1] && at(0, 12, in: body) == items[2])
    #expect(at(60, 12, in: body) == nil && at(49, 3, in: body) == nil)
    let narrow = Rect(x: 0, y: 0, width: 50, height: 20)
    #expect(at(45, 0, in: narrow) == items[0] && at(0, 7, in: narrow) == items[1] && at(0, 14, in: narrow) == items[2])
  }

  /// Where not all fit, the rows are scrolled so that the one chosen is seen.
  @Test func theOneChosenIsInView() throws {
    let low = Rect(x: 0, y: 0, width: 50, height: 6)
    for (place, name) in names.enumerated() {
      let key = try #require(state.metrics.first(name)).key
      let shown = context(
        view(names.map { .init(name: $0) }) { $0.cursors[SlotID(.trends)] = .init(item: .metric(key)) })
      #expect(TrendsPanel().item(shown, atX: 0, y: 0, in: low) == .metric(key), "\(place)")
    }
  }

  /// What the program calls them is said in traditional characters, what a city calls them stays.
  @Test func namesAreTheProgramsOrTheCitys() {
    let named = PanelOptions.Indicator(name: names[0], title: LocalName(zh: "云分配率", en: "Allocated"))
    var shown = view([named]) { $0.language = .zhHant }
    #expect(draw(shown).contains("云分配率"))
    var board = shown.boards.all[0]
    board.hasOwnLayouts = true
    shown.boards = Boards([board])
    #expect(draw(shown).contains("雲分配率"))
  }

  @Test func itDrawsAtEverySize() {
    let shown = view(names.map { .init(name: $0) })
    for (width, height) in [(0, 0), (1, 1), (20, 6), (40, 10), (57, 13), (80, 24), (200, 56), (400, 120)] {
      let canvas = ScreenPainter.draw(state: state, view: shown, size: Size(width: width, height: height), help: [])
      #expect(canvas.size == Size(width: width, height: height))
    }
  }

  @Test func itLooksAsItDid() {
    for (name, size) in [("wide", Size(width: 120, height: 30)), ("narrow", Size(width: 80, height: 24))] {
      let canvas = ScreenPainter.draw(state: state, view: view(names.map { .init(name: $0) }), size: size, help: [])
      expectSnapshot(canvas, named: "trends-\(name)")
    }
  }
}
