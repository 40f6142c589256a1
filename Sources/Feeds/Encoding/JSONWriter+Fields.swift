internal import Core
internal import TextSafety

/// The members of native lines: left out where they are nil.
extension JSONWriter {
  mutating func field(_ key: SafeText, _ value: SafeText?) { string(key, value) }
  mutating func field(_ key: SafeText, _ value: (some BinaryInteger)?) { integer(key, value) }
  mutating func field(_ key: SafeText, _ value: Bool) { bool(key, value) }
  mutating func field(_ key: SafeText, _ value: Timestamp?) { time(key, value) }
  mutating func field(_ key: SafeText, _ value: Double?) { if let value, value.isFinite { number(key, value) } }
  mutating func field(_ key: SafeText, _ value: CivilDate?) { if let value { quoted(key, value.text) } }
  mutating func field(_ key: SafeText, _ value: PlaceCode?) { if let value { quoted(key, value.padded) } }

  /// A number, or null where it is not known.
  mutating func fieldOrNull(_ key: SafeText, _ value: Double?) { if let value { number(key, value) } else { null(key) } }

  mutating func word(_ key: SafeText, _ value: (some RawRepresentable<String>)?) { if let value { quoted(key, value.rawValue) } }
  mutating func word(_ key: SafeText, _ value: String) { quoted(key, value) }

  /// Left out when empty.
  mutating func array<Element>(_ key: SafeText, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    if elements.isEmpty { return }
    array(key) { writer in for element in elements { body(&writer, element) } }
  }
}

extension CivilDate {
  /// `2022-07-03`
  var text: String { year.padded(4) + "-" + month.padded(2) + "-" + day.padded(2) }
}

extension PlaceCode {
  /// Six digits for a county, nine for a town, twelve for a village.
  var padded: String { Int(digits).padded(digits < 1_000_000 ? 6 : digits < 1_000_000_000 ? 9 : 12) }
}

extension Int {
  /// With zeros in front.
  func padded(_ count: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, count - text.utf8.count)) + text
  }
}
