internal import Core
internal import Settings
internal import TextSafety

// What checks say of alerts.
extension CheckEvaluation {
  /// One alert of the pattern must be all that the check says.
  func deviation(ofAlert pattern: String, _ check: Scenario.Check) throws(ConfigurationError) -> String? {
    if let other = check.before { return deviation(ofOrder: pattern, other, check) }
    let alarms = state.alarms.all.filter { KeyPattern(pattern).matches($0.key) }
    guard !alarms.isEmpty else {
      if check.state == "normal" { return nil }
      let near = state.alarms.rows.map(\.key.text.string).filter { $0.hasPrefix(pattern.prefix(12)) }
      return "no such alert" + (near.isEmpty ? "" : " (there are \(near.joined(separator: ", ")))")
    }
    for alarm in alarms { if try fits(alarm, check) { return nil } }
    return alarms.map { words($0) + (check.deadline == nil ? "" : dueWords($0)) }.joined(separator: "; ")
  }

  /// What is due about an alert, and when.
  private func dueWords(_ alarm: Alarm) -> String {
    let dues = alarm.dues(state.city.duty).map { "\($0.deadline.text) \(simulator.moments.text($0.at))" }
    return ", due: " + (dues.isEmpty ? "nothing" : dues.joined(separator: ", "))
  }

  private func isDue(_ alarm: Alarm, _ deadline: String, _ due: String?) throws(ConfigurationError) -> Bool {
    let moment = try due.map(simulator.moment)
    return alarm.dues(state.city.duty).contains { $0.deadline.text.string == deadline && (moment == nil || $0.at == moment) }
  }

  private func isDone(_ word: String, about alarm: Alarm) throws(ConfigurationError) -> Bool {
    guard let work = alarm.work else { return false }
    switch word {
    case "assign": return work.assignment != nil
    case "urge": return work.urgeCount > 0
    case "supervise": return !work.supervisions.isEmpty
    case "escalate": return !work.escalations.isEmpty
    case "report": return work.reports.contains { $0.count > 0 }
    default: throw ConfigurationError(file: simulator.file, message: "checks: '\(word)' is nothing that is done about an alert")
    }
  }

  private func fits(_ alarm: Alarm, _ check: Scenario.Check) throws(ConfigurationError) -> Bool {
    if let wanted = check.state, !(try fits(alarm, wanted)) { return false }
    if let severity = check.severity, severity != alarm.shownSeverity.name { return false }
    if let text = check.headline, !alarm.facts.headline.zh.string.contains(text) { return false }
    if let area = check.area, area != alarm.facts.place.text.string { return false }
    if let exercise = check.exercise, exercise != alarm.facts.isExercise { return false }
    if let deadline = check.deadline, !(try isDue(alarm, deadline, check.due)) { return false }
    if let work = check.work, !(try isDone(work, about: alarm)) { return false }
    let isWithin =
      (check.equals.map { $0 == Double(alarm.count) } ?? true) && Double(alarm.count) >= check.atLeast ?? 0
      && Double(alarm.count) <= check.atMost ?? .infinity
    return isWithin
  }

  private func fits(_ alarm: Alarm, _ word: String) throws(ConfigurationError) -> Bool {
    switch word {
    case "active": return alarm.isActive
    case "shelved": return alarm.shelf != nil
    case "suppressed": return !alarm.suppressedBy.isEmpty
    default:
      guard let core = Alarm.Core(rawValue: word) else {
        throw ConfigurationError(file: simulator.file, message: "checks: '\(word)' is no state of an alert")
      }
      // What lies under an overlay waits for nobody.
      return alarm.core == core && (core == .normal || !alarm.isHidden)
    }
  }

  func counted(_ count: Scenario.AlertCount) throws(ConfigurationError) -> [Alarm] {
    let pattern = KeyPattern(count.key ?? "*")
    var counted: [Alarm] = []
    for alarm in state.alarms.all {
      guard alarm.facts.isExercise == (count.exercise ?? false), pattern.matches(alarm.key) else { continue }
      if let severity = count.severity, severity != alarm.shownSeverity.name { continue }
      if let category = count.category, category != alarm.facts.category.rawValue { continue }
      if try fits(alarm, count.state ?? "unacknowledged") { counted.append(alarm) }
    }
    return counted
  }

  private func deviation(ofOrder first: String, _ second: String, _ check: Scenario.Check) -> String? {
    /// The first time at this severity or worse.
    func moment(_ pattern: String, _ least: Severity) -> Timestamp? {
      desk.raised.filter { KeyPattern(pattern).matches($0.key) }.values.flatMap { $0.filter { $0.key >= least }.values }.min()
    }
    let least = check.severity.flatMap { Severity(name: $0) } ?? .blue
    guard let earlier = moment(first, .blue) else { return "\(first) was never raised" }
    guard let later = moment(second, least) else { return "\(second) was never raised" }
    let lead = later - earlier
    return lead > 0 && lead >= check.lead ?? 0 ? nil : "\(CheckText.number(lead)) s"
  }

  func words(_ alarm: Alarm) -> String {
    var words = [alarm.key.text.string, alarm.core.rawValue, alarm.shownSeverity.name]
    if alarm.shelf != nil { words.append("shelved") }
    if !alarm.suppressedBy.isEmpty { words.append("suppressed") }
    if alarm.count > 1 { words.append("×\(alarm.count)") }
    return words.joined(separator: " ")
  }

}
