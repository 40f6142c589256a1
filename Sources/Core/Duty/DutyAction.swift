public import TextSafety

/// What an operator does about an alarm besides acknowledging it; each is on record and leaves its trace on the alarm.
public enum DutyAction: Sendable, Equatable {
  /// 派办: somebody has to act; the id of a department or a role.
  case assign(to: SafeText)
  /// 催办
  case urge(SafeText)
  /// 督办
  case supervise(SafeText)
  /// 上报
  case escalate(to: DutyLevel, SafeText)
  /// Starts the clocks of a report plan.
  case startReports(plan: SafeText)
  /// The report that is due next has gone out; the final one ends the clock.
  case reportSent(isFinal: Bool, SafeText)

  /// Its name in the journal.
  public var word: SafeText {
    switch self {
    case .assign: "assign"
    case .urge: "urge"
    case .supervise: "supervise"
    case .escalate: "escalate"
    case .startReports: "report_start"
    case .reportSent: "report_sent"
    }
  }

  /// What was said with it.
  public var text: SafeText {
    switch self {
    case .assign(let to): to
    case .urge(let text), .supervise(let text): text
    case .escalate(let level, let text): text.isEmpty ? level.name : level.name + ": " + text
    case .startReports(let plan): plan
    case .reportSent(let isFinal, let text): isFinal ? (text.isEmpty ? "final" : "final: " + text) : text
    }
  }

  /// From its name and what was said with it; nil where they name none.
  public init?(word: String, text: SafeText) {
    let (head, tail) = DutyAction.parts(of: text)
    switch word {
    case "assign": self = .assign(to: text)
    case "urge": self = .urge(text)
    case "supervise": self = .supervise(text)
    case "escalate":
      guard let level = DutyLevel(rawValue: head.string) else { return nil }
      self = .escalate(to: level, tail)
    case "report_start": self = .startReports(plan: text)
    case "report_sent": self = head == "final" ? .reportSent(isFinal: true, tail) : .reportSent(isFinal: false, text)
    default: return nil
    }
  }

  /// `lead: the rest`
  private static func parts(of text: SafeText) -> (head: SafeText, tail: SafeText) {
    guard let colon = text.string.firstRange(of: ": ") else { return (text, "") }
    return (
      SafeText(sanitizing: String(text.string[..<colon.lowerBound])),
      SafeText(sanitizing: String(text.string[colon.upperBound...]))
    )
  }
}

/// Whom an alarm is reported up to.
public enum DutyLevel: String, Sendable, Codable, CaseIterable {
  /// 值班长
  case lead
  /// 带班领导
  case leader
  /// The platforms of the province.
  case province

  public var name: SafeText { SafeText(sanitizing: rawValue) }
}

extension OperatorRole {
  /// Supervising, and reporting beyond the shift lead, are the shift lead's.
  public func may(_ action: DutyAction) -> Bool {
    switch action {
    case .supervise: self == .shiftLead
    case .escalate(let level, _): mayAct && (level == .lead || self == .shiftLead)
    default: mayAct
    }
  }
}
