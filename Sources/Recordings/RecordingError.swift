public import TextSafety

/// Why a recording cannot be used.
public struct RecordingError: Error, Sendable, Equatable {
  public var message: SafeText

  public init(_ message: SafeText) { self.message = message }

  /// With the reason the system gave just now.
  static func system(_ what: String) -> RecordingError { RecordingError("\(SafeText(sanitizing: what)): \(systemWords())") }
}

/// A part of a recording that is unsound; the rest of it is played.
public struct RecordingFault: Sendable, Equatable {
  /// The byte of the file where it begins.
  public var offset: Int
  public var words: SafeText

  public init(offset: Int, words: SafeText) {
    self.offset = offset
    self.words = words
  }
}
