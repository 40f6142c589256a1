public import TextSafety

/// The words that feeds and documents use for cases of our own enumerations: constants of the program, so safe by themselves.
extension RawRepresentable where RawValue == String {
  public var name: SafeText { SafeText(sanitizing: rawValue) }
}

extension Severity {
  /// `red` …
  public var word: SafeText { SafeText(sanitizing: name) }
}
