import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

/// Tickets by hour and by stage, flows, the layers of the map, and charts in detail views.
@Suite struct FlowOfWorkTests {
  let state = SampleState.make()

  func zoomed(
    _ panel: PanelID, _ state: State? = nil, _ size: Size = Size(width: 120, height: 30),
    _ change: (inout ViewState) -> Void = { _ in }
  )
    -> String
  {
    var view = ViewState.standard
    (view.isZoomed, view.focus) = (true, SlotID(panel))
    change(&view)
    return ScreenPainter.draw(state: state ?? self.state, view: view, size: size, help: []).plainText
  }

  @Test func hoursBeforeTheFirstTicketAreUnknownAndNotZero() throws {
    let text = zoomed(.heat)
    #expect(text.contains("近7日中有数据 1 日"))
    let today = try #require(text.split(separator: "\n").first { $0.contains("今日") })
    // The tenth hour is the only one that is heard of: four tickets.
    #expect(today.filter { $0 == "·" }.count == 23)
    #expect(today.hasSuffix("4") || today.contains(" 4"))
    #expect(text.contains("休息日同期") && text.contains("720"))
  }

  @Test func hoursToComeAreUnknownAndHoursWithoutTicketsAreZero() {
    var (state, effects) = (state, [Effect]())
    for second in stride(from: 600.0, through: 4 * 3600, by: 600) {
      state.reduce(.tick(SampleState.start + second), effects: &effects)
    }
    // Nobody expects the source of the tickets to speak: it is fresh, the hours are zeros, and fourteen o'clock has only begun.
    let text = zoomed(.heat, state)
    #expect(text.split(separator: "\n").first { $0.contains("今日") }.map { $0.filter { $0 == "·" }.count } == 20)
  }

  @Test func everyKnownDayHasARowAndNoOther() throws {
    var (state, effects) = (State(city: SampleState.city, startingAt: SampleState.start), [Effect]())
    for day in 0..<10 {
      for number in 0..<day + 1 {
        let seconds = Double(day) * 86_400 + Double(number)
        let id = SafeText(sanitizing: "T\(day)-\(number)")
        state.reduce(
          .event(SampleState.ticket(id, "路面积水", at: seconds), collector: "t", at: SampleState.start + seconds),
          effects: &effects)
      }
    }
    let text = zoomed(.heat, state, Size(width: 120, height: 40))
    let rows = text.split(separator: "\n").filter { $0.contains(" 周") && !$0.contains("2022") || $0.contains("今日") }
    // The seventh day back is the fourth, a Wednesday; the days before are gone.
    #expect(rows.count == 7)
    #expect(rows.first?.contains("07-06 周三") == true && rows.first?.hasSuffix(" 4") == true)
    #expect(rows.last?.contains("今日") == true && rows.last?.hasSuffix(" 10") == true)
    #expect(!text.contains("日中有数据"))
  }

  @Test func ticketsStandInTheirStage() {
    var (state, effects) = (state, [Effect]())
    var closed = SampleState.ticket("T4", "路面积水 车辆无法通行", revision: 2, at: 300)
    if case .ticket(var update) = closed.payload {
      update.state = .closed
      closed.payload = .ticket(update)
    }
    state.reduce(.event(closed, collector: "t", at: state.now), effects: &effects)
    let text = zoomed(.kanban, state)
    #expect(text.contains("派单 3") && text.contains("今日办结 1") && text.contains("退单重办 0"))
    // Due after two hours; a seventh of an hour is over.
    #expect(!text.contains("红1") && !text.contains("黄1"))
    for second in stride(from: 700.0, through: 7400, by: 600) {
      state.reduce(.tick(SampleState.start + second), effects: &effects)
    }
    #expect(zoomed(.kanban, state).contains("红3"))
  }

  @Test func aBacklogThatGrowsIsNeverDrained() {
    // The node has fallen silent: nothing is told of where the backlog goes.
    #expect(zoomed(.flow).contains("断流") && !zoomed(.flow).contains("增长中"))
    var (state, effects) = (state, [Effect]())
    func take(_ depth: Int64, in inRate: Double?, out outRate: Double?, at seconds: Double) {
      let reading = QueueReading(
        queue: "q1", title: "公安→政数 户籍人口", mode: .table, provider: Party(id: "ga", name: "市公安局"),
        consumer: Party(id: "zs", name: "市政数局"), depth: depth, unit: "{record}", state: .ok, inRate: inRate, outRate: outRate)
      let event = SampleState.event(
        .queue(reading), id: SafeText(sanitizing: "q1-\(seconds)"), subject: "q1", source: "/test/exchange", at: seconds)
      state.reduce(.event(event, collector: "t", at: SampleState.start + seconds), effects: &effects)
      state.reduce(.tick(SampleState.start + seconds + 1), effects: &effects)
    }
    take(600, in: 38.5, out: 0, at: 650)
    #expect(zoomed(.flow, state).contains("增长中 +38.5/秒"))
    #expect(zoomed(.flow, state) { $0.language = .en }.contains("growing +38.5/s"))
    take(600, in: 10, out: 20, at: 660)
    #expect(zoomed(.flow, state).contains(" 1:00"))
    take(600, in: 20, out: 20, at: 670)
    #expect(zoomed(.flow, state).contains("持平,不会清空"))
    // Without rates the line of the backlog tells: sixty fewer a minute.
    for minute in 12...80 { take(Int64(6000 - minute * 60), in: nil, out: nil, at: Double(minute) * 60) }
    #expect(zoomed(.flow, state).contains("20:0"))
    take(0, in: nil, out: nil, at: 81 * 60)
    #expect(zoomed(.flow, state).contains("各交换任务均无积压"))
  }

  @Test func aKeyGoesThroughTheLayersOfTheMap() {
    #expect(zoomed(.map).contains("4/4"))
    #expect(zoomed(.map) { $0.mapLayer = .tickets }.contains("红0 黄0 在办4"))
    #expect(zoomed(.map) { $0.mapLayer = .terminals }.contains("离线 · 在线/总数"))
    #expect(zoomed(.map) { $0.mapLayer = .sources }.contains("无断流"))
    var layer = MapLayer.alerts
    var seen: [MapLayer] = []
    for _ in 0..<5 {
      seen.append(layer)
      layer = layer.next
    }
    #expect(seen == [.alerts, .tickets, .terminals, .sources, .alerts])
  }

  @Test func anIndicatorIsShownOverTimeWithItsLimitsAndItsOutlook() {
    var (state, effects) = (state, [Effect]())
    for minute in 11...90 {
      let report = MetricReport(samples: [
        MetricSample(name: "cloud.vcpu.used_ratio", value: 0.4 + Double(minute) * 0.001, unit: "ratio")
      ])
      let at = Double(minute) * 60
      state.reduce(
        .event(
          SampleState.event(.metric(report), id: "u\(minute)", subject: "cloud", source: "/test/cloud", at: at), collector: "t",
          at: SampleState.start + at), effects: &effects)
    }
    let size = Size(width: 120, height: 50)
    func detail(_ name: SafeText) -> String {
      var view = ViewState.standard
      guard let key = state.metrics.first(name)?.key else { return "" }
      view.overlays = [.detail(.metric(key), top: 0)]
      return ScreenPainter.draw(state: state, view: view, size: size, help: []).plainText
    }
    let used = detail("cloud.vcpu.used_ratio")
    #expect(used.contains("近4小时 %"))
    // From 49 % at a tenth of a point a minute: 8 h 30 min to the whole.
    #expect(used.contains("预计用尽") && used.contains("8时3"))
    #expect(used.contains("每小时 +5.9%"))
    let allocated = detail("cloud.vcpu.alloc_ratio")
    #expect(allocated.contains("虚线 限值、目标") && allocated.contains("竖线 告警") && !allocated.contains("预计用尽"))
  }

  @Test func listsAreFilteredAndSorted() throws {
    var view = ViewState.standard
    var filter = RowFilter()
    filter.least = .orange
    view.filters[.alerts] = filter
    func text() -> String {
      ScreenPainter.draw(state: state, view: view, size: Size(width: 200, height: 56), help: []).plainText
    }
    func row(_ headline: String) -> Int? {
      text().split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains(headline + "  ") && $0.contains("未确认")
      }
    }
    #expect(row("泵站停机") != nil && row("绿道积水 28 cm") != nil && row("接口超时") == nil && row("证书将到期") == nil)
    #expect(text().contains("筛选 橙以上"))
    view.filters = [:]
    view.orders[.alerts] = .newest
    let rows = try ["证书将到期", "接口超时", "绿道积水 28 cm", "泵站停机"].map { try #require(row($0)) }
    #expect(rows == rows.sorted() && Set(rows).count == 4)
    #expect(text().contains("时间▾") && text().contains("排序 最新在前"))
  }
}
