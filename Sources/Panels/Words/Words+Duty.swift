public import Core
public import TextSafety
internal import TextUI

extension OperatorRole {
  public func phrase(_ language: Language) -> SafeText {
    switch self {
    case .dutyOfficer: Phrase(zh: "值班员", en: "duty officer")(language)
    case .shiftLead: Phrase(zh: "值班长", en: "shift lead")(language)
    case .cloudOperations: Phrase(zh: "云网运维", en: "cloud and network")(language)
    case .security: Phrase(zh: "安全值守", en: "security watch")(language)
    case .hotlineLead: Phrase(zh: "热线班长", en: "hotline lead")(language)
    case .observer: Phrase(zh: "只读", en: "observer")(language)
    }
  }
}

extension DutyLevel {
  public func phrase(_ language: Language) -> SafeText {
    switch self {
    case .lead: Phrase(zh: "值班长", en: "shift lead")(language)
    case .leader: Phrase(zh: "带班领导", en: "leader in charge")(language)
    case .province: Phrase(zh: "省级平台", en: "the province")(language)
    }
  }
}

extension ReportClock.Due {
  /// 首报, 书面报告, 续报 2, 终报
  public func phrase(_ language: Language) -> SafeText {
    switch stage {
    case .first: Phrase(zh: "首报", en: "First report")(language)
    case .written: Phrase(zh: "书面报告", en: "Written report")(language)
    case .follow: language.say("续报\(number)", "Follow-up \(number)")
    case .final: Phrase(zh: "终报", en: "Final report")(language)
    }
  }
}

extension DutyDeadline {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .acknowledge: Phrase(zh: "超时未确认", en: "not acknowledged in time")(language)
    case .act: Phrase(zh: "超时未处置", en: "nothing done in time")(language)
    case .report: Phrase(zh: "报告逾期未报", en: "report overdue")(language)
    }
  }
}

extension SignInPurpose {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .desk, .request: Phrase(zh: "登录", en: "signed in")(language)
    case .witness: Phrase(zh: "作为第二人核验", en: "signed as the second operator")(language)
    case .handover: Phrase(zh: "登录接班", en: "signed in to take over")(language)
    }
  }
}

extension City {
  /// Who has to act, by name: a department, a role, a place.
  func target(_ id: SafeText, _ language: Language) -> SafeText {
    if let department = departments.first(where: { $0.id == id }) { return department.short(language) }
    if let role = OperatorRole(rawValue: id.string) { return role.phrase(language) }
    return places.all.first { $0.code.text == id }?.name(language) ?? id
  }
}
