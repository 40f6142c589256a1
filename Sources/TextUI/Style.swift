/// How a cell looks, in meanings: roles for text and ground, attributes that carry no meaning alone.
public struct Style: Hashable, Sendable {
  public var foreground: Role
  public var background: Role
  public var attributes: Attributes

  public init(_ foreground: Role = .text, on background: Role = .background, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The filled badge and text of an unacknowledged alert of a severity role (`.red` …).
  public static func filled(_ severity: Role, _ attributes: Attributes = [.bold]) -> Style {
    Style(.onSeverity, on: severity, attributes)
  }

  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let underline = Attributes(rawValue: 2)
    public static let reverse = Attributes(rawValue: 4)
    public static let dim = Attributes(rawValue: 8)
  }
}
