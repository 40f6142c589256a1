import Testing
import TextSafety

@Suite struct ExportTests {
  @Test func aQuoteWithAMarkStillIsAQuote() {
    let text = SafeText(sanitizing: "a\"\u{301},=1+1")
    #expect(Array(text.csvCell().unicodeScalars) == Array("\"a\"\"\u{301},=1+1\"".unicodeScalars))
    #expect(Array(text.htmlText.unicodeScalars) == Array("<bdi>a&quot;\u{301},=1+1</bdi>".unicodeScalars))
    // A filler of Hangul is a letter, and nothing to see.
    #expect(logLine([("k", "\u{3164}")]) == #"{"k":"\u3164"}"#)
    #expect(Array(logLine([("k", text.string)]).unicodeScalars) == Array(#"{"k":"a\"\u0301,=1+1"}"#.unicodeScalars))
  }

  @Test func onlyPlainNumbersStandWithoutQuotes() {
    for number in ["0", "-12.5", "123456789012345.123456"] {
      #expect(SafeText(sanitizing: number).csvCell(numeric: true) == number)
    }
    for text in ["", "-", "1.", ".5", "1.2.3", "--1", "1e9", "1234567890123456", "1.1234567", "１"] {
      #expect(SafeText(sanitizing: text).csvCell(numeric: true).hasPrefix("\""))
    }
  }

  @Test func aBlockIsOneRowOfCSVAndManyOfHTML() {
    let text = SafeText(sanitizing: "a\nb", mode: .block)
    #expect(text.csvCell() == "\"a b\"")
    #expect(text.htmlText == "<bdi>a<br>b</bdi>")
  }
}
