import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// The panel of indicators that a board names.
@Suite struct MetricsPanelTests {
  private let state = SampleState.make()

  private func view(_ indicators: [PanelOptions.Indicator], _ change: (inout ViewState) -> Void = { _ in }) -> ViewState {
    .own(.metrics, indicators, title: LocalName(zh: "要事", en: "Watched"), change)
  }

  private func draw(_ view: ViewState, _ width: Int = 120, _ height: Int = 20) -> String {
    ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: []).plainText
  }

  private func rows(_ view: ViewState) -> [MetricRows.Row] {
    MetricRows(PanelContext(state: state, view: view, slot: SlotID(.metrics), isFocused: true)).rows
  }

  @Test func aNamedIndicatorHasItsNameItsValueAndItsState() throws {
    let metric = try #require(state.metrics.metrics.first { $0.value != nil && $0.unit == "ratio" })
    let shown = view([.init(name: metric.key.name, title: LocalName(zh: "我的指标", en: "Mine"), subject: metric.key.subject)])
    let text = draw(shown)
    let value = try #require(metric.value)
    #expect(text.contains("要事") && text.contains("我的指标") && text.contains(SafeText(percent: value).string))
    #expect(
      draw(view([.init(name: metric.key.name, title: LocalName(zh: "我的指标", en: "Mine"))]) { $0.language = .en }).contains("Mine"))
  }

  @Test func whatNobodyHasHeardOfKeepsItsRow() {
    let shown = view([.init(name: "no.such.thing", title: LocalName(zh: "待接指标", en: "Awaited"))])
    let text = draw(shown)
    #expect(text.contains("待接指标") && text.contains("未接入") && text.contains("已接入 0/1"))
    #expect(rows(view([.init(name: "no.such.", isPrefix: true)])).isEmpty)
    #expect(draw(view([.init(name: "no.such.", isPrefix: true)])).contains("没有这样的指标"))
  }

  @Test func aFamilyIsAllThatBeginSo() {
    let wanted = state.metrics.metrics.filter { $0.key.name.string.hasPrefix("cloud.") }.map(\.key)
    #expect(!wanted.isEmpty)
    #expect(rows(view([.init(name: "cloud.", isPrefix: true)])).compactMap(\.metric?.key) == wanted)
  }

  @Test func aSearchLeavesOutTheOthers() {
    let both = [PanelOptions.Indicator(name: "a.b", title: LocalName(zh: "甲")), .init(name: "cloud.", isPrefix: true)]
    let all = rows(view(both)).count
    let found = rows(view(both) { $0.search = "alloc" })
    #expect(found.count < all && !found.isEmpty && found.allSatisfy { $0.name.string.contains("alloc") })
  }

  @Test func itDrawsAtEverySize() {
    let shown = view([.init(name: "cloud.", isPrefix: true), .init(name: "no.such")])
    for (width, height) in [(0, 0), (1, 1), (20, 6), (40, 10), (57, 13), (80, 24), (200, 56), (400, 120)] {
      let canvas = ScreenPainter.draw(state: state, view: shown, size: Size(width: width, height: height), help: [])
      #expect(canvas.size == Size(width: width, height: height))
    }
  }

  @Test func itLooksAsItDid() {
    let shown = view([
      .init(name: "cloud.vcpu.alloc_ratio", title: LocalName(zh: "云分配率", en: "Allocated")), .init(name: "cloud.", isPrefix: true),
      .init(name: "no.such.thing", title: LocalName(zh: "待接指标", en: "Awaited")),
    ])
    var english = shown
    english.language = .en
    for (name, view) in [("zh", shown), ("en", english)] {
      for (width, height) in [(80, 24), (52, 14)] {
        let canvas = ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
        expectSnapshot(canvas, named: "metrics-\(name)-\(width)x\(height)")
      }
    }
  }

  /// A bar of a target has its tick where the target is, and the value beside it.
  @Test func theBarIsMeasuredAgainstTheTarget() throws {
    var metric = try #require(state.metrics.first("cloud.vcpu.alloc_ratio"))
    metric.unit = "{core}"
    let value = try #require(metric.value)
    metric.capacity = nil
    metric.target = value * 2
    let context = PanelContext(state: state, view: view([]), slot: SlotID(.metrics), isFocused: true)
    let row = MetricRows.Row(name: metric.key.name, metric: metric)
    let gauge = try #require(row.gauge(context))
    #expect(abs((gauge.target ?? 0) - 1 / 1.1) < 1e-9 && abs((gauge.value ?? 0) - 0.5 / 1.1) < 1e-9)
    metric.target = nil
    #expect(MetricRows.Row(name: metric.key.name, metric: metric).gauge(context) == nil)
  }
}
