import Foundation
import TextSafety
import Testing

@testable import TextUI

@Suite struct PictureTests {
  private func svg(_ draw: (inout Canvas) -> Void) -> String {
    var canvas = Canvas(width: 8, height: 2)
    draw(&canvas)
    return canvas.svg(theme: .night, title: "a <b> & \"c\"")
  }

  @Test func everyCharacterStandsInItsColumn() {
    let picture = svg { $0.put("红a渚b", x: 1, y: 1, style: Style(.text)) }
    #expect(picture.contains("<text class=\"i0\" y=\"35\" x=\"10 30 40 60\">红a渚b</text>"))
    #expect(picture.contains("viewBox=\"0 0 80 40\""))
    #expect(picture.contains(".i0{fill:#c6cdd4}"))
  }

  @Test func groundsOfBadgesAreDrawn() {
    let picture = svg { $0.put("红", x: 0, y: 0, style: .filled(.red)) }
    #expect(picture.contains("<rect x=\"0\" y=\"0\" width=\"20\" height=\"20\" fill=\"#d7192d\"/>"))
  }

  /// ▄ fills the lower half, ⣿ has eight dots, ░ is faint and does not fade what stands beside it.
  @Test func barsAndDotsNeedNoFont() {
    let picture = svg { $0.put("▄░⣿", x: 0, y: 0, style: Style(.chart)) }
    #expect(picture.contains("M0 10h10v10h-10z"))
    #expect(picture.contains("fill-opacity=\"0.25\" d=\"M10 0h10v20h-10z\""))
    #expect(picture.components(separatedBy: "a1.3 1.3 0 1 0 2.6 0").count - 1 == 8)
    #expect(!picture.contains("<text"))
  }

  @Test func theTitleIsNoMarkup() throws {
    let picture = svg { $0.put("<&>", x: 0, y: 0, style: Style(.text)) }
    #expect(picture.contains("<title>a &lt;b&gt; &amp; &quot;c&quot;</title>") && picture.contains(">&lt;&amp;&gt;</text>"))
  }

  /// Every line, bar and shade that the glyph sets use is drawn, not left to a font.
  @Test func everyBarOfTheGlyphSetsHasAShape() {
    for set in [GlyphSet.unicode, .safe] {
      let bars = set.verticalBars + set.horizontalBars + set.thinBars + [set.thinTrack, set.hatch, set.tick, set.dash, set.thumb]
      for scalar in bars { #expect(CellShape(scalar.value) != nil, "\(scalar)") }
    }
  }
}
