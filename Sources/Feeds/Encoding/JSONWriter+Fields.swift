internal import Core
internal import TextSafety

/// The members of native lines: left out where they are nil.
extension JSONWriter {
  mutating func field(_ key: StaticString, _ value: SafeText?) {
    guard let value else { return }
    member(key)
    string(nil, value)
  }

  mutating func field(_ key: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    member(key)
    integer(nil, value)
  }

  mutating func field(_ key: StaticString, _ value: Bool) {
    member(key)
    bool(nil, value)
  }

  mutating func field(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    member(key)
    time(nil, value)
  }

  mutating func field(_ key: StaticString, _ value: Double?) {
    guard let value, value.isFinite else { return }
    member(key)
    number(nil, value)
  }

  mutating func field(_ key: StaticString, _ value: CivilDate?) { if let value { word(key, value.text) } }
  mutating func field(_ key: StaticString, _ value: PlaceCode?) { if let value { word(key, value.padded) } }

  /// A number, or null where it is not known.
  mutating func fieldOrNull(_ key: StaticString, _ value: Double?) {
    member(key)
    if let value { number(nil, value) } else { null(nil) }
  }

  mutating func word(_ key: StaticString, _ value: (some RawRepresentable<String>)?) {
    if let value { word(key, value.rawValue) }
  }

  mutating func word(_ key: StaticString, _ value: String) {
    member(key)
    quoted(nil, value)
  }

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
