import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// A key period stands over the screen with its name for as long as it holds.
@Suite struct KeyPeriodBannerTests {
  private func firstLines(at seconds: Double, _ language: Language = .zh, width: Int = 80) -> String {
    var city = SampleState.city
    let name = LocalName(zh: "国庆", en: "National Day")
    city.keyPeriods = [KeyPeriod(name: name, from: SampleState.start + 100, to: SampleState.start + 200)]
    var state = State(city: city, startingAt: SampleState.start)
    var effects: [Effect] = []
    state.reduce(.tick(SampleState.start + seconds), effects: &effects)
    var view = ViewState()
    view.language = language
    let canvas = ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: 24), help: [])
    return canvas.plainText.split(separator: "\n").prefix(2).joined(separator: "\n")
  }

  @Test(arguments: [80, 200]) func itIsNamedWhileItHolds(width: Int) {
    #expect(!firstLines(at: 99, width: width).contains("重点时期"))
    #expect(firstLines(at: 100, width: width).contains("【重点时期】国庆"))
    #expect(firstLines(at: 199, .en, width: width).contains("[KEY PERIOD] National Day"))
    #expect(!firstLines(at: 200, width: width).contains("国庆"))
  }
}
