import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct XMLTests {
  @Test func aTreeOfLocalNames() throws {
    let root = try #require(
      document(
        """
        <?xml version="1.0"?>
        <!-- one -->
        <a xmlns="urn:a" xmlns:b="urn:b" k="v" b:k="w">
          one <b:c/> two <![CDATA[<x> & ]]]]><![CDATA[>]]>
          <c xmlns="">&lt;&#20013;&#x6587;&gt;</c><unknown:d/>
        </a>
        """
      ).root)
    #expect(root.namespace == "urn:a" && root.name == "a" && root.line == 3 && root.column == 1)
    #expect(root.attributes == [XMLElement.Attribute(name: "k", value: "v"), XMLElement.Attribute(name: "b:k", value: "w")])
    #expect(root[attribute: "k"] == "v" && root[attribute: "x"] == nil)
    #expect(root.text == "one  two <x> & ]]>")
    #expect(root.children.map(\.namespace) == ["urn:b", "", ""])
    #expect(root.children.map(\.name) == ["c", "c", "d"])
    #expect(root.text(of: "c") == "<中文>" && root.child("c")?.text == "")
    #expect(root.children[1].line == 5 && root.children[1].column == 3)
  }

  @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "US-ASCII"]) func encodings(name: String) {
    let word = name == "US-ASCII" ? "cafe" : name.hasPrefix("ISO") ? "café" : "café 水浸"
    let mark: [UInt8] = name == "UTF-16LE" ? [0xFF, 0xFE] : name == "UTF-16BE" ? [0xFE, 0xFF] : []
    let declared = name.hasPrefix("UTF-16") ? "UTF-16" : name
    let text = "<?xml version='1.0' encoding='\(declared)'?><a>\(word)</a>"
    #expect(document(mark + encoded(text, as: name)).root?.text == word)
  }

  @Test func chineseEncodings() {
    for name in ["GB2312", "gbk", "GB18030"] {
      let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?>\n<a k=\"区\">暴雨红色预警<b></a>"
      let bytes = encoded(text, as: name)
      #expect(document(bytes).fault == Malformed(.syntax, "line 2, column 21: an element is closed by another name"))
      let root = document(encoded(text.replacing("<b>", with: ""), as: name)).root
      #expect(root?.text == "暴雨红色预警" && root?[attribute: "k"] == "区")
    }
    let undeclared = encoded("<a>暴雨红色预警</a>", as: "GBK")
    #expect(document(undeclared).fault == Malformed(.gbk, "looks like GBK (GB 18030) and does not declare it"))
    let lie = Array("<?xml version='1.0' encoding='gbk'?><a>".utf8) + [0xFF, 0xFF] + Array("</a>".utf8)
    #expect(document(lie).fault == Malformed(.encoding, "declares GBK or GB 18030, and holds bytes that are not"))
    #expect(document("<?xml version='1.0' encoding='x-klingon'?><a/>").fault?.reason == .encoding)
    // Four bytes of GB 18030 become four of UTF-8; two become three.
    #expect(Array("𠀀中".utf8).withUnsafeBytes { transcoded($0, from: "UTF-8") } == Array("𠀀中".utf8))
    let long = String(repeating: "𠀀中a", count: 20_000)
    #expect(encoded(long, as: "GB18030").withUnsafeBytes { transcoded($0, from: "GB18030") } == Array(long.utf8))
    #expect([UInt8]().withUnsafeBytes { transcoded($0, from: "GB18030") } == [])
    #expect([UInt8](arrayLiteral: 0x81).withUnsafeBytes { transcoded($0, from: "GB18030", isStrict: true) } == nil)
    #expect([UInt8](arrayLiteral: 0x81).withUnsafeBytes { transcoded($0, from: "no such") } == nil)
  }

  @Test(
    arguments: [
      ("", Malformed.Reason.truncated, "line 1, column 1: the document ends before its root element does"),
      ("<a>\n<b></a>", .syntax, "line 2, column 6: an element is closed by another name"),
      ("<a b='1' b='2'/>", .syntax, "line 1, column 10: an attribute stands twice"),
      ("<a/><b/>", .syntax, "line 1, column 5: something follows the root element"),
      ("<a>&nbsp;</a>", .syntax, "line 1, column 4: refers to an entity that is not declared"),
      (" <?xml version='1.0'?><a/>", .syntax, "line 1, column 2: something stands before <?xml"),
      ("<a>&#27;</a>", .syntax, "line 1, column 4: refers to a character that XML does not allow"),
      ("<a>\u{1B}</a>", .syntax, "line 1, column 4: is not well-formed XML"),
      ("{}", .syntax, "line 1, column 1: is not well-formed XML"),
    ]) func faultsNameTheirPlace(text: String, reason: Malformed.Reason, words: String)
  {
    #expect(document(text).fault == Malformed(reason, SafeText(sanitizing: words)))
  }

  /// Unless it must be strict, a document is read with U+FFFD for what XML forbids.
  @Test func badCharactersAreReplaced() throws {
    let text = "<a>\u{1B}[2J&#27;]0;&#x1b;&#0;&#xFFFE;&#55296;\u{FFFF}</a>"
    guard case .success(let read) = document(text, isStrict: false) else {
      Issue.record("is refused")
      return
    }
    #expect(
      read.root.text == "\u{FFFD}[2J\u{FFFD}]0;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}" && read.marks == [.repaired, .oddText])
    let bytes = Array("<a>x".utf8) + [0xC3, 0x28, 0xFF] + Array("</a>".utf8)
    #expect(document(bytes, isStrict: false).root?.text == "x\u{FFFD}(\u{FFFD}" && document(bytes).fault?.reason == .syntax)
    // What is broken besides stays broken; what is allowed stays as it is.
    #expect(document("<a>\u{1B}<b></a>", isStrict: false).fault?.reason == .syntax)
    #expect(document("<a>&#9;&#155;&#x7F;&#x202E;.</a>", isStrict: false).root?.text == "\u{9B}\u{7F}\u{202E}.")
    #expect(document("<a>&#00000000000000000000027;</a>", isStrict: false).fault?.reason == .syntax)
  }

  /// No prefix of a document is a document, and none does any harm.
  @Test func truncatedAnywhere() {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?><!-- c --><a xmlns:b="urn:b" k='v&amp;'><b:c>水浸&#20013;<![CDATA[x]]></b:c><?p i?></a>
      """
    let bytes = Array(text.utf8)
    #expect(document(bytes).root != nil)
    for count in 0..<bytes.count {
      #expect(document(Array(bytes[..<count])).fault != nil)
      #expect(document(Array(bytes[..<count]), isStrict: false).root == nil)
    }
    let chinese = encoded(text.replacing("UTF-8", with: "GBK"), as: "GBK")
    for count in 0..<chinese.count { #expect(document(Array(chinese[..<count]), isStrict: false).root == nil) }
  }
}
