public import TextSafety

/// A line that is no event: why, and where it stood.
public struct Malformed: Sendable, Equatable, Error {
  /// The reasons that are counted apart.
  public enum Reason: String, Sendable, CaseIterable, Hashable {
    /// Not JSON (syntax), too deep, a number too large.
    case syntax, depth, number
    /// Bad bytes; a byte order mark; what looks like GBK.
    case encoding, byteOrderMark = "bom", gbk
    /// JSON, but not an object; a required member is missing; a member has a wrong type or value.
    case shape, missing, value
    /// `type` is none of ours; not this version.
    case unknownType = "unknown_type"
    /// Longer than a line may be; cut off before its end.
    case tooLong = "too_long", truncated
    /// Its classification may not be shown here.
    case classified
  }

  public var reason: Reason
  /// What is wrong, in words: `data.depth: must be a whole number ≥ 0, is -3`.
  public var detail: SafeText
  /// 1-based column in bytes of the line, where the parser knows it.
  public var column: Int?
  /// The source it names, where so much of it could be read.
  @Incidental public var source: SafeText? = nil

  public init(_ reason: Reason, _ detail: SafeText, column: Int? = nil) {
    self.reason = reason
    self.detail = detail
    self.column = column
  }
}

/// Where a line of a feed stood.
public struct LinePosition: Sendable, Equatable {
  /// The collector's name.
  public var collector: SafeText
  /// The path of the file, or what stands for it.
  public var file: SafeText
  /// 1-based.
  public var line: Int

  public init(collector: SafeText, file: SafeText, line: Int) {
    self.collector = collector
    self.file = file
    self.line = line
  }
}
