import Core

extension CAPMessage {
  /// The first category that has one of ours; of Chinese alerts the code of the event says more.
  static func category(of info: XMLElement) -> AlertReport.Category {
    let codes =
      ["eventType", "event"].compactMap { info.text(of: $0) }
      + info.children(named: "eventCode").compactMap { $0.text(of: "value") }
    if let category = codes.lazy.compactMap({ category(ofCode: $0) }).first { return category }
    return info.children(named: "category").lazy.compactMap { category(ofWord: $0.text.lowercased()) }.first ?? .other
  }

  private static func category(ofWord word: String) -> AlertReport.Category? {
    switch word {
    case "geo": .geo
    case "met": .weather
    case "safety", "security", "rescue": .social
    case "fire": .fire
    case "health": .health
    case "env", "cbrne": .environment
    case "transport": .transport
    default: nil
    }
  }

  /// The national classes of emergencies: 11 nature with its kinds, 12 accidents, 13 health, 14 society: `11B03`.
  private static func category(ofCode code: String) -> AlertReport.Category? {
    let bytes = Array(code.utf8.prefix(6))
    guard bytes.count == 5, bytes[0] == UInt8(ascii: "1"), (65...90).contains(bytes[2]),
      bytes[3...].allSatisfy({ (48...57).contains($0) })
    else { return nil }
    switch (bytes[1], bytes[2]) {
    case (UInt8(ascii: "1"), UInt8(ascii: "A")): return .flood
    case (UInt8(ascii: "1"), UInt8(ascii: "B")): return .weather
    case (UInt8(ascii: "1"), UInt8(ascii: "C")), (UInt8(ascii: "1"), UInt8(ascii: "D")): return .geo
    case (UInt8(ascii: "1"), UInt8(ascii: "E")): return .water
    case (UInt8(ascii: "1"), UInt8(ascii: "F")): return .environment
    case (UInt8(ascii: "1"), UInt8(ascii: "G")): return .fire
    case (UInt8(ascii: "2"), _): return .workSafety
    case (UInt8(ascii: "3"), _): return .health
    case (UInt8(ascii: "4"), _): return .social
    default: return nil
    }
  }
}
