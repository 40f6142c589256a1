import Core
import TextSafety
import Testing

@testable import Feeds

/// The rows of a sheet as texts, and the faults between them.
private func rows(_ text: some Sequence<UInt8>, _ delimiter: UInt8? = nil) -> (rows: [[String]], troubles: [String]) {
  Array(text).withUnsafeBytes { bytes in
    let delimiter = delimiter ?? SheetOptions.Delimiter.detected.byte(in: bytes, row: 1)
    var sheet = SheetReader(bytes, delimiter: delimiter)
    var rows: [[String]] = []
    var troubles: [String] = []
    while true {
      do throws(SheetReader.Trouble) {
        guard try sheet.next() else { return (rows, troubles) }
        rows.append((0..<sheet.row.count).map { sheet.row.text($0) })
      } catch { troubles.append("\(error.line):\(error.column ?? 0) \(error.words)") }
    }
  }
}

@Suite struct SheetTests {
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a;b\n\"x;\"\"y\"\"\nz\";2", [["a", "b"], ["x;\"y\"\nz", "2"]]),
    ("a\tb\n\"\"\t\"\"\"\"", [["a", "b"], ["", "\""]]),
    ("a|b\n 1 | \"2\" \n", [["a", "b"], ["1", "2"]]),
    ("a;\tb;\tc\n1;\t2;\t3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    ("编号,数\n=\"007\",5\"\n", [["编号", "数"], ["007", "5\""]]),
    ("=\"00 \" ,=\" \"\n", [["00", ""]]),
    ("\"a,b\",c\n1,2,3\n", [["a,b", "c"], ["1", "2", "3"]]),
    ("a\n\n,\n", [["a"], [""], ["", ""]]),
    ("", []),
  ]) func cells(text: String, expected: [[String]]) {
    let (found, troubles) = rows(text.utf8)
    #expect(found == expected && troubles.isEmpty)
  }

  @Test func faultsCostOnlyTheirRow() {
    let (found, troubles) = rows("a,b\n1,\"2\"x\n3,\"4\n5,6\n7,8\n".utf8)
    // The open quote of line 3 is not closed before the end: the rows below are read all the same.
    #expect(found == [["a", "b"], ["5", "6"], ["7", "8"]])
    #expect(troubles == ["2:6 goes on after a closing quote", "3:3 a quote is opened and never closed"])
  }

  @Test func aQuoteOverLinesKeepsCount() {
    let (found, troubles) = rows("a,b\n\"1\n2\",\"3\n4\"x\n5,6\n".utf8)
    #expect(found == [["a", "b"], ["5", "6"]] && troubles == ["4:3 goes on after a closing quote"])
  }

  @Test func limits() {
    let wide = Array(repeating: "x", count: 1025).joined(separator: ",")
    let long = String(repeating: "y", count: 65_537)
    let (found, troubles) = rows("a,b\n\(wide)\n1,\(long)\n2,\"\(long)\"\n3,4\n".utf8)
    #expect(found == [["a", "b"], ["3", "4"]])
    #expect(
      troubles == [
        "2:2049 a row may have 1024 columns", "3:3 a cell may have 65536 bytes", "4:3 a cell may have 65536 bytes",
      ])
    #expect(rows("a\n\(String(repeating: "z", count: 65_536))\n".utf8).rows.count == 2)
  }

  /// Every second line opens a quote that nothing closes within a cell's length: the time stays in proportion to the bytes.
  @Test func openQuotesAreReadTwiceAtMost() {
    let line = "1,\"" + String(repeating: "z\"\"\n", count: 20)
    let text = "a,b\n" + String(repeating: line, count: 2000)
    let (_, troubles) = rows(text.utf8)
    #expect(!troubles.isEmpty)
  }

  @Test func anyBytesAreRead() {
    var generator = SeededGenerator(seed: 7)
    let alphabet: [UInt8] = [34, 34, 44, 59, 10, 13, 9, 61, 97, 0, 0xFF, 0xE4]
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      _ = rows(bytes)
    }
  }

  @Test func encodings() throws {
    func text(_ bytes: [UInt8], _ encoding: DocumentEncoding = .detected) -> String? {
      var result: String?
      let isText = bytes.withUnsafeBytes { bytes in
        EncodedText.withUTF8(bytes, encoding) { result = String(decoding: $0, as: UTF8.self) }
      }
      return isText ? result : nil
    }
    let gbk: [UInt8] = [0xB5, 0xC6, 0xB2, 0xBB, 0xC1, 0xC1]  // 灯不亮
    #expect(text(gbk) == "灯不亮" && text(gbk, .gbk) == "灯不亮" && text(Array("a\n".utf8) + gbk + [10]) == "a\n灯不亮\n")
    // A byte that ends nowhere costs one character.
    #expect(text(gbk + [0xB5], .gb18030) == "灯不亮\u{FFFD}" && text([0xB5, 0x20] + gbk, .gb18030) == "\u{FFFD} 灯不亮")
    #expect(text([0x84, 0x31, 0x95, 0x33], .gb18030) == "\u{FEFF}" || text([0x84, 0x31, 0x95, 0x33], .gb18030) == "")
    #expect(text([0x95, 0x32, 0x82, 0x36], .gb18030) == "𠀀")
    #expect(text([0xFF, 0xFE, 0x6F, 0x70, 0x0A, 0x00]) == "灯\n" && text([0xFE, 0xFF, 0x70, 0x6F]) == "灯")
    #expect(text([0xEF, 0xBB, 0xBF] + Array("灯".utf8)) == "灯" && text([0xBF, 0x4F], .big5) == "燈")
    #expect(text(Array("caf\u{E9}".utf8)) == "café" && text([0x63, 0xE9, 0x0A]) == "c\u{FFFD}\n")
    #expect([UInt8](gbk).withUnsafeBytes { transcoded($0, from: "no-such-encoding") } == nil)
    // Long enough for several turns of the converter, with a pair across its edge.
    let many = Array(repeating: gbk, count: 40_000).flatMap { $0 }
    #expect(text([97] + many)?.unicodeScalars.count == 120_001)
  }
}
