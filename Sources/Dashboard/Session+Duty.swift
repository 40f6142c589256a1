internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// The work keys on an alert: each opens its line or its question.
  mutating func work(_ command: KeyCommand, on key: AlarmKey) -> [Request] {
    switch command {
    case .assign: prompt(.assign(key))
    case .urge: prompt(.urge(key))
    case .supervise: prompt(.supervise(key))
    case .escalate: ask(.escalate(key))
    case .report: ask(.report(key))
    default: break
    }
    return []
  }

  /// A digit in one of their questions.
  mutating func choose(_ key: KeyPress, for confirm: ViewState.Confirm) -> [Request] {
    guard case .character(let scalar) = key, let digit = digit(scalar) else { return [] }
    switch confirm {
    case .escalate(let alarm):
      guard digit <= DutyLevel.allCases.count else { return [] }
      prompt(.escalate(alarm, DutyLevel.allCases[digit - 1]))
    case .report(let alarm):
      let choices = ReportChoices.list(alarm, state)
      guard digit <= choices.count else { return [] }
      switch choices[digit - 1] {
      case .sent: prompt(.reportSent(alarm, isFinal: false))
      case .finalSent: prompt(.reportSent(alarm, isFinal: true))
      case .start(let plan): return [.command(.duty(alarm, .startReports(plan: plan.id)))]
      }
    case .shelve(let alarm):
      let minutes = [15, 30, 60]
      guard digit <= minutes.count else { return [] }
      prompt(.shelve(alarm, minutes: minutes[digit - 1]))
    default: break
    }
    return []
  }

  /// The line that was typed for one of them.
  mutating func finishWork(_ purpose: ViewState.Prompt.Purpose, _ text: SafeText) -> [Request] {
    let words = text.prefix(scalars: 200)
    switch purpose {
    case .assign(let key):
      guard !text.isEmpty, let choice = AssignChoices.fitting(text, for: key, state, view.language).first else {
        return refuse(Phrase(zh: "没有这个单位或岗位,未派办", en: "no such department or role, not assigned"))
      }
      return [.command(.duty(key, .assign(to: choice.id)))]
    case .urge(let key): return [.command(.duty(key, .urge(words)))]
    case .supervise(let key): return [.command(.duty(key, .supervise(words)))]
    case .escalate(let key, let level): return [.command(.duty(key, .escalate(to: level, words)))]
    case .reportSent(let key, let isFinal): return [.command(.duty(key, .reportSent(isFinal: isFinal, words)))]
    case .shelve(let key, let minutes):
      guard !text.isEmpty else { return refuse(Phrase(zh: "未填理由,不予搁置", en: "no reason, not shelved")) }
      return [.command(.shelve(key, seconds: Double(minutes) * 60, reason: words))]
    default: return []
    }
  }

  /// 1…9
  func digit(_ scalar: Unicode.Scalar) -> Int? {
    ("1"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
  }
}
