/// A moment: milliseconds since 1970-01-01T00:00:00Z. Core never asks a clock for one; moments arrive in actions.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Double) { milliseconds = Int64((seconds * 1000).rounded()) }

  public init(from decoder: any Decoder) throws { milliseconds = try decoder.singleValueContainer().decode(Int64.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  /// Before any other moment that is used.
  public static let distantPast = Timestamp(milliseconds: .min / 4)
  /// After any other moment that is used.
  public static let distantFuture = Timestamp(milliseconds: .max / 4)

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// The seconds from `right` to `left`.
  public static func - (left: Timestamp, right: Timestamp) -> Double { Double(left.milliseconds - right.milliseconds) / 1000 }
  public static func + (left: Timestamp, seconds: Double) -> Timestamp {
    Timestamp(milliseconds: left.milliseconds + Int64((seconds * 1000).rounded()))
  }
  public static func - (left: Timestamp, seconds: Double) -> Timestamp { left + -seconds }
}
