import TestSupport
import Testing
import TextSafety
import TextUI

@Suite struct WidgetTests {
  @Test(arguments: [Size(width: 20, height: 6), Size(width: 80, height: 24)]) func widgetsLookAsRecorded(size: Size) {
    for (name, widget) in WidgetSamples.all(.unicode) {
      var canvas = Canvas(width: size.width, height: size.height)
      widget.draw(on: &canvas, in: canvas.bounds)
      expectSnapshot(canvas, named: "\(name)-\(size.width)x\(size.height)")
    }
  }

  /// What a wall shows is as large as the wall.
  @Test(arguments: [Size(width: 200, height: 56), Size(width: 400, height: 120)])
  func widgetsOfAWallLookAsRecorded(size: Size) {
    let samples: [(name: String, widget: any Widget)] = [
      ("HeatStrip", WidgetSamples.heat(.unicode)), ("Kanban", WidgetSamples.kanban(.unicode)),
      ("BigDigits", BigDigits("10:07").enlarged(toFit: size)),
    ]
    for (name, widget) in samples {
      var canvas = Canvas(width: size.width, height: size.height)
      widget.draw(on: &canvas, in: canvas.bounds)
      expectSnapshot(canvas, named: "\(name)-\(size.width)x\(size.height)")
    }
  }

  @Test func digitsGrowInWholePointsAndNeverBeyondTheirPlace() {
    let digits = BigDigits("10:07")
    #expect((digits.width, digits.height) == (17, 3))
    for (width, height, scale) in [(17, 3, 1), (33, 20, 1), (34, 5, 2), (34, 4, 1), (400, 120, 16), (0, 0, 1)] {
      let large = digits.enlarged(toFit: Size(width: width, height: height))
      #expect(large.scale == scale, "\(width)x\(height)")
      #expect((large.width, large.height) == (17 * scale, (5 * scale + 1) / 2))
    }
  }

  @Test func theNameOfAnEventGoesBeforeALabelOfTheAxis() {
    var canvas = Canvas(width: 20, height: 5)
    LineChart(
      series: [.init([1, 2, 3])], marks: [.init(0.5, "09:00"), .init(0.55, "泵站", role: .yellowQuiet), .init(0, "08:00")],
      minimum: 0, maximum: 4
    ).draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.text[4].contains("泵站") && canvas.text[4].contains("08:00") && !canvas.text[4].contains("09:00"))
  }

  @Test func aTableMarksTheColumnItIsSortedBy() {
    var table = WidgetSamples.table(.unicode)
    table.sortedColumn = 1
    var canvas = Canvas(width: 60, height: 3)
    table.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.text[0].hasPrefix("级    时间▾"))
  }

  /// One widget a row, each in a single cell, and before that in none.
  @Test func smallestSizesLookAsRecorded() {
    let samples = WidgetSamples.all(.unicode)
    var canvas = Canvas(width: 24, height: samples.count)
    for (row, sample) in samples.enumerated() {
      canvas.put(SafeText(sanitizing: sample.name), x: 2, y: row, style: Style())
      for width in 0...1 {
        var cell = Canvas(width: width, height: width)
        sample.widget.draw(on: &cell, in: cell.bounds)
        canvas.blit(cell, x: 0, y: row)
      }
    }
    expectSnapshot(canvas, named: "all-1x1")
  }

  @Test(arguments: [GlyphSet.safe, .ascii]) func otherGlyphsLookAsRecorded(glyphs: GlyphSet) {
    for (name, widget) in WidgetSamples.all(glyphs) {
      var canvas = Canvas(width: 44, height: 10)
      widget.draw(on: &canvas, in: canvas.bounds)
      expectSnapshot(canvas, named: "\(name)-\(glyphs.rawValue)")
    }
  }

  @Test(arguments: GlyphSet.allCases) func widgetsStayInTheirRectangleAtEverySize(glyphs: GlyphSet) {
    let frame = Style(.banner, on: .bannerAlarm)
    for (name, widget) in WidgetSamples.all(glyphs) {
      for width in 0...26 {
        for height in 0...7 {
          var canvas = Canvas(width: width + 6, height: height + 2)
          canvas.fill(canvas.bounds, style: frame, scalar: "░")
          let rect = Rect(x: 3, y: 1, width: width, height: height)
          canvas.fill(rect, style: Style())
          widget.draw(on: &canvas, in: rect)
          let spilled = (0..<canvas.height).contains { y in
            (0..<canvas.width).contains { x in !rect.contains(x: x, y: y) && canvas[x, y] != Cell("░", style: frame) }
          }
          #expect(!spilled, "\(name) at \(width)x\(height)")
          #expect(tornCharacters(canvas).isEmpty, "\(name) at \(width)x\(height)")
          // Half outside the canvas, or wholly.
          widget.draw(on: &canvas, in: Rect(x: -width / 2, y: -height / 2, width: width, height: height))
          widget.draw(on: &canvas, in: Rect(x: canvas.width - 2, y: canvas.height - 1, width: width, height: height))
          #expect(tornCharacters(canvas).isEmpty, "\(name) half outside")
        }
      }
    }
  }

  @Test func asciiAndSafeGlyphsKeepTheirPromise() {
    let ambiguous = Set("─━╾│┌┐└┘█▀▄▌▁▂▃▅▆▇▉▊▋▍▎▏●○■▲".unicodeScalars)
    for glyphs in [GlyphSet.safe, .ascii] {
      for (name, widget) in WidgetSamples.all(glyphs) {
        var canvas = Canvas(width: 60, height: 12)
        widget.draw(on: &canvas, in: canvas.bounds)
        let used = Set(canvas.plainText.unicodeScalars)
        #expect(used.isDisjoint(with: ambiguous), "\(name) \(glyphs)")
      }
    }
    for lamp in GlyphSet.Lamp.allCases { #expect(GlyphSet.ascii.lamp(lamp).isASCII) }
  }

  @Test func missingDataIsNotZero() {
    func drawn(_ values: [Double?]) -> String {
      var canvas = Canvas(width: 3, height: 1)
      Sparkline(values: values, maximum: 8).draw(on: &canvas, in: canvas.bounds)
      return canvas.text[0]
    }
    #expect(drawn([8, nil, 4]) == "▇ ▄")
    #expect(drawn([8, 0, 4]) == "▇▁▄")
    #expect(drawn([.nan, 0.001, 99]) == " ▁▇")
  }

  /// Feeds can send any number.
  @Test func chartsSurviveEveryNumber() {
    let strange: [Double] = [0, -0.0, 1, -1, 1e-300, 1e15, -1e15, 1e300, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan]
    var canvas = Canvas(width: 30, height: 8)
    for first in strange {
      for second in strange {
        let values = [first, nil, second, 3]
        let widgets: [any Widget] = [
          LineChart(
            series: [LineChart.Series(values)], thresholds: [LineChart.Threshold(second, role: .orange)],
            band: [LineChart.Band(low: second, high: first)], marks: [LineChart.Mark(first, "标", role: .red)]),
          LineChart(series: [LineChart.Series(values)], minimum: first, maximum: second),
          ColumnChart(columns: values.map { ColumnChart.Column($0, baseline: second) }),
          ColumnChart(columns: values.map { ColumnChart.Column($0) }, maximum: second),
          Sparkline(values: values), Sparkline(values: values, maximum: second), Gauge(value: first, target: second),
        ]
        for widget in widgets { widget.draw(on: &canvas, in: canvas.bounds) }
      }
    }
    #expect(tornCharacters(canvas).isEmpty)
  }

  @Test func tableFindsTheRowUnderTheMouse() {
    let table = WidgetSamples.table(.unicode)
    let rect = Rect(x: 0, y: 2, width: 80, height: 5)
    #expect(table.row(at: 2, in: rect) == nil)
    #expect(table.row(at: 3, in: rect) == 0)
    #expect(table.row(at: 7, in: rect) == nil)
    #expect(table.layout(in: Rect(x: 0, y: 0, width: 30, height: 5)).dropped == [3, 4])
  }

  @Test func aListHoldsStillUnderItsCursor() {
    var place = ScrollPosition()
    place.move(by: 12, count: 30, visible: 10)
    #expect((place.selection, place.offset) == (12, 3))
    place.move(by: -5, count: 30, visible: 10)
    #expect((place.selection, place.offset) == (7, 3))
    place.follow(to: 9, count: 32, visible: 10)
    #expect((place.selection, place.offset) == (9, 5))
    place.scroll(by: 100, count: 32, visible: 10)
    #expect((place.selection, place.offset) == (22, 22))
    place.select(5, count: 0, visible: 0)
    #expect((place.selection, place.offset) == (0, 0))
  }

  @Test func textFieldEditsWholeCharacters() {
    var field = TextField(limit: 8)
    for scalar in "绿村 x".unicodeScalars { field.press(.character(scalar)) }
    field.press(.home)
    field.press(.right)
    field.press(.backspace)
    field.press(.paste("路\u{1B}[2J\n"))
    #expect(!field.text.string.unicodeScalars.contains("\u{1B}"))
    field.press(.control("u"))
    #expect(field.text == "村 x")
    field.press(.end)
    field.press(.control("w"))
    #expect(field.text == "村")
    let isTaken = field.press(.enter)
    #expect(!isTaken)
    field.insert("一二三四五六七八九十")
    #expect(field.text.string.unicodeScalars.count == 8)
  }
}
