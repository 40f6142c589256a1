import TextSafety
import TextUI
import Testing

@Suite struct EscapedTests {
  @Test func charactersOfTwoColumnsBecomeMarksOfTheirWidth() {
    var canvas = Canvas(width: 20, height: 3)
    canvas.put("a霞山内涝 b", x: 0, y: 0, style: Style())
    canvas.put("暹x霞山", x: 0, y: 1, style: Style())
    canvas.put("plain", x: 0, y: 2, style: Style())
    canvas.escapeWideCharacters()
    #expect(canvas.text == ["a[4 zh].. b", "..x[zh]", "plain"])
  }
}
