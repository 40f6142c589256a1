/// A moment for each severity, in place: a dictionary would cost every reading an allocation.
struct MomentsBySeverity: Sendable, Equatable {
  private var blue: Timestamp?
  private var yellow: Timestamp?
  private var orange: Timestamp?
  private var red: Timestamp?

  subscript(severity: Severity) -> Timestamp? {
    get {
      switch severity {
      case .blue: blue
      case .yellow: yellow
      case .orange: orange
      case .red: red
      }
    }
    set {
      switch severity {
      case .blue: blue = newValue
      case .yellow: yellow = newValue
      case .orange: orange = newValue
      case .red: red = newValue
      }
    }
  }

  /// Whether a severity has a moment and is such a one.
  func contains(where isSuch: (Severity) -> Bool) -> Bool {
    blue != nil && isSuch(.blue) || yellow != nil && isSuch(.yellow) || orange != nil && isSuch(.orange)
      || red != nil && isSuch(.red)
  }
}
