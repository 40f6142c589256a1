import Core

/// The division codes among the geocodes of an alert.
enum CAPAreas {
  /// More are not kept.
  static let limit = 500

  /// In the order of the document, each once.
  static func codes(of infos: [XMLElement]) -> [PlaceCode] {
    var codes: [PlaceCode] = []
    var seen: Set<PlaceCode> = []
    for info in infos {
      // An index entry has them at its top.
      for area in [info] + Array(info.children(named: "area")) {
        for geocode in area.children(named: "geocode") where !isForeign(geocode) {
          let text = geocode.text(of: "value") ?? geocode.text
          for word in text.utf8.split(whereSeparator: { $0 < 48 || $0 > 57 }) where word.count >= 6 {
            guard codes.count < limit else { return codes }
            if let code = PlaceCode(chinese: Substring(word)), seen.insert(code).inserted { codes.append(code) }
          }
        }
      }
    }
    return codes
  }

  /// Systems of other countries whose codes have six digits too.
  private static func isForeign(_ geocode: XMLElement) -> Bool {
    guard let name = geocode.text(of: "valueName").map({ String($0.prefix(80)).lowercased() }) else { return false }
    return ["same", "fips", "ugc", "clc", "cap-cp", "iso"].contains { name.contains($0) }
  }
}

extension PlaceCode {
  /// A code of GB/T 2260 or GB/T 10114 that begins with a province; zeros that stand for "the whole of it" are left off.
  init?(chinese text: some StringProtocol) {
    guard let code = PlaceCode(text), let province = Int(text.prefix(2)), Self.provinces.contains(province) else { return nil }
    var digits = code.digits
    if digits >= 100_000_000_000, digits % 1000 == 0 { digits /= 1000 }
    if digits >= 100_000_000, digits < 100_000_000_000, digits % 1000 == 0 { digits /= 1000 }
    self.init(digits: digits)
  }

  private static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71,
    81, 82,
  ]
}
