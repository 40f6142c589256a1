public import TextSafety

/// Holds every reading against the rules that read its kind, and remembers what was decided for each instance.
public struct RuleEngine: Sendable {
  /// What tells an instance from others, without building its text for every reading.
  private struct Key: Hashable {
    var rule: Int
    var subject: SafeText
    var labels: [Label] = []
    var place = PlaceCode.none

    var digest: UInt64 {
      var digest = subject.digest(seed: UInt64(truncatingIfNeeded: rule) << 48 ^ UInt64(bitPattern: place.digits))
      for label in labels { digest = label.value.digest(seed: label.key.digest(seed: digest)) }
      return digest
    }

    /// The same key with its texts in the same memory; says nothing where it is false.
    func isIdentical(to other: Key) -> Bool {
      rule == other.rule && place == other.place && subject.isIdentical(to: other.subject) && labels.isIdentical(to: other.labels)
    }

    /// What an instance of a metric is called: its labels, or its subject where it has none.
    var name: SafeText { labels.isEmpty ? subject : labels.map(\.value).joined(separator: " ") }

    /// `subject{label=value,…}@place`
    var text: SafeText {
      let list = labels.map { "\($0.key)=\($0.value)" as SafeText }.joined(separator: ",")
      return subject + (list.isEmpty ? "" : "{\(list)}") + (place == .none ? "" : "@\(place.text)")
    }
  }

  private struct Instance {
    var key: Key
    var gate = LevelGate()
    var text: SafeText
    var name: SafeText
    var place: PlaceCode
    /// Of the last verdict.
    var sequence = Int64.min
    /// From then on its value is no longer true.
    var expiresAt: Timestamp?
  }

  /// A reading's moment by our clock, against which holds are measured, and when it stops being true.
  struct Moment: Sendable {
    var local: Timestamp
    var expiresAt: Timestamp?
  }

  /// The most instances kept over all rules: a source that invents labels is stopped here.
  static let limit = 50_000

  private let rules: [Rule]
  /// What a rule looks for, beside the rule itself: a rule is a dozen texts, and taking it out of its array retains them all.
  private var metricNames = TextIndex()
  private var metricRules: [[(rule: Int, labels: [Label])]] = []
  private var queueRules: [(rule: Int, quantity: Rule.QueueQuantity, only: SafeText?)] = []
  private var levels: [RuleLevels] = []
  private var fleetRules: [Int] = []
  private var taskRules: [Int] = []
  private var sourceRules: [Int] = []
  private var instances: [Instance] = []
  private var index = RowIndex()
  /// The rows found last, by where the text of their subject lies in memory.
  private var lately = [Int32](repeating: -1, count: 1024)
  /// Rows of instances for which a hold time is running.
  private var waiting: Set<Int> = []

  public init(rules: [Rule]) {
    self.rules = rules
    levels = rules.map(RuleLevels.init)
    for (index, rule) in rules.enumerated() {
      switch rule.subject {
      case .metric(let name, let labels):
        if metricNames[name] == nil {
          metricNames.append(name)
          metricRules.append([])
        }
        if let row = metricNames[name] { metricRules[row].append((index, labels)) }
      case .queue(let quantity, let only): queueRules.append((index, quantity, only))
      case .fleetOnline: fleetRules.append(index)
      case .task: taskRules.append(index)
      case .sourceSilence, .sourceDown: sourceRules.append(index)
      }
    }
  }

  /// True where a rule reads an indicator.
  public mutating func reads(_ name: SafeText) -> Bool { metricNames.find(name) != nil }
  var readsQueues: Bool { !queueRules.isEmpty }
  var readsFleets: Bool { !fleetRules.isEmpty }

  /// Other rules, with what is remembered of those that have not changed: hold times run on, nothing is raised twice.
  init(rules: [Rule], continuing old: RuleEngine) {
    self.init(rules: rules)
    let indexes = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    for (row, instance) in old.instances.enumerated() {
      let former = instance.key.rule
      guard let rule = indexes[old.rules[former].id], rules[rule] == old.rules[former] else { continue }
      var moved = instance
      moved.key.rule = rule
      if old.waiting.contains(row) { waiting.insert(instances.count) }
      append(moved)
    }
  }

  /// Judges one reading; adds a verdict for every instance whose severity changed, and for the first normal of an instance.
  ///
  /// `time` is the source's; `local` is the same moment by our clock, where the two differ.
  public mutating func observe(
    _ reading: Reading, at time: Timestamp, local: Timestamp? = nil, expiresAt: Timestamp? = nil, into verdicts: inout [Verdict]
  ) {
    let moment = Moment(local: local ?? time, expiresAt: expiresAt)
    switch reading {
    case .metric(let name, let labels, let subject, let place, let value):
      guard let row = metricNames.find(name) else { return }
      for (rule, wanted) in metricRules[row] where wanted.allSatisfy(labels.contains) {
        let key = Key(rule: rule, subject: subject, labels: labels, place: place)
        judge(key, text: key.text, place: place, value: value, at: moment, into: &verdicts)
      }
    case .queue(let queue, let place):
      for (rule, quantity, only) in queueRules where only == nil || only == queue.queue {
        let value = quantity.value(of: queue, at: time)
        let key = Key(rule: rule, subject: queue.queue)
        judge(key, text: queue.queue, name: queue.title, place: place, value: value, at: moment, into: &verdicts)
      }
    case .fleet(let fleet, let areas, let place): judge(fleet, areas, place: place, at: moment, into: &verdicts)
    case .task(let task, let place):
      let value: Double = task.state == .atRisk || task.state == .overdue || task.state == .blocked ? 1 : 0
      for index in taskRules {
        let key = Key(rule: index, subject: task.task)
        judge(key, text: task.task, name: task.title, place: place, value: value, at: moment, into: &verdicts)
      }
    case .source(let id, let isCore, let silentSeconds, let isDown):
      for index in sourceRules {
        let value: Double
        switch rules[index].subject {
        case .sourceSilence(let coreOnly) where !coreOnly || isCore: value = silentSeconds
        case .sourceDown: value = isDown ? 1 : 0
        default: continue
        }
        judge(Key(rule: index, subject: id), text: id, name: id, place: .none, value: value, at: moment, into: &verdicts)
      }
    }
  }

  private mutating func judge(
    _ fleet: FleetReport, _ areas: [FleetReport.Area], place: PlaceCode, at moment: Moment, into verdicts: inout [Verdict]
  ) {
    let name = fleet.title ?? fleet.fleet
    for index in fleetRules {
      guard case .fleetOnline(let only, let byArea) = rules[index].subject, only == nil || only == fleet.fleet else { continue }
      guard byArea else {
        let value = share(fleet.online, fleet.total)
        judge(
          Key(rule: index, subject: fleet.fleet), text: fleet.fleet, name: name, place: place, value: value, at: moment,
          into: &verdicts)
        continue
      }
      for area in areas {
        let key = Key(rule: index, subject: fleet.fleet, place: area.place)
        let text: SafeText = "\(fleet.fleet)/\(area.place.text)"
        let value = share(area.online, area.total)
        judge(key, text: text, name: name, place: area.place, value: value, at: moment, into: &verdicts)
      }
    }
  }

  /// Decides where only time was missing.
  public mutating func tick(at time: Timestamp, into verdicts: inout [Verdict]) {
    guard !waiting.isEmpty else { return }
    let texts = waiting.map { (row: $0, rule: instances[$0].key.rule, text: instances[$0].key.text) }
    for (row, rule, _) in texts.sorted(by: { ($0.rule, $0.text) < ($1.rule, $1.text) }) {
      if let end = instances[row].expiresAt, end <= time {
        instances[row].gate.expire()
        waiting.remove(row)
        continue
      }
      let isChanged = instances[row].gate.decide(at: time, rule: levels[rule])
      settle(row, isChanged: isChanged, at: time, into: &verdicts)
    }
  }

  private mutating func judge(
    _ key: Key, text: @autoclosure () -> SafeText, name: SafeText? = nil, place: PlaceCode, value: Double?, at moment: Moment,
    into verdicts: inout [Verdict]
  ) {
    let known = row(of: key)
    // What is not known clears nothing.
    guard let value, value.isFinite else {
      if let known { instances[known].gate.lose() }
      return
    }
    guard known != nil || instances.count < RuleEngine.limit else { return }
    let row = known ?? append(Instance(key: key, text: text(), name: name ?? key.name, place: place))
    if let name, !instances[row].name.isIdentical(to: name) { instances[row].name = name }
    instances[row].expiresAt = moment.expiresAt
    let isChanged = instances[row].gate.take(value, at: moment.local, rule: levels[key.rule])
    settle(row, isChanged: isChanged, at: moment.local, into: &verdicts)
  }

  private mutating func row(of key: Key) -> Int? {
    let place = Int(truncatingIfNeeded: (key.subject.identity ^ UInt64(truncatingIfNeeded: key.rule) << 56) >> 54)
    let guess = Int(lately[place])
    if guess >= 0, instances[guess].key.isIdentical(to: key) { return guess }
    guard let row = index.row(of: key.digest, where: { instances[$0].key == key }) else { return nil }
    instances[row].key = key
    lately[place] = Int32(truncatingIfNeeded: row)
    return row
  }

  @discardableResult
  private mutating func append(_ instance: Instance) -> Int {
    index.insert(instances.count, digest: instance.key.digest)
    instances.append(instance)
    return instances.count - 1
  }

  private mutating func settle(_ row: Int, isChanged: Bool, at time: Timestamp, into verdicts: inout [Verdict]) {
    if instances[row].gate.isWaiting { waiting.insert(row) } else if !waiting.isEmpty { waiting.remove(row) }
    guard isChanged else { return }
    instances[row].sequence = max(instances[row].sequence &+ 1, time.milliseconds)
    let instance = instances[row]
    let rule = rules[instance.key.rule]
    let change: Verdict.Change
    if let severity = instance.gate.decided {
      change = .raise(severity, value: instance.gate.value, level: instance.gate.level(of: levels[instance.key.rule]) ?? 0)
    } else {
      change = .clear(value: instance.gate.value)
    }
    verdicts.append(
      Verdict(
        rule: rule, instance: instance.text, name: instance.name, place: instance.place, change: change,
        sequence: instance.sequence))
  }
}

private func share(_ part: Int, _ total: Int) -> Double? { total > 0 ? Double(part) / Double(total) : nil }

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
      guard queue.state == .stall || queue.state == .stop, queue.depth > 0 else { return queue.state == .unknown ? nil : 0 }
      return queue.lastSuccess.map { max(0, time - $0) } ?? queue.oldestSeconds ?? 0
    case .behind: return queue.state == .unknown ? nil : queue.state == .warn ? 1 : 0
    case .retrying: return queue.retrying.map(Double.init)
    case .failed: return queue.failed.map(Double.init)
    }
  }
}

extension RuleEngine {
  /// The instance that the rules on a metric know one of its series by.
  public static func instance(of key: MetricTable.Key) -> SafeText {
    Key(rule: 0, subject: key.subject, labels: key.labels, place: key.place).text
  }
}
