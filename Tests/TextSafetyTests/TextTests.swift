import Testing
import TextSafety

@Suite struct TextTests {
  @Test func ordinaryTextIsNotTouched() {
    for text in ["绿村路(昌大昌路段)积水", "12345 hotline", "a b c", "公安→政数 户籍人口", "", "\u{FF21}\u{FF11}(第3号)"] {
      let (safe, flags) = SafeText.sanitize(text)
      #expect(safe.string == text)
      #expect(flags.isEmpty)
    }
  }

  @Test func blanksRunTogetherAndEndsAreTrimmed() {
    #expect(SafeText(sanitizing: "  a \t b\n").string == "a b")
    #expect(SafeText(sanitizing: "a\r\nb", mode: .block).string == "a\nb")
  }

  @Test func widthCountsColumns() {
    #expect(("霞山 xs" as SafeText).width == 7)
    #expect(("⣀▁│" as SafeText).width == 3)
  }

  @Test func cuttingNeverSplitsACharacter() {
    let text: SafeText = "湛江市智能"
    #expect(text.cut(toColumns: 10) == text)
    #expect(text.cut(toColumns: 9) == "湛江市智»")
    #expect(text.cut(toColumns: 8) == "湛江市»")
    #expect(text.cut(toColumns: 1) == "»")
    #expect(text.cut(toColumns: 0) == "")
    for columns in 0...12 { #expect(text.cut(toColumns: columns).width <= columns) }
  }

  @Test func paddingFillsExactly() {
    #expect(("霞山" as SafeText).padded(toColumns: 6) == "霞山  ")
    #expect(("38" as SafeText).padded(toColumns: 4, alignment: .trailing) == "  38")
    #expect(("霞山区" as SafeText).padded(toColumns: 5).width == 5)
  }

  @Test func rowsBreakBetweenHanButNotBeforeAStop() {
    let rows = ("已通知市政维护站。请复核" as SafeText).wrapped(toColumns: 16)
    #expect(rows.map(\.string) == ["已通知市政维护", "站。请复核"])
    #expect(("alpha beta gamma" as SafeText).wrapped(toColumns: 11).map(\.string) == ["alpha beta", "gamma"])
    for columns in 2...20 { #expect(rows.joined().wrapped(toColumns: columns).allSatisfy { $0.width <= columns }) }
  }

  @Test func rowsOfHanAreFilledAndBracketsStayWithTheirText() {
    #expect(("湛江市霞山区" as SafeText).wrapped(toColumns: 8).map(\.string) == ["湛江市霞", "山区"])
    #expect(("路灯（昌大路）不亮" as SafeText).wrapped(toColumns: 6).map(\.string) == ["路灯", "（昌大", "路）不", "亮"])
    #expect(("主机CPU高" as SafeText).wrapped(toColumns: 6).map(\.string) == ["主机", "CPU高"])
    #expect(SafeText(sanitizing: "a\n\nb", mode: .block).wrapped(toColumns: 4).map(\.string) == ["a", "", "b"])
  }

  @Test func aPrefixAndTheRestAreTheWhole() {
    let text = SafeText(sanitizing: "e\u{301}湛a江")
    #expect(text.prefix(columns: 1).string.unicodeScalars.count == 2)
    for columns in 0...8 {
      #expect(text.prefix(columns: columns) + text.dropFirst(columns: columns) == text)
      #expect(text.prefix(columns: columns).width <= columns)
    }
  }

  @Test func theBareConsoleGetsOnlyWhatItDraws() {
    #expect(SafeText(sanitizing: "e\u{301}\u{1B}[2J 火警🔥 \u{202E}").consoleSafe == "e?[2J 火警? ?")
  }

  @Test func charactersNewerThanTheTablesAreMarked() {
    let (text, flags) = SafeText.sanitize("a\u{1FAE8}\u{2427}b")
    #expect(text == "a␦␦b")
    #expect(flags == .unassigned)
  }

  @Test func numbersReadAsOfficersWriteThem() {
    #expect(SafeText(grouped: 48210) == "48,210")
    #expect(SafeText(grouped: -1_284_000) == "-1,284,000")
    #expect(SafeText(38.55, decimals: 1) == "38.6")
    #expect(SafeText(-0.04, decimals: 1) == "0.0")
    #expect(SafeText(percent: 0.91) == "91.0%")
    #expect(SafeText(.nan, decimals: 1) == "–")
    for value in [9e14, 1e15, -1e300, .greatestFiniteMagnitude, .infinity] {
      for decimals in [-1, 0, 6, 400] { #expect(!SafeText(value, decimals: decimals).isEmpty) }
    }
  }
}
