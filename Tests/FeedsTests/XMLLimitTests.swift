import Core
import TextSafety
import Testing

@testable import Feeds

/// What a hostile document may try.
@Suite struct XMLLimitTests {
  private let refusal: SafeText =
    "a document type (DOCTYPE) is not accepted: its entities could grow without end or name files"

  @Test func billionLaughs() {
    var text = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n <!ENTITY lol \"lol\">\n"
    for level in 1...9 {
      let inner = String(repeating: level == 1 ? "&lol;" : "&lol\(level - 1);", count: 10)
      text += " <!ENTITY lol\(level) \"\(inner)\">\n"
    }
    text += "]>\n<lolz>&lol9;</lolz>"
    #expect(document(text).fault == Malformed(.syntax, "line 2, column 16: \(refusal)"))
    #expect(document(text, isStrict: false).fault?.detail.string.hasSuffix(refusal.string) == true)
  }

  @Test func quadraticBlowUp() {
    let long = String(repeating: "a", count: 1_000_000)
    let text = "<!DOCTYPE a [<!ENTITY e \"\(long)\">]><a>\(String(repeating: "&e;", count: 100_000))</a>"
    #expect(document(text).fault == Malformed(.syntax, "line 1, column 13: \(refusal)"))
  }

  @Test(
    arguments: [
      "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "<!DOCTYPE a PUBLIC \"-//A//B\" \"http://example.com/a.dtd\"><a/>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
      "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://example.com/x\"> %x;]><a/>", "<!DOCTYPE a><a/>",
      "<!DOCTYPE a [<!ATTLIST a k CDATA \"v\">]><a/>", "<!DOCTYPE a [<!ENTITY x \"&x;\">]><a>&x;</a>",
    ]) func documentTypesOfEveryKind(text: String)
  {
    // A type with nothing inside is known as one at its end.
    #expect(document(text).fault?.detail.string.hasSuffix(refusal.string) == true && document(text).fault?.reason == .syntax)
  }

  @Test func depth() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(document(nested(64)).root != nil)
    #expect(document(nested(65)).fault == Malformed(.depth, "line 1, column 193: is nested deeper than 64 levels"))
    #expect(document(String(repeating: "<a>", count: 2_000_000)).fault?.reason == .depth)
  }

  @Test func siblings() {
    #expect(document("<a>\(String(repeating: "<b/>", count: 199_999))</a>").root?.children.count == 199_999)
    let fault = document("<a>\(String(repeating: "<b/>\n", count: 1_000_000))</a>").fault
    #expect(fault == Malformed(.tooLong, "line 200000, column 1: holds more than 200000 elements"))
  }

  @Test func attributes() {
    func element(_ count: Int) -> String { "<a\((0..<count).map { " k\($0)='v'" }.joined())/>" }
    #expect(document(element(64)).root?.attributes.count == 64)
    #expect(document(element(65)).fault?.detail == "line 1, column 1: an element has more than 64 attributes")
    #expect(document(element(500_000)).fault?.reason == .tooLong)
  }

  @Test func namespaces() {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { "<a\((0..<8).map { " xmlns:p\($0)='u'" }.joined()) k\($0)=''>" }.joined()
    }
    #expect(document(nested(9)).fault?.detail.string.hasSuffix("more than 64 namespaces are declared at one place") == true)
    // Where the URI is long, each prefixed name would cost a copy of it.
    let uri = String(repeating: "u", count: 4_000_000)
    let many = (0..<100_000).map { "<p:b p:k\($0)=''/>" }.joined()
    #expect(document("<p:a xmlns:p='\(uri)'>\(many)</p:a>").root?.children.last?.namespace.utf8.count == 4_000_000)
    let wide = (0..<500_000).map { " p:k\($0)=''" }.joined()
    #expect(document("<a xmlns:p='\(uri)'\(wide)/>").fault?.reason == .tooLong)
  }

  @Test func texts() {
    let long = String(repeating: "水", count: 1_000_000)
    let text = document("<a>\(long)<b>ok</b></a>").root
    // Cut at 64 KiB, within a character: it is repaired, not dropped.
    #expect(text?.text.unicodeScalars.count == 21_846 && text?.text(of: "b") == "ok")
    let references = String(repeating: "&lt;", count: 1_000_000)
    #expect(document("<a>\(references)</a>").root?.text.utf8.count == 65_536)
    let size = 16 << 20
    #expect(document("<a>\(String(repeating: " ", count: size - 7))</a>").root?.text == "")
    let fault = document("<a>\(String(repeating: " ", count: size - 6))</a>").fault
    #expect(fault == Malformed(.tooLong, "is 16777217 bytes long, an XML document may be 16777216"))
  }
}
