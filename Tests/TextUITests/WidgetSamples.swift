import TextSafety
import TextUI

/// Every widget once, with the kind of content it has on a wall.
enum WidgetSamples {
  static func all(_ glyphs: GlyphSet) -> [(name: String, widget: any Widget)] {
    [
      ("PanelFrame", frame(glyphs)), ("Table", table(glyphs)),
      ("Gauge", Gauge(value: 0.913, target: 0.8, role: .orange, glyphs: glyphs)),
      ("GaugeLine", Gauge(value: 0.55, target: 0.8, shape: .line, glyphs: glyphs)),
      ("GaugeWithoutData", Gauge(value: nil, glyphs: glyphs)),
      ("Sparkline", Sparkline(values: rising.map { $0 == 300 ? nil : $0 }, glyphs: glyphs)),
      ("ColumnChart", columns(glyphs)), ("LineChart", lines(glyphs)), ("TileGrid", tiles(glyphs)),
      ("BigDigits", BigDigits("10:07 98.1%", glyphs: glyphs)), ("Popup", popup(glyphs)), ("KeyBar", keys),
      (
        "Tabs",
        Tabs([Tabs.Tab("1", "总览"), Tabs.Tab("2", "热线", badge: Span("红", .filled(.red))), Tabs.Tab("3", "政务云")], selection: 0)
      ),
      ("TextField", TextField(text: "绿村路 已电话通知市政维护站")), ("HeatStrip", heat(glyphs)), ("Kanban", kanban(glyphs)),
      ("FlowStrip", flow(glyphs)), ("Ticker", ticker),
      (
        "BigDigitsEnlarged",
        BigDigits("3/14 ×2.8", glyphs: glyphs, scale: 2)
      ),
    ]
  }

  static let rising: [Double] = (0..<72).map { index in
    let noise = index * index * 7 % 40
    let climb = max(0, index - 40) * 20
    return Double(100 + noise + climb)
  }

  static func frame(_ glyphs: GlyphSet) -> PanelFrame {
    PanelFrame(
      title: "告警", status: [Span("未确认 3", Style(.bright)), Span(" · 已确认 4 · 搁置 1", Style(.dim))], isFocused: true,
      glyphs: glyphs)
  }

  static func table(_ glyphs: GlyphSet) -> Table {
    let columns = [
      Table.Column("级", minimum: 4, priority: 9), Table.Column("时间", minimum: 5, priority: 4),
      Table.Column("事件", minimum: 12, weight: 1, priority: 8),
      Table.Column("深度", minimum: 7, priority: 2, alignment: .trailing), Table.Column("责任", minimum: 8, priority: 1),
    ]
    let rows = (0..<30).map { index in
      let isOpen = index < 2
      return Table.Row(
        [
          [Span(" 红 ", isOpen ? .filled(.red) : Style(.redQuiet))], [Span("10:0\(index % 10)")],
          [Span("绿村路 积水诉求 "), Span("\(index + 10) 宗", Style(.bright)), Span("/时,涉 3 镇街  强触点")],
          [Span("\(index * 1607)")], [Span("市政维护", Style(.dim))],
        ], isDimmed: index == 3)
    }
    return Table(columns: columns, rows: rows, selection: 1, offset: 0, glyphs: glyphs)
  }

  static func columns(_ glyphs: GlyphSet) -> ColumnChart {
    ColumnChart(
      columns: rising.enumerated().map { index, value in
        ColumnChart.Column(index < 66 ? value : nil, baseline: 220, role: value > 400 ? .orange : .chart)
      },
      labels: [0: "00", 12: "02", 24: "04", 36: "06", 48: "08", 60: "10"], glyphs: glyphs)
  }

  static func lines(_ glyphs: GlyphSet) -> LineChart {
    LineChart(
      series: [LineChart.Series(rising.enumerated().map { 20..<24 ~= $0 ? nil : $1 / 30 }, role: .blueQuiet)],
      thresholds: [LineChart.Threshold(27, role: .orangeQuiet)], band: rising.map { _ in LineChart.Band(low: 2, high: 5) },
      marks: [
        LineChart.Mark(0, "08:00"), LineChart.Mark(0.5, "09:00"), LineChart.Mark(1, "10:00"),
        LineChart.Mark(0.75, "泵站停机", role: .yellowQuiet),
      ], glyphs: glyphs)
  }

  static func tiles(_ glyphs: GlyphSet) -> TileGrid {
    TileGrid(
      tiles: [
        TileGrid.Tile(column: 1, row: 0, name: "北江", lines: [[Span("诉求 363", Style(.dim))]]),
        TileGrid.Tile(column: 0, row: 1, name: "西溪", badge: "黄 1", lines: [[Span("诉求 97")]], role: .yellow),
        TileGrid.Tile(column: 2, row: 1, name: "东海", badge: "橙 ×12", lines: [[Span("诉求 392")]], role: .orange),
        TileGrid.Tile(column: 1, row: 2, name: "南屏", badge: "断流", lines: [[Span("诉求 175", Style(.stale))]]),
      ], selection: 0, glyphs: glyphs)
  }

  /// Two known days, of which the first begins at eight and the second runs until ten, and the usual.
  static func heat(_ glyphs: GlyphSet) -> HeatStrip {
    let usual: [Double] = [
      16, 12, 10, 8, 10, 16, 31, 72, 143, 205, 215, 184, 92, 102, 164, 184, 174, 133, 82, 61, 49, 37, 27, 18,
    ]
    let yesterday = usual.enumerated().map { HeatStrip.Cell($0 < 8 ? nil : $1 * 0.8) }
    let today = usual.enumerated().map { hour, value in
      HeatStrip.Cell(hour > 10 ? nil : hour == 3 ? 0 : value * (hour > 8 ? 1.6 : 1), role: hour > 8 ? .orangeQuiet : .chart)
    }
    return HeatStrip(
      rows: [
        .init("07-02 周六", cells: yesterday, note: "1,592"), .init("今日", cells: today, note: "876"),
        .init("休息日同期", cells: usual.map { .init($0, role: .chartDim) }, note: "2,045"),
      ], labels: [0: "00", 6: "06", 12: "12", 18: "18"], glyphs: glyphs)
  }

  static func kanban(_ glyphs: GlyphSet) -> Kanban {
    let late: StyledText = [Span("-0:12 ", Style(.redQuiet)), Span("霞山 绿村路积水 车辆无法通行", Style(.text))]
    return Kanban(
      columns: [
        .init("受理", count: "4", facts: [Span("最久 1:28", Style(.dim))], cards: [[Span("徐闻 海鲜市场短斤缺两")]]),
        .init("派单", count: "12", facts: [Span("最久 40:25"), Span("  红1", Style(.redQuiet))], cards: [late, [Span("吴川 停水")]]),
        .init("退单重办", count: "0"),
        .init("今日办结", count: "1,284", cards: [[Span("赤坎 路灯不亮", Style(.dim))]]),
      ], glyphs: glyphs)
  }

  static func flow(_ glyphs: GlyphSet) -> FlowStrip {
    FlowStrip(inText: "  38.5", backlogText: "48,210", outText: "   0.0", backlog: 0.7, role: .redQuiet, glyphs: glyphs)
  }

  static let ticker = Ticker(items: [
    [Span("10:07:41 ", Style(.faint)), Span("红 ", Style(.redQuiet)), Span("密钥服务错误率 6.3% ≥ 5%")],
    [Span("10:06:58 ", Style(.faint)), Span("断流 粤智助")],
    [Span("10:05:12 ", Style(.faint)), Span("值班员-02 备注 绿村路:已电话通知霞山市政维护站")],
  ])

  static func popup(_ glyphs: GlyphSet) -> Popup {
    Popup(
      title: "确认 12 条告警", lines: (1...8).map { [Span("第 \($0) 条 密钥服务错误率 6.3% ≥ 5%")] }, hint: "Enter 确认  Esc 取消",
      glyphs: glyphs)
  }

  static let keys = KeyBar([
    KeyBar.Hint("a", "确认"), KeyBar.Hint("n", "备注"), KeyBar.Hint("s", "搁置"), KeyBar.Hint("Enter", "详情"),
    KeyBar.Hint("?", "帮助"), KeyBar.Hint("q", "退出"),
  ])
}
