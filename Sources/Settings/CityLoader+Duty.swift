internal import Core
internal import TextSafety

/// duty.yaml: how the desk has to work.
extension CityLoader {
  static func readDuty(_ root: YAMLValue, _ city: inout City) {
    root.allow(["deadlines", "urge_interval", "shelf_limits", "phrases", "reports"])
    for value in root.list("deadlines") {
      value.allow(["severity", "acknowledge", "act", "note"])
      guard let severity = value.required("severity", \.severity) else { continue }
      city.duty.limits[severity] = DutyRules.Limits(
        acknowledge: value["acknowledge"].flatMap(seconds), act: value["act"].flatMap(seconds))
    }
    city.duty.urgeInterval = root["urge_interval"].flatMap(seconds) ?? city.duty.urgeInterval
    for (key, value) in root["shelf_limits"]?.members ?? [] {
      guard let role = OperatorRole(rawValue: key) else {
        value.fault("'\(key)' is none of " + OperatorRole.allCases.map(\.rawValue).joined(separator: ", "))
        continue
      }
      city.duty.shelfLimits[role] = seconds(value)
    }
    if let phrases = root["phrases"] {
      phrases.allow(["urge", "supervise", "escalate", "shelve"])
      city.duty.phrases.urge = phrases.list("urge").compactMap(\.safe)
      city.duty.phrases.supervise = phrases.list("supervise").compactMap(\.safe)
      city.duty.phrases.escalate = phrases.list("escalate").compactMap(\.safe)
      city.duty.phrases.shelve = phrases.list("shelve").compactMap(\.safe)
    }
    var ids: Set<SafeText> = []
    for value in root.list("reports") {
      guard let plan = plan(value) else { continue }
      if !ids.insert(plan.id).inserted { value.fault("two report plans are called '\(plan.id)'") }
      city.duty.reports.append(plan)
    }
  }

  private static func plan(_ value: YAMLValue) -> ReportPlan? {
    value.allow([
      "id", "name", "to", "categories", "from", "from_grade", "from_response", "first", "written", "follow_every", "final",
      "basis",
    ])
    guard let id = value.required("id", \.safe), let first = value.required("first", seconds) else { return nil }
    return ReportPlan(
      id: id, name: value["name"].map(name) ?? LocalName(zh: id, en: id), recipient: value["to"].map(name) ?? LocalName(),
      categories: Set(value.list("categories").compactMap { $0.word(AlertReport.Category.self) }),
      start: start(value), first: first, written: value["written"].flatMap(seconds),
      followEvery: value["follow_every"].flatMap(seconds), final: value["final"].flatMap(seconds),
      basis: value["basis"].map(name) ?? LocalName())
  }

  /// Red where nothing is said; a grade or a response stands for itself, and a severity only where it is named beside them.
  private static func start(_ value: YAMLValue) -> ReportPlan.Start {
    let start = ReportPlan.Start(
      severity: value["from"]?.severity, grade: value["from_grade"]?.word(AlertReport.Grade.self),
      response: value["from_response"]?.word(AlertReport.Response.Level.self))
    return start == ReportPlan.Start() ? ReportPlan.Start(severity: .red) : start
  }

  /// `30m`, `2h`, `7d`: time by the clock.
  static func seconds(_ value: YAMLValue) -> Double? {
    guard let text = value.text else { return nil }
    if case .seconds(let seconds)? = TimeLimit(text), seconds > 0 { return seconds }
    value.fault("'\(text)' is no time by the clock: give 30m, 2h or 7d")
    return nil
  }
}
