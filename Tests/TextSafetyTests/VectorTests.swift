import Foundation
import Testing
import TextSafety

/// The shared display vectors, where they are present: feed bytes, expected text, width and flags.
@Suite struct VectorTests {
  struct Failure: CustomStringConvertible {
    var id: String
    var description: String
  }

  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared/tools").standardized.path

  static let flagNames: [(String, SafeText.Flags)] = [
    ("newline", .newline), ("control", .control), ("c1", .c1), ("bidi", .bidi), ("bidi-mark", .bidiMark), ("tag", .tag), ("vs", .variation),
    ("invisible", .invisible), ("surrogate", .surrogate), ("nonchar", .nonCharacter), ("badutf8", .badEncoding), ("emoji", .emoji),
    ("pua", .privateUse), ("unassigned", .unassigned), ("marks", .marks), ("long", .long),
  ]

  @Test func everyDisplayVectorGivesTheExpectedText() throws {
    guard let data = FileManager.default.contents(atPath: Self.folder + "/injection-vectors.json") else { return }
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let vectors = try #require(document["vectors"] as? [[String: Any]])
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
      if let width = vector["expect_width"] as? Int { #expect(safe.width == width, "\(id)") }
      #expect(SafeText.sanitize(safe.string, mode: mode, limit: 5000).text == safe, "\(id) twice")
    }
  }

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
