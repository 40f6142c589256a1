internal import Core
internal import Settings
internal import TextSafety

extension Simulator {
  /// Does what an operator does, on what is on the desk then.
  func perform(_ step: Scenario.OperatorStep, at time: Timestamp, on desk: inout RehearsalDesk) throws(ConfigurationError) {
    let role = try step.role.map { (name) throws(ConfigurationError) in try word(name, of: "actions", OperatorRole.self) }
    let who = Operator(id: safe(step.by ?? "duty-02"), shift: "day", role: role ?? .dutyOfficer)
    let key = AlarmKey(text: safe(step.alert ?? ""))
    let revision = desk.state.alarms[key]?.revision ?? 0
    let command: OperatorCommand
    switch step.verb {
    case "ack": command = .acknowledge(key, revision: revision)
    case "ack_all":
      let pattern = KeyPattern(step.alert ?? "*")
      let seen = desk.state.alarms.rows.filter { pattern.matches($0.key) && $0.needsAcknowledgement && !$0.isHidden }
      command = .acknowledgeAll(seen.map { .init(key: $0.key, revision: $0.revision) })
    case "unack": command = .unacknowledge(key)
    case "note": command = .note(key, safe(step.note ?? ""))
    case "shelve": command = .shelve(key, seconds: (step.minutes ?? 30) * 60, reason: safe(step.note ?? "演练"))
    case "unshelve": command = .unshelve(key, revision: revision)
    case "handover": command = .handOver(to: safe(step.to ?? ""))
    case "reveal":
      command = .reveal(step.ticket.map { .ticket(safe($0)) } ?? .alarm(key), reason: safe(step.note ?? ""))
    default:
      guard let action = DutyAction(word: step.verb, text: safe(step.note ?? "")) else { return }
      command = .duty(key, action)
    }
    desk.reduce(.command(command, by: who, at: time))
  }
}

/// A key, or all that begin with what stands before a `*`.
struct KeyPattern {
  private let text: String
  private let isPrefix: Bool

  init(_ text: String) {
    isPrefix = text.hasSuffix("*")
    self.text = isPrefix ? String(text.dropLast()) : text
  }

  func matches(_ key: AlarmKey) -> Bool { isPrefix ? key.text.string.hasPrefix(text) : key.text.string == text }
}
