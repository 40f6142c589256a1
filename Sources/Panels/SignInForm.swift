public import Core
public import TextSafety
public import TextUI

/// An id and a PIN being typed. The PIN is never drawn, and leaves with the form.
public struct SignInForm: Sendable {
  public enum Purpose: Sendable, Equatable {
    case desk
    /// The second of two, for these alarms.
    case witness([OperatorCommand.SeenAlarm])
    /// Who takes the desk over.
    case handover

    public var purpose: SignInPurpose {
      switch self {
      case .desk: .desk
      case .witness: .witness
      case .handover: .handover
      }
    }
  }

  public enum Field: Sendable { case id, pin }

  public var purpose: Purpose
  public var id: TextField
  public var pin = TextField(limit: 64)
  public var field = Field.id
  /// The PIN is being checked.
  public var isChecking = false
  /// Why the last try was refused.
  public var refusal: SafeText?

  public init(purpose: Purpose, id: SafeText = "") {
    self.purpose = purpose
    self.id = TextField(text: id, limit: 40)
    pin.isMasked = true
    if !id.isEmpty { field = .pin }
  }
}
