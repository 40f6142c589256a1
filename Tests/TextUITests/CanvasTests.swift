import Testing
import TextSafety
import TextUI

/// A generator that gives the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// Places where a wide character has only one half.
func tornCharacters(_ canvas: Canvas) -> [String] {
  var torn: [String] = []
  for y in 0..<canvas.height {
    for x in 0..<canvas.width {
      let cell = canvas[x, y]
      let wide = (Unicode.Scalar(cell.scalar)?.columns ?? 1) == 2
      let next = canvas[x + 1, y]
      if cell.isContinuation, x == 0 || (Unicode.Scalar(canvas[x - 1, y].scalar)?.columns ?? 1) != 2 {
        torn.append("continuation alone at \(x),\(y)")
      }
      if wide, x + 1 == canvas.width || !next.isContinuation { torn.append("lead alone at \(x),\(y)") }
      if wide, next.isContinuation, next.style != cell.style { torn.append("two styles at \(x),\(y)") }
    }
  }
  return torn
}

@Suite struct CanvasTests {
  @Test func wideCharactersAreNeverTorn() {
    let texts: [SafeText] = ["值班", "a值b班c", "abcdef", "e\u{301}值\u{301}", "值", "日志 10:07", ""]
    let styles = [Style(), Style(.bright, on: .selection), .filled(.red)]
    for seed in 0..<300 as Range<UInt64> {
      var random = SeededGenerator(state: seed)
      let width = Int.random(in: 0...9, using: &random)
      var canvas = Canvas(width: width, height: Int.random(in: 0...3, using: &random))
      for _ in 0..<25 {
        let x = Int.random(in: -4...10, using: &random)
        let y = Int.random(in: -1...3, using: &random)
        let style = styles.randomElement(using: &random)!
        let rect = Rect(x: x, y: y, width: Int.random(in: 0...5, using: &random), height: 2)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: canvas.fill(rect, style: style, scalar: "░")
        case 1: canvas.restyle(rect) { _ in style }
        case 2:
          var other = Canvas(width: rect.width, height: rect.height, fill: style)
          other.put("值班员", x: Int.random(in: -1...1, using: &random), y: 0, style: style)
          canvas.blit(other, x: x, y: y)
        default:
          let limit = Bool.random(using: &random) ? Int.random(in: -1...6, using: &random) : nil
          let align = [Alignment.leading, .center, .trailing].randomElement(using: &random)!
          canvas.put(texts.randomElement(using: &random)!, x: x, y: y, style: style, maxWidth: limit, align: align)
        }
        let torn = tornCharacters(canvas)
        if !torn.isEmpty {
          Issue.record("seed \(seed): \(torn)")
          return
        }
      }
    }
  }

  @Test func overlongTextIsCutWithAMark() {
    var canvas = Canvas(width: 12, height: 5)
    #expect(canvas.put("值班日志", x: 0, y: 0, style: Style(), maxWidth: 6) == 5)
    #expect(canvas.put("abc", x: 0, y: 1, style: Style(), maxWidth: 3) == 3)
    #expect(canvas.put("1,284", x: 0, y: 2, style: Style(), maxWidth: 8, align: .trailing) == 5)
    #expect(canvas.put("日", x: 0, y: 3, style: Style(), maxWidth: 6, align: .center) == 2)
    #expect(canvas.put("0123456789abcdef", x: 4, y: 4, style: Style()) == 8)
    #expect(canvas.text == ["值班»", "abc", "   1,284", "  日", "    0123456»"])
  }

  @Test func aCellNeverHoldsALineFeed() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.put("a\nb", x: 0, y: 0, style: Style())
    #expect(canvas.plainText == "a b\n")
  }

  @Test func edgesClip() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.put("值班员", x: -1, y: 0, style: Style(), maxWidth: 6)
    #expect(canvas.text == [" 班"])
    #expect(canvas[3, 0].scalar == 0x20)
    canvas.put("a", x: 0, y: -1, style: Style())
    canvas.put("a", x: 0, y: 9, style: Style())
    canvas.put("值", x: 3, y: 0, style: Style(), maxWidth: 2)
    #expect(canvas.text == [" 班"])
    #expect(canvas[-1, 0] == Cell())
  }

  @Test func atMostTwoMarksStayOnACharacter() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.put("e\u{301}\u{302}\u{303}x", x: 0, y: 0, style: Style())
    #expect(canvas.text == ["e\u{301}\u{302}x"])
    #expect(MemoryLayout<Cell>.stride == 16)
  }

  @Test func ansiHasFewSequencesAndEndsPlain() {
    var canvas = Canvas(width: 10, height: 2, fill: Style())
    let theme = Theme(name: "test", isDark: true, paints: [.background: Paint(), .text: Paint(), .red: Paint(.hex(0xFF0000))])
    canvas.put("ab", x: 0, y: 0, style: Style(.red))
    canvas.put("cd", x: 3, y: 0, style: Style(.text, on: .background, .bold))
    #expect(canvas.ansi(theme: theme, depth: .trueColor) == "\u{1B}[38;2;255;0;0mab \u{1B}[1;39mcd\u{1B}[0m\n\n")
    #expect(canvas.ansi(theme: theme, depth: .palette16) == "\u{1B}[91mab \u{1B}[1;39mcd\u{1B}[0m\n\n")
    #expect(!canvas.ansi(theme: .night, depth: .mono).contains("38;"))
    #expect(Canvas(width: 0, height: 0).ansi(theme: .night, depth: .trueColor).isEmpty)
  }
}
