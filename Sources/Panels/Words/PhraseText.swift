internal import Core
public import TextSafety

/// A text of the program with what is filled in kept apart: only the program's own words are put into other characters, names stay as they
/// come.
public enum PhraseText: Sendable, ExpressibleByStringInterpolation {
  public enum Part: Sendable {
    case words(StaticString)
    case value(SafeText)
  }

  case words(StaticString)
  case mixed([Part])

  public init(stringLiteral value: StaticString) { self = .words(value) }
  public init(stringInterpolation: StringInterpolation) { self = .mixed(stringInterpolation.parts) }
  /// Nothing of it is the program's own.
  public init(_ value: SafeText) { self = .mixed([.value(value)]) }

  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }
    public mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.words(literal)) }
    }
    public mutating func appendInterpolation(_ value: SafeText) { parts.append(.value(value)) }
    public mutating func appendInterpolation<Number: BinaryInteger>(_ value: Number) { parts.append(.value("\(value)")) }
    public mutating func appendInterpolation(digits value: Int, _ count: Int) { parts.append(.value("\(digits: value, count)")) }
  }

  /// The text, its own words changed by `change`.
  func text(_ change: (StaticString) -> SafeText = { SafeText(stringLiteral: $0) }) -> SafeText {
    switch self {
    case .words(let words): change(words)
    case .mixed(let parts):
      parts.map { part in
        switch part {
        case .words(let words): change(words)
        case .value(let value): value
        }
      }.joined()
    }
  }
}
