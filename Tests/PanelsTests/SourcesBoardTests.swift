import Core
import Panels
import TestSupport
import Testing
import TextSafety
import TextUI

/// Board 9: one source with every trouble, one lost, one down, one awaited.
@Suite struct SourcesBoardTests {
  private var state: State {
    var city = SampleState.city
    func expected(_ id: SafeText, _ zh: SafeText, _ en: SafeText) -> ExpectedSource {
      ExpectedSource(source: id, name: LocalName(zh: zh, en: en), staleAfterSeconds: 45, isCore: true)
    }
    city.sources = [
      expected("/440800/hotline-12345", "12345热线", "Hotline 12345"), expected("/440800/zj-gov-cloud", "政务云", "Gov cloud"),
      expected("/440800/yuezhizhu", "粤智助", "Yuezhizhu kiosks"), expected("/440800/weather-risk", "气象风险", "Weather risk"),
    ]
    var state = State(city: city, startingAt: SampleState.start)
    var effects: [Effect] = []
    func feed(_ event: Event, _ collector: SafeText, _ seconds: Double) {
      state.reduce(.event(event, collector: collector, at: SampleState.start + seconds), effects: &effects)
    }
    func metric(_ id: SafeText, _ source: SafeText, at seconds: Double, sequence: Int64? = nil, bytes: Int32 = 412) -> Event {
      let report = MetricReport(samples: [MetricSample(name: "host.load", value: 1, unit: "1")])
      var event = SampleState.event(.metric(report), id: id, source: source, at: seconds)
      event.sequence = sequence
      event.bytes = bytes
      return event
    }
    feed(metric("c1", "/440800/zj-gov-cloud", at: 10), "cloud", 10)
    let hotline: SafeText = "/440800/hotline-12345"
    for number in 0..<120 where number != 40 && number != 41 {
      let second = Double(number)
      feed(metric("h\(number)", hotline, at: second - 1.2, sequence: Int64(number + 1), bytes: 20_480), "hotline-tcp", second)
    }
    feed(metric("h1", hotline, at: 1), "hotline-file", 119)
    feed(metric("h-late", hotline, at: 39, sequence: 41), "hotline-file", 119)
    feed(metric("h-future", hotline, at: 9000), "hotline-tcp", 119)
    var expired = metric("h-expired", hotline, at: 100)
    expired.expiryTime = SampleState.start + 110
    feed(expired, "hotline-tcp", 119)
    let raw: SafeText =
      "{\"specversion\":\"1.0\",\"source\":\"/440800/hotline-12345\",\"data\":{\"title\":\"绿村路积水␛[31m 电话138****5678\"}}"
    for (line, reason) in [(17, Malformed.Reason.missing), (18, .missing), (230, .encoding)] {
      state.reduce(
        .malformed(
          Malformed(reason, "data.ticket_id: is missing"), LinePosition(collector: "hotline-tcp", file: "tcp:7001", line: line),
          raw: raw, at: SampleState.start + 119), effects: &effects)
    }
    feed(metric("y1", "/440800/yuezhizhu", at: 100), "kiosk", 119)
    let down = Heartbeat(
      collector: "yuezhizhu", intervalSeconds: 15, upstream: .down, lagSeconds: 12, emitted: 4120, dropped: 3, errors: 1,
      version: "1.0.0", clockOffsetMilliseconds: -7500)
    feed(
      SampleState.event(.heartbeat(down), id: "hb", subject: "yuezhizhu", source: "/440800/collector/yuezhizhu", at: 115),
      "kiosk", 119.5)
    state.reduce(.tick(SampleState.start + 120), effects: &effects)
    SampleState.settle(&state, &effects)
    return state
  }

  private func draw(_ width: Int, _ height: Int, _ language: Language, detail: SafeText? = nil) -> Canvas {
    var view = ViewState.standard
    view.board = "sources"
    view.language = language
    if let detail { view.overlays = [.detail(.source(detail), top: 0)] }
    return ScreenPainter.draw(state: state, view: view, size: Size(width: width, height: height), help: [])
  }

  @Test(arguments: [(200, 24), (120, 24), (80, 24)])
  func theBoardLooksAsItDid(size: (Int, Int)) {
    expectSnapshot(draw(size.0, size.1, .zh), named: "sources-zh-\(size.0)")
    expectSnapshot(draw(size.0, size.1, .en), named: "sources-en-\(size.0)")
  }

  @Test func theDetailHasAllOfIt() {
    expectSnapshot(draw(110, 60, .zh, detail: "/440800/hotline-12345"), named: "source-detail-zh")
    expectSnapshot(draw(110, 60, .en, detail: "/440800/hotline-12345"), named: "source-detail-en")
    expectSnapshot(draw(100, 40, .zh, detail: "/440800/yuezhizhu"), named: "source-down-zh")
    expectSnapshot(draw(100, 40, .en, detail: "/440800/yuezhizhu"), named: "source-down-en")
  }

  /// Silence and a reported failure are told apart in a word.
  @Test func lostIsNotDown() {
    let text = draw(200, 24, .zh).plainText.split(separator: "\n")
    #expect(text.contains { $0.contains("断流") && $0.contains("政务云") })
    #expect(text.contains { $0.contains("源故障") && $0.contains("粤智助") })
  }
}
