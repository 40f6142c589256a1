internal import Core
internal import TextSafety

extension CityLoader {
  static func readRules(_ root: YAMLValue, _ city: inout City) {
    root.allow(["rules", "suppressions", "signals"])
    city.signals = signals(root["signals"])
    var ids: Set<SafeText> = []
    for value in root.list("rules") {
      guard let rule = rule(value) else { continue }
      if !ids.insert(rule.id).inserted { value.fault("two rules are named '\(rule.id)'") }
      city.rules.append(rule)
    }
    for value in root.list("suppressions") {
      value.allow(["id", "cause", "followers", "note"])
      guard let id = value.required("id", \.safe), let cause = value.required("cause", \.safe) else { continue }
      city.suppressions.append(Suppression(id: id, cause: cause, followers: value.list("followers").compactMap(\.safe)))
    }
  }

  private static func rule(_ value: YAMLValue) -> Rule? {
    value.allow([
      "id", "metric", "labels", "queue", "only", "fleet", "by_area", "task", "source", "direction", "levels", "hysteresis",
      "clear_hold_s",
      "category", "headline", "owner", "guidance", "runbook", "group", "latch", "basis",
    ])
    let id = value.required("id", \.safe)
    let subject = subject(value)
    let levels = value.list("levels").compactMap(level)
    if levels.isEmpty { value.fault("a rule needs levels") }
    let direction = value["direction"]?.word(Rule.Direction.self) ?? .above
    check(levels, direction, value)
    let category = value.required("category") { $0.word(AlertReport.Category.self) }
    let headline = value.required("headline", name)
    guard let id, let subject, let category, let headline, !levels.isEmpty else { return nil }
    return Rule(
      id: id, subject: subject, direction: direction, levels: levels, hysteresis: value["hysteresis"]?.number ?? 0,
      clearHoldSeconds: value["clear_hold_s"]?.number ?? 0, category: category, headline: headline,
      owner: value["owner"].map(name) ?? LocalName(), guidance: value["guidance"].map(name) ?? LocalName(),
      runbook: value["runbook"]?.safe,
      group: value["group"]?.safe, latches: value["latch"]?.bool ?? true, basis: value["basis"]?.safe ?? "")
  }

  private static func subject(_ value: YAMLValue) -> Rule.Subject? {
    if let metric = value["metric"]?.safe {
      let labels = (value["labels"]?.members ?? []).compactMap { key, member in
        member.safe.map { Label(SafeText(sanitizing: key), $0) }
      }
      return .metric(name: metric, labels: labels)
    }
    if let queue = value["queue"] { return queue.word(Rule.QueueQuantity.self).map { .queue($0, queue: value["only"]?.safe) } }
    if let fleet = value["fleet"]?.safe {
      return .fleetOnline(fleet: fleet == "*" ? nil : fleet, byArea: value["by_area"]?.bool ?? false)
    }
    if value["task"] != nil { return .task }
    switch value["source"]?.text {
    case "silent": return .sourceSilence(coreOnly: false)
    case "core_silent": return .sourceSilence(coreOnly: true)
    case "down": return .sourceDown
    case .some(let other): value.fault("source '\(other)' is none of silent, core_silent, down")
    case nil: value.fault("a rule reads one of metric, queue, fleet, task, source")
    }
    return nil
  }

  private static func level(_ value: YAMLValue) -> Rule.Level? {
    value.allow(["severity", "at", "hold_s"])
    guard let word = value.required("severity", \.text) else { return nil }
    guard let severity = Severity(name: word) else {
      value.fault("severity '\(word)' is none of red, orange, yellow, blue")
      return nil
    }
    guard let at = value.required("at", \.number) else { return nil }
    return Rule.Level(severity: severity, value: at, holdSeconds: value["hold_s"]?.number ?? 0)
  }

  /// A worse level must be further out, or held longer.
  private static func check(_ levels: [Rule.Level], _ direction: Rule.Direction, _ value: YAMLValue) {
    for (worse, better) in zip(
      levels.sorted { $0.severity > $1.severity }, levels.sorted { $0.severity > $1.severity }.dropFirst())
    {
      if worse.severity == better.severity { value.fault("two levels are \(worse.severity.name)") }
      let isFurther = direction == .above ? worse.value >= better.value : worse.value <= better.value
      if !isFurther { value.fault("\(worse.severity.name) must lie beyond \(better.severity.name)") }
    }
  }
}
