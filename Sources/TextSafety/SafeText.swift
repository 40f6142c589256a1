/// Text that may be drawn, titled, logged or exported: no control, bidi, invisible or unassigned character is left in it.
///
/// There are two ways to make one: a literal of the program (with numbers and other `SafeText` interpolated), or
/// `init(sanitizing:)` for everything that came from outside. The policy is the table in `TextSafety.docc`.
public struct SafeText: Sendable {
  /// The text itself, for comparing, encoding and measuring.
  public let string: String

  /// For the sanitiser and for joins of safe pieces only.
  @usableFromInline init(trusted string: String) {
    self.string = string
  }

  /// Nothing at all.
  public static let empty = SafeText(trusted: "")

  public var isEmpty: Bool { string.isEmpty }

  /// A part of this text, which is as safe as the whole.
  public func part(_ range: some RangeExpression<String.Index>) -> SafeText { SafeText(trusted: String(string[range])) }

  public static func + (left: SafeText, right: SafeText) -> SafeText { SafeText(trusted: left.string + right.string) }
  public static func += (left: inout SafeText, right: SafeText) { left = left + right }
}

extension SafeText: Comparable {
  public static func < (left: SafeText, right: SafeText) -> Bool { left.string < right.string }
}

extension SafeText: CustomStringConvertible {
  public var description: String { string }
}

extension SafeText: ExpressibleByStringInterpolation {
  /// Literals come from the source code, so they are trusted; interpolations take only values that cannot carry an attack.
  public struct StringInterpolation: StringInterpolationProtocol {
    var text: String

    public init(literalCapacity: Int, interpolationCount: Int) {
      text = ""
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Static: text of the running program cannot slip in as a literal.
    public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
    public mutating func appendInterpolation(_ value: SafeText) { text += value.string }
    public mutating func appendInterpolation<Number: BinaryInteger>(_ value: Number) { text += String(value) }
  }

  public init(stringLiteral value: StaticString) { self.init(trusted: value.description) }
  public init(stringInterpolation: StringInterpolation) { self.init(trusted: stringInterpolation.text) }
}

extension SafeText: Codable {
  /// Decoding sanitises again: what lies on a disk is outside text too.
  public init(from decoder: any Decoder) throws {
    self.init(sanitizing: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(string)
  }
}

extension Sequence where Element == SafeText {
  /// The texts joined by a separator of the program.
  public func joined(separator: SafeText = "") -> SafeText {
    SafeText(trusted: map(\.string).joined(separator: separator.string))
  }
}
