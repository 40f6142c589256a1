import Foundation
import Testing
import TextSafety

private let sharedTools = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  .appendingPathComponent("../../../../shared/tools").standardized.path

/// The shared vectors, where they are present: what feed bytes become on a screen, and in CSV, HTML and a log.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: sharedTools))) struct VectorTests {
  static let flagNames: [(String, SafeText.Flags)] = [
    ("newline", .newline), ("control", .control), ("c1", .c1), ("bidi", .bidi), ("bidi-mark", .bidiMark), ("tag", .tag),
    ("vs", .variation),
    ("invisible", .invisible), ("surrogate", .surrogate), ("nonchar", .nonCharacter), ("badutf8", .badEncoding),
    ("emoji", .emoji),
    ("pua", .privateUse), ("unassigned", .unassigned), ("marks", .marks), ("long", .long),
  ]

  @Test func everyDisplayVectorGivesTheExpectedText() throws {
    let vectors = try vectors(of: "injection-vectors.json")
    #expect(vectors.count == 100)
    for vector in vectors {
      let id = vector["id"] as? String ?? "?"
      let literal = bytes(of: vector)
      let repaired = literal.withUnsafeBytes { repairedJSON($0) } ?? literal
      guard let text = try? JSONSerialization.jsonObject(with: Data(repaired), options: .fragmentsAllowed) as? String else {
        Issue.record("\(id): no JSON string after repair")
        continue
      }
      let mode: SafeText.Mode = vector["mode"] as? String == "block" ? .block : .line
      let (safe, flags) = SafeText.sanitize(text, mode: mode)
      let expected = (vector["expect"] as? String) ?? generated(vector["expect_gen"])
      #expect(Array(safe.string.unicodeScalars) == Array(expected.unicodeScalars), "\(id)")
      let names = Set(Self.flagNames.filter { flags.contains($0.1) }.map(\.0))
      #expect(names == Set(vector["flags"] as? [String] ?? []), "\(id)")
      let widths = try #require(vector["expect_width"] as? [Int] ?? (vector["expect_width"] as? Int).map { [$0] }, "\(id)")
      #expect(safe.string.split(separator: "\n", omittingEmptySubsequences: false).map { columns($0) } == widths, "\(id)")
      #expect(SafeText.sanitize(safe.string, mode: mode, limit: 5000).text == safe, "\(id) twice")
    }
  }

  @Test func everyExportVectorGivesTheExpectedForms() throws {
    let vectors = try vectors(of: "export-vectors.json")
    #expect(vectors.count == 33)
    for vector in vectors {
      let id = vector["id"] as? String ?? "?"
      let literal = try #require(vector["text_json"] as? String)
      let raw = try #require(JSONSerialization.jsonObject(with: Data(literal.utf8), options: .fragmentsAllowed) as? String)
      let safe = SafeText(sanitizing: raw)
      #expect(safe.csvCell(numeric: vector["numeric_column"] as? Bool ?? false) == vector["csv"] as? String, "\(id)")
      #expect(safe.htmlText == vector["html"] as? String, "\(id)")
      #expect(logLine([("ticket", raw)]) == vector["log"] as? String, "\(id)")
    }
  }

  private func vectors(of file: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: sharedTools + "/" + file))
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(document["vectors"] as? [[String: Any]])
  }

  private func columns(_ row: Substring) -> Int { row.unicodeScalars.reduce(0) { $0 + $1.columns } }

  private func bytes(of vector: [String: Any]) -> [UInt8] {
    if let hex = vector["feed_hex"] as? String {
      var bytes: [UInt8] = []
      var index = hex.startIndex
      while index < hex.endIndex {
        let next = hex.index(index, offsetBy: 2)
        bytes.append(UInt8(hex[index..<next], radix: 16) ?? 0)
        index = next
      }
      return bytes
    }
    return Array(generated(vector["feed_gen"]).utf8)
  }

  private func generated(_ value: Any?) -> String {
    (value as? [[Any]] ?? []).map { pair in
      String(repeating: pair.first as? String ?? "", count: (pair.last as? NSNumber)?.intValue ?? 0)
    }.joined()
  }
}
