/// What no text that reached an event may hold, told by the code charts and not by the sanitiser's own tables.
enum Safety {
  /// A written event: controls may only stand in it as escapes, and only a line feed.
  static func complaint(aboutLine line: [UInt8]) -> String? {
    if line.allSatisfy({ (0x20..<0x7F).contains($0) }), !line.contains(UInt8(ascii: "\\")) { return nil }
    let text = String(decoding: line, as: UTF8.self)
    if !text.utf8.elementsEqual(line) { return "a written event that is not UTF-8" }
    // A backslash that stands for itself begins no escape.
    if text.utf8.contains(UInt8(ascii: "\\")),
      text.replacing(#"\\"#, with: "").replacing(#"\u000a"#, with: "").contains(#"\u00"#)
    {
      return "an escaped control"
    }
    return complaint(about: text)
  }

  static func complaint(about text: String, lineFeeds: Bool = false) -> String? {
    for scalar in text.unicodeScalars where scalar.value < 0x20 || scalar.value >= 0x7F {
      if lineFeeds, scalar == "\n" { continue }
      if isForbidden(scalar.value) { return "U+\(String(scalar.value, radix: 16)) in “\(text)”" }
    }
    return nil
  }

  private static func isForbidden(_ value: UInt32) -> Bool {
    switch value {
    // Controls, their second set, line and paragraph separators.
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    // Direction: marks, embeddings, overrides and isolates.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Nothing to see: joiners, fillers, byte order mark, tags, selectors of variants.
    case 0x00AD, 0x200B...0x200D, 0x2060...0x2064, 0x206A...0x206F, 0x3164, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xFE00...0xFE0F, 0xE0000...0xE0FFF: true
    // No characters at all, or private ones.
    case 0xD800...0xF8FF, 0xFDD0...0xFDEF, 0xF0000...0x10FFFF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
