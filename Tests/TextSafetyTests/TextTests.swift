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

  @Test func numbersReadAsOfficersWriteThem() {
    #expect(SafeText(grouped: 48210) == "48,210")
    #expect(SafeText(grouped: -1_284_000) == "-1,284,000")
    #expect(SafeText(38.55, decimals: 1) == "38.6")
    #expect(SafeText(-0.04, decimals: 1) == "0.0")
    #expect(SafeText(percent: 0.91) == "91.0%")
    #expect(SafeText(.nan, decimals: 1) == "–")
  }

  @Test func nothingForbiddenIsEverLeft() {
    var state: UInt64 = 7
    func random(_ bound: UInt32) -> UInt32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt32(state >> 33) % bound
    }
    for _ in 0..<3000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<random(24) {
        let bound: UInt32 = [0x80, 0x300, 0x3000, 0x10000, 0x110000][Int(random(5))]
        if let scalar = Unicode.Scalar(random(bound)) { view.append(scalar) }
      }
      let (safe, _) = SafeText.sanitize(String(view))
      var marks = 0
      for scalar in safe.string.unicodeScalars {
        let category = scalar.properties.generalCategory
        let forbidden: [Unicode.GeneralCategory] = [
          .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .enclosingMark,
        ]
        #expect(!forbidden.contains(category))
        marks = category == .nonspacingMark ? marks + 1 : 0
        #expect(marks <= 2)
      }
      #expect(SafeText.sanitize(safe.string).text == safe)
    }
  }
}
