public import TextSafety

/// Somebody who may sign in: an id of the duty plan, never a person's name, and what it may do.
public struct DutyOperator: Sendable, Equatable {
  public var id: SafeText
  public var role: OperatorRole
  /// What the PIN is checked against, as `zhiban operator hash` prints it.
  public var hash: String

  public init(id: SafeText, role: OperatorRole, hash: String) {
    self.id = id
    self.role = role
    self.hash = hash
  }
}

/// What somebody signs in for.
public enum SignInPurpose: String, Sendable, Codable {
  /// To act at the desk.
  case desk
  /// To be the second of two.
  case witness
  /// To take the desk over.
  case handover
  /// One command from another program.
  case request

  var text: SafeText { SafeText(sanitizing: rawValue) }
}
