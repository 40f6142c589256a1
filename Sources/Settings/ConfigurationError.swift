/// What is wrong with a file of settings, and where.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  public var file: String
  /// 1-based; nil where the whole file is meant.
  public var line: Int?
  public var column: Int?
  public var message: String

  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String {
    var text = file
    if let line { text += ":\(line):\(column ?? 1)" }
    return text + ": " + message
  }
}

/// All that is wrong with a file: one look should be enough to mend it.
public struct ConfigurationErrors: Error, Sendable, Equatable, CustomStringConvertible {
  public var errors: [ConfigurationError]

  public init(errors: [ConfigurationError]) { self.errors = errors }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
