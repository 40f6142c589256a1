/// What somebody signed in as may do; the roles of a duty room (值班规范).
public enum OperatorRole: String, Sendable, Codable, CaseIterable {
  case dutyOfficer = "duty"
  case shiftLead = "lead"
  case cloudOperations = "cloud"
  case security
  case hotlineLead = "hotline"
  case observer

  /// Masked personal data may be shown to nobody else.
  public var mayReveal: Bool { self == .shiftLead }
  /// Acknowledging, shelving, noting.
  public var mayAct: Bool { self != .observer }
}
