import Testing
import TextUI

@testable import Terminal

@Suite struct TerminalProfileTests {
  static let sample = "\u{1B}[38;5;100m"

  @Test func namesLeadToDescriptions() {
    func candidates(_ term: String, override: String? = nil) -> [String] {
      TerminalProfile(override: override, environment: ["TERM": term]).candidates
    }
    #expect(candidates("xterm") == ["xterm-256color", "xterm", "vt100"])
    #expect(candidates("xterm-direct") == ["xterm-256color", "xterm", "vt100"])
    #expect(candidates("") == ["xterm-256color", "xterm", "vt100"])
    #expect(candidates("xterm-ghostty") == ["xterm-ghostty", "xterm-256color", "xterm", "vt100"])
    #expect(candidates("dumb") == ["dumb"])
    #expect(candidates("linux", override: "xterm") == ["xterm"])
  }

  /// Where nothing is known of it, nothing is sent: the text would stand on the screen.
  @Test func notificationsGoOnlyWhereTheyAreUnderstood() {
    func before(_ term: String, _ environment: [String: String] = [:]) -> String? {
      TerminalProfile(override: nil, environment: environment.merging(["TERM": term]) { _, new in new }).notification?.0
    }
    #expect(before("foot") == "777;notify;zhiban;")
    #expect(before("xterm-ghostty") == "777;notify;zhiban;")
    #expect(before("xterm-kitty") == "9;")
    #expect(before("xterm-256color", ["TERM_PROGRAM": "iTerm.app"]) == "9;")
    #expect(before("tmux-256color", ["TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/x"]) == nil)
    for term in ["xterm", "xterm-256color", "linux", "putty-256color", "vt100", "screen"] { #expect(before(term) == nil) }
  }

  @Test func theEnvironmentChoosesTheColors() {
    func depth(
      _ term: String, _ environment: [String: String] = [:], colors: Int = 256, sample: String? = Self.sample,
      wanted: ColorDepth? = nil
    ) -> ColorDepth {
      TerminalProfile(override: nil, environment: ["TERM": term])
        .colorDepth(wanted, environment: environment, colors: colors, sample: sample)
    }
    #expect(depth("xterm-256color") == .palette256)
    #expect(depth("xterm-256color", ["COLORTERM": "truecolor"]) == .trueColor)
    #expect(depth("xterm-256color", ["COLORTERM": "24bit", "NO_COLOR": "1"]) == .mono)
    #expect(depth("xterm-256color", ["NO_COLOR": "1"], wanted: .palette8) == .palette8)
    #expect(depth("xterm-direct") == .trueColor)
    #expect(depth("screen-256color", ["COLORTERM": "truecolor"]) == .palette256)
    #expect(depth("fbterm", ["COLORTERM": "truecolor"], sample: "\u{1B}[1;100}") == .palette256)
    #expect(depth("linux", ["COLORTERM": "truecolor"], colors: 8, sample: nil, wanted: .trueColor) == .palette16)
    #expect(depth("xterm-color", colors: 8) == .palette8)
    #expect(depth("vt100", colors: 0) == .mono)
  }

  @Test func sgrNumbersBecomeTrueColors() {
    var table = ColorTable(depth: .trueColor, colors: 256, pairLimit: 100, hasDefaultColors: true)
    var defined: [[Int32]] = []
    for style in [
      ResolvedStyle(foreground: .rgb(1, 2, 3), background: .rgb(4, 5, 6)), ResolvedStyle(foreground: .index(200)),
      ResolvedStyle(foreground: .index(3), background: .rgb(1, 2, 3)), ResolvedStyle(),
    ] {
      #expect(table.ink(for: style) { defined.append([$0, $1, $2]) } != nil)
    }
    #expect(defined == [[1, 16, 17], [2, 18, -1], [3, 3, 16]])
    let frame = "a\u{1B}[0;1;38;5;16m\u{1B}[48;5;17m\u{1B}[H[38;5;16m\u{1B}[38;5;18;4m\u{1B}[39;49m\u{1B}[48;5;99m\u{1B}"
    #expect(
      String(decoding: table.translated(Array(frame.utf8)), as: UTF8.self)
        == "a\u{1B}[0;1;38;2;1;2;3m\u{1B}[48;2;4;5;6m\u{1B}[H[38;5;16m\u{1B}[38;5;200;4m\u{1B}[39;49m\u{1B}[48;5;99m\u{1B}")
  }

  /// A terminal that makes bold text bright would show it as dark grey on the colour of an alert.
  @Test func blackIsNeverBold() {
    for (depth, colors) in [(ColorDepth.palette16, 8), (.palette16, 16), (.palette256, 256), (.trueColor, 256)] {
      var table = ColorTable(depth: depth, colors: colors, pairLimit: 100, hasDefaultColors: true)
      func attributes(_ index: UInt8) -> Style.Attributes? {
        table.ink(for: ResolvedStyle(foreground: .index(index), background: .index(3), attributes: .bold)) { _, _, _ in }?
          .attributes
      }
      #expect(attributes(0) == [] && attributes(1) == .bold)
    }
  }

  @Test func aFullTableSaysSo() {
    var table = ColorTable(depth: .palette256, colors: 256, pairLimit: 3, hasDefaultColors: true)
    let styles = (1...3).map { ResolvedStyle(foreground: .index($0)) }
    #expect(styles.map { table.ink(for: $0) { _, _, _ in }?.pair } == [1, 2, nil])
    table.reset()
    #expect(table.ink(for: styles[2]) { _, _, _ in }?.pair == 1)
  }

  @Test func aSlowLineSlowsTheFramesDown() {
    var outbox = Outbox()
    let start = ContinuousClock.now
    outbox.append(Array(repeating: 0, count: 100), at: start)
    outbox.advance(40, at: start + .milliseconds(200))
    #expect(!outbox.isEmpty && outbox.suggestedInterval(at: start + .milliseconds(300)) == .milliseconds(600))
    outbox.advance(60, at: start + .milliseconds(500))
    #expect(outbox.isEmpty && outbox.suggestedInterval(at: start + .seconds(9)) == .seconds(1))
    outbox.append([0], at: start + .seconds(9))
    outbox.advance(1, at: start + .seconds(9))
    #expect(outbox.suggestedInterval(at: start + .seconds(9)) == Outbox.leastInterval)
  }
}
