internal import TextSafety

/// Holds every reading against the rules that read its kind, and remembers what was decided for each instance.
public struct RuleEngine: Sendable {
  private struct Key: Hashable {
    var rule: Int
    var instance: SafeText
  }

  private struct Instance {
    var gate = LevelGate()
    var name: SafeText
    var place: PlaceCode
  }

  /// The most instances kept over all rules: a source that invents labels is stopped here.
  static let limit = 50_000

  private let rules: [Rule]
  private var metricRules: [SafeText: [Int]] = [:]
  private var queueRules: [Int] = []
  private var fleetRules: [Int] = []
  private var taskRules: [Int] = []
  private var sourceRules: [Int] = []
  private var instances: [Key: Instance] = [:]
  /// Instances for which a hold time is running.
  private var waiting: Set<Key> = []

  public init(rules: [Rule]) {
    self.rules = rules
    for (index, rule) in rules.enumerated() {
      switch rule.subject {
      case .metric(let name, _): metricRules[name, default: []].append(index)
      case .queue: queueRules.append(index)
      case .fleetOnline: fleetRules.append(index)
      case .task: taskRules.append(index)
      case .sourceSilence, .sourceDown: sourceRules.append(index)
      }
    }
  }

  public mutating func observe(_ reading: Reading, at time: Timestamp, into verdicts: inout [Verdict]) {
    switch reading {
    case .metric(let name, let labels, let subject, let place, let value):
      guard let indexes = metricRules[name], let value else { return }
      for index in indexes {
        guard case .metric(_, let wanted) = rules[index].subject, wanted.allSatisfy(labels.contains) else { continue }
        let suffix = labels.map { "\($0.key)=\($0.value)" as SafeText }.joined(separator: ",")
        let instance: SafeText = suffix.isEmpty ? subject : "\(subject){\(suffix)}"
        let shown = labels.isEmpty ? subject : labels.map(\.value).joined(separator: " ")
        judge(index, instance, name: shown, place: place, value: value, at: time, into: &verdicts)
      }
    case .queue(let queue, let place):
      for index in queueRules {
        guard case .queue(let quantity, let only) = rules[index].subject, only == nil || only == queue.queue else { continue }
        guard let value = quantity.value(of: queue, at: time) else { continue }
        judge(index, queue.queue, name: queue.title, place: place, value: value, at: time, into: &verdicts)
      }
    case .fleet(let fleet, let areas, let place):
      for index in fleetRules {
        guard case .fleetOnline(let only, let byArea) = rules[index].subject, only == nil || only == fleet.fleet else { continue }
        let name = fleet.title ?? fleet.fleet
        guard byArea else {
          guard fleet.total > 0 else { continue }
          judge(index, fleet.fleet, name: name, place: place, value: Double(fleet.online) / Double(fleet.total), at: time, into: &verdicts)
          continue
        }
        for area in areas where area.total > 0 {
          let instance: SafeText = "\(fleet.fleet)/\(area.place.text)"
          judge(index, instance, name: name, place: area.place, value: Double(area.online) / Double(area.total), at: time, into: &verdicts)
        }
      }
    case .task(let task, let place):
      let value: Double = task.state == .atRisk || task.state == .overdue || task.state == .blocked ? 1 : 0
      for index in taskRules { judge(index, task.task, name: task.title, place: place, value: value, at: time, into: &verdicts) }
    case .source(let id, let isCore, let silentSeconds, let isDown):
      for index in sourceRules {
        switch rules[index].subject {
        case .sourceSilence(let coreOnly) where !coreOnly || isCore:
          judge(index, id, name: id, place: .none, value: silentSeconds, at: time, into: &verdicts)
        case .sourceDown: judge(index, id, name: id, place: .none, value: isDown ? 1 : 0, at: time, into: &verdicts)
        default: continue
        }
      }
    }
  }

  /// Decides where only time was missing.
  public mutating func tick(at time: Timestamp, into verdicts: inout [Verdict]) {
    guard !waiting.isEmpty else { return }
    for key in waiting.sorted(by: { ($0.rule, $0.instance) < ($1.rule, $1.instance) }) {
      guard var instance = instances[key] else { continue }
      let rule = rules[key.rule]
      let isChanged = instance.gate.decide(at: time, rule: rule)
      instances[key] = instance
      settle(key, instance, isChanged: isChanged, into: &verdicts)
    }
  }

  private mutating func judge(
    _ index: Int, _ name: SafeText, name shown: SafeText, place: PlaceCode, value: Double, at time: Timestamp, into verdicts: inout [Verdict]
  ) {
    let key = Key(rule: index, instance: name)
    var instance: Instance
    if let known = instances[key] {
      instance = known
    } else {
      guard instances.count < RuleEngine.limit else { return }
      instance = Instance(name: shown, place: place)
    }
    instance.name = shown
    let isChanged = instance.gate.take(value, at: time, rule: rules[index])
    instances[key] = instance
    settle(key, instance, isChanged: isChanged, into: &verdicts)
  }

  private mutating func settle(_ key: Key, _ instance: Instance, isChanged: Bool, into verdicts: inout [Verdict]) {
    if instance.gate.isWaiting { waiting.insert(key) } else { waiting.remove(key) }
    guard isChanged else { return }
    let change: Verdict.Change
    if let severity = instance.gate.decided {
      change = .raise(severity, value: instance.gate.value, level: instance.gate.level(of: rules[key.rule]) ?? 0)
    } else {
      change = .clear(value: instance.gate.value)
    }
    verdicts.append(Verdict(rule: rules[key.rule], instance: key.instance, name: instance.name, place: instance.place, change: change))
  }
}

extension Rule.QueueQuantity {
  /// Nil where the reading does not say.
  func value(of queue: QueueReading, at time: Timestamp) -> Double? {
    switch self {
    case .depth: return Double(queue.depth)
    case .oldest: return queue.oldestSeconds
    case .oldestOverLimit:
      guard let oldest = queue.oldestSeconds, let limit = queue.limitSeconds, limit > 0 else { return nil }
      return oldest / limit
    case .stalled:
      guard queue.state == .stall || queue.state == .stop, queue.depth > 0 else { return 0 }
      return queue.lastSuccess.map { max(0, time - $0) } ?? queue.oldestSeconds ?? 0
    case .behind: return queue.state == .warn ? 1 : 0
    case .retrying: return queue.retrying.map(Double.init)
    case .failed: return queue.failed.map(Double.init)
    }
  }
}
