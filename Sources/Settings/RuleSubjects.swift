internal import Core
internal import TextSafety
internal import Yams

/// Reads what a rule reads.
enum RuleSubjects {
  private static let kinds = ["metric", "aggregate", "ratio", "queue", "fleet", "tickets", "task", "source", "collector"]
  /// What may stand beside each, at the level of the rule.
  private static let details: [String: [String]] = [
    "metric": ["labels"], "queue": ["only"], "fleet": ["share", "by", "minimum_out"], "tickets": ["domain", "by"],
    "task": ["only", "plan"],
  ]
  static var keys: [String] { kinds + Set(details.values.joined()).sorted() }

  static func subject(_ value: YAMLValue) -> Rule.Subject? {
    let given = kinds.filter { value[$0] != nil }
    guard given.count == 1, let kind = given.first, let node = value[kind] else {
      value.fault("a rule reads one of " + kinds.joined(separator: ", "))
      return nil
    }
    for key in Set(details.values.joined()).sorted() where !details[kind, default: []].contains(key) {
      value[key]?.fault("'\(key)' does not belong to a rule on \(kind)")
    }
    switch kind {
    case "metric": return node.safe.map { .metric(name: $0, labels: labels(value["labels"])) }
    case "aggregate": return aggregate(node)
    case "ratio": return ratio(node)
    case "queue": return node.word(Rule.QueueQuantity.self).map { .queue($0, queue: value["only"]?.safe) }
    case "fleet": return fleet(node, value)
    case "tickets":
      return node.word(Rule.TicketQuantity.self).map {
        .tickets(
          $0, domain: value["domain"]?.word(TicketUpdate.Domain.self),
          by: value["by"]?.word(Rule.TicketGrouping.self) ?? .whole)
      }
    case "task": return task(node, value).map { .task($0, task: value["only"]?.safe) }
    case "collector": return node.word(CollectorWord.self).map { _ in .malformedLines }
    default: return source(node)
    }
  }

  private static func labels(_ value: YAMLValue?) -> [Label] {
    (value?.members ?? []).compactMap { key, member in member.safe.map { Label(SafeText(sanitizing: key), $0) } }
  }

  /// `above: 3` or `below: 3`
  static func bound(_ node: YAMLValue) -> Rule.Bound? {
    switch (node["above"], node["below"]) {
    case (let above?, nil): return above.number.map { Rule.Bound(.above, $0) }
    case (nil, let below?): return below.number.map { Rule.Bound(.below, $0) }
    case (nil, nil): node.fault("needs 'above' or 'below'")
    case (_?, let below?): below.fault("give 'above' or 'below', not both")
    }
    return nil
  }

  /// `aggregate: {share: net.link.up_ratio, below: 0.5, by: [district]}`
  private static func aggregate(_ node: YAMLValue) -> Rule.Subject? {
    let functions = Rule.Aggregate.Function.allCases
    node.allow(functions.map(\.rawValue) + ["labels", "above", "below", "by", "fresh_s"])
    let given = functions.filter { node[$0.rawValue] != nil }
    guard given.count == 1, let function = given.first, let metric = node[function.rawValue]?.safe else {
      node.fault("an aggregate is one of " + functions.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    let hasBound = node["above"] != nil || node["below"] != nil
    if hasBound, function != .count, function != .share {
      (node["above"] ?? node["below"])?.fault("only count and share have a bound")
    }
    let bound = hasBound || function == .share ? bound(node) : nil
    return .aggregate(
      Rule.Aggregate(
        function, of: metric, labels: labels(node["labels"]), bound: bound, by: grouping(node),
        freshSeconds: fresh(node)))
  }

  /// `ratio: {of: crypto.errors, over: crypto.calls, by: [source]}`
  private static func ratio(_ node: YAMLValue) -> Rule.Subject? {
    node.allow(["of", "of_labels", "over", "over_labels", "of_at_least", "by", "fresh_s"])
    guard let above = node.required("of", \.safe), let below = node.required("over", \.safe) else { return nil }
    return .ratio(
      Rule.Ratio(
        above, labels(node["of_labels"]), over: below, labels(node["over_labels"]),
        minimum: CityLoader.notNegative(node["of_at_least"]) ?? 0, by: grouping(node), freshSeconds: fresh(node)))
  }

  private static func fresh(_ node: YAMLValue) -> Double {
    CityLoader.seconds(node["fresh_s"]) ?? Rule.Aggregate.usualFreshSeconds
  }

  /// `by: [source, district, subject, label.pool]`
  private static func grouping(_ node: YAMLValue) -> [Rule.Grouping] {
    guard node["by"] != nil else { return [] }
    return node.list("by").compactMap { part in
      switch part.text {
      case "source": return .source
      case "district": return .district
      case "subject": return .subject
      case .some(let text) where text.hasPrefix("label.") && text.utf8.count > 6:
        return .label(SafeText(sanitizing: String(text.dropFirst(6))))
      case .some(let text): part.fault("'\(text)' is none of source, district, subject, label.NAME")
      case nil: break
      }
      return nil
    }
  }

  private static func fleet(_ node: YAMLValue, _ value: YAMLValue) -> Rule.Subject? {
    guard let fleet = node.safe else { return nil }
    return .fleet(
      Rule.Fleet(
        value["share"]?.word(Rule.Fleet.Quantity.self) ?? .online, fleet: fleet == "*" ? nil : fleet,
        by: value["by"]?.word(Rule.Fleet.Grouping.self) ?? .whole,
        minimumOut: CityLoader.number(value["minimum_out"], in: 0...1e6).map { Int($0) } ?? 0))
  }

  private enum CollectorWord: String, CaseIterable { case malformed }

  private enum TaskWord: String, CaseIterable { case state, behind, milestones, value }

  private static func task(_ node: YAMLValue, _ value: YAMLValue) -> Rule.TaskQuantity? {
    guard let word = node.word(TaskWord.self) else { return nil }
    if word != .behind { value["plan"]?.fault("'plan' belongs to task: behind") }
    switch word {
    case .state: return .state
    case .milestones: return .milestones
    case .value: return .value
    case .behind: return .behind(plan(value))
    }
  }

  /// `plan: linear`, `milestones`, or points `[{by: 2022-06-30, share: 0.5}]`
  private static func plan(_ value: YAMLValue) -> TaskPlan {
    guard let node = value["plan"] else { return .linear }
    guard node.node.sequence != nil else {
      switch node.text {
      case "linear", nil: return .linear
      case "milestones": return .milestones
      case .some(let text): node.fault("'\(text)' is none of linear, milestones, or a list of points")
      }
      return .linear
    }
    let points = value.list("plan").compactMap { point -> TaskPlan.Point? in
      point.allow(["by", "share"])
      guard let by = point.required("by", CityLoader.day),
        let share = point.required("share", { CityLoader.number($0, in: 0...1) })
      else { return nil }
      return TaskPlan.Point(by: by, share: share)
    }
    for (before, after) in zip(points, points.dropFirst()) where after.by <= before.by || after.share < before.share {
      node.fault("the points must follow each other in time, and never fall")
    }
    if points.isEmpty { node.fault("a plan needs points") }
    return .given(points)
  }

  private static func source(_ node: YAMLValue) -> Rule.Subject? {
    switch node.text {
    case "silent": return .sourceSilence(coreOnly: false)
    case "core_silent": return .sourceSilence(coreOnly: true)
    case "down": return .sourceDown
    case .some(let other): node.fault("'\(other)' is none of silent, core_silent, down")
    case nil: break
    }
    return nil
  }
}
