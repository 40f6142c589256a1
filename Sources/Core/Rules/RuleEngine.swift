public import TextSafety

/// Holds every reading against the rules that read its kind, and remembers what was decided for each instance.
public struct RuleEngine: Sendable {
  /// What tells an instance from others, without building its text for every reading.
  struct Key: Hashable {
    var rule: Int
    var subject: SafeText
    var labels: [Label] = []
    var place = PlaceCode.none

    var digest: UInt64 {
      var digest = subject.digest(seed: UInt64(truncatingIfNeeded: rule) << 48 ^ UInt64(bitPattern: place.digits))
      for label in labels { digest = label.value.digest(seed: label.key.digest(seed: digest)) }
      return digest
    }

    /// What an instance of a metric is called: its labels, or its subject where it has none.
    var name: SafeText { labels.isEmpty ? subject : labels.map(\.value).joined(separator: " ") }

    /// `subject{label=value,…}@place`
    var text: SafeText {
      let list = labels.map { "\($0.key)=\($0.value)" as SafeText }.joined(separator: ",")
      return subject + (list.isEmpty ? "" : "{\(list)}") + (place == .none ? "" : "@\(place.text)")
    }
  }

  struct Instance {
    var key: Key
    var gate = LevelGate()
    var text: SafeText
    var name: SafeText
    var place: PlaceCode
    var source: SafeText
    var marks: Event.Marks
    /// Of the last verdict.
    var sequence = Int64.min
    /// From then on its value is no longer true.
    var expiresAt: Timestamp?
    /// What the measure of its rule remembers; -1 where the value itself is judged.
    var measuring: Int32 = -1
    /// Shown instead of what is judged, and of the level.
    var shown: Double?
    var expected: Double?
  }

  /// A reading's moment by our clock, against which holds are measured, and when it stops being true.
  struct Moment: Sendable {
    var local: Timestamp
    var expiresAt: Timestamp?
  }

  /// Who says what is judged.
  struct Origin: Sendable {
    var source: SafeText = ""
    var marks: Event.Marks = []
  }

  /// The most instances kept over all rules: a source that invents labels is stopped here.
  static let limit = 50_000
  /// The most instances that are watched for absence, or whose past is learned.
  static let measuredLimit = 5000

  let rules: [Rule]
  let index: RuleIndex
  /// Of every rule: in ordinary times, and in key periods.
  private let levels: [RuleLevels]
  private let keyLevels: [RuleLevels?]
  let keyPeriods: [KeyPeriod]
  let offsetMinutes: Int
  var isKeyPeriod = false
  /// Nothing is decided while the kept events of an earlier run are folded in; windows and baselines are filled.
  var isRestoring = false
  var instances: [Instance] = []
  private(set) var rows = RowIndex()
  var links = SeriesLinks()
  var queueLinks = QueueLinks()
  private(set) var measurings: [Measuring] = []
  /// Rows of instances for which a hold time is running.
  var waiting: Set<Int> = []
  /// Rows of instances with occurrences in their windows, and of those watched for absence.
  var counting: Set<Int> = []
  var watched: [Int] = []
  var groups: [SeriesGroups]
  /// When all groups were looked at last, and how far the look at the tickets is.
  var groupsAssessedAt = Timestamp.distantPast
  var ticketScan = TicketScan()

  public init(rules: [Rule], keyPeriods: [KeyPeriod] = [], offsetMinutes: Int = 480) {
    self.rules = rules
    self.keyPeriods = keyPeriods
    self.offsetMinutes = offsetMinutes
    let index = RuleIndex(rules)
    self.index = index
    levels = rules.map { RuleLevels($0) }
    keyLevels = rules.map { RuleLevels(keyPeriodOf: $0) }
    groups = index.grouped.map { number in
      switch rules[number].subject {
      case .aggregate(let aggregate): SeriesGroups(by: aggregate.grouping)
      case .ratio(let ratio): SeriesGroups(by: ratio.grouping)
      default: SeriesGroups(by: [])
      }
    }
  }

  /// True where a rule reads an indicator.
  public func reads(_ name: SafeText) -> Bool { index.row(of: name) != nil }
  var readsQueues: Bool { !index.queues.isEmpty }
  var readsFleets: Bool { !index.fleets.isEmpty }
  var readsMalformed: Bool { !index.malformed.isEmpty }
  var readsTickets: Bool { !index.tickets.isEmpty }
  var readsPlans: Bool { index.tasks.contains { $0.quantity.dependsOnDay } }

  @inline(__always)
  func levels(of rule: Int) -> RuleLevels { isKeyPeriod ? keyLevels[rule] ?? levels[rule] : levels[rule] }

  func hasKeyLevels(_ rule: Int) -> Bool { keyLevels[rule] != nil }

  /// Other rules, with what is remembered of those that judge as before: holds and windows run on, nothing is raised twice.
  init(rules: [Rule], keyPeriods: [KeyPeriod], offsetMinutes: Int, continuing old: RuleEngine) {
    self.init(rules: rules, keyPeriods: keyPeriods, offsetMinutes: offsetMinutes)
    isKeyPeriod = old.isKeyPeriod
    isRestoring = old.isRestoring
    groupsAssessedAt = old.groupsAssessedAt
    let numbers = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    func successor(_ former: Int) -> Int? {
      numbers[old.rules[former].id].flatMap { rules[$0].judges(as: old.rules[former]) ? $0 : nil }
    }
    for (row, instance) in old.instances.enumerated() {
      guard let rule = successor(instance.key.rule) else { continue }
      var moved = instance
      moved.key.rule = rule
      if old.waiting.contains(row) { waiting.insert(instances.count) }
      if old.counting.contains(row) { counting.insert(instances.count) }
      append(moved, measuring: instance.measuring < 0 ? nil : old.measurings[Int(instance.measuring)])
    }
    // A rule that is new is judged after a whole look; one that goes on must not wait for it.
    let hasNew = index.tickets.contains { ticket in !old.rules.contains { $0.judges(as: rules[ticket.rule]) } }
    ticketScan = hasNew ? old.ticketScan.renumbered(successor).restarted() : old.ticketScan.renumbered(successor)
    for (number, former) in old.index.grouped.enumerated() {
      guard let rule = successor(former), let place = index.grouped.firstIndex(of: rule) else { continue }
      groups[place] = old.groups[number]
    }
  }

  /// Judges a value of an instance; nil is "not known", which clears nothing. Tells the row of the instance where there is one.
  @discardableResult
  mutating func judge(
    _ key: Key, text: @autoclosure () -> SafeText, name: SafeText? = nil, place: PlaceCode, value: Double?, from origin: Origin,
    at moment: Moment, into verdicts: inout [Verdict]
  ) -> Int? {
    let digest = key.digest
    if let known = rows.row(of: digest, where: { instances[$0].key == key }) {
      judge(row: known, name: name, value: value, source: origin.source, marks: origin.marks, at: moment, into: &verdicts)
      return known
    }
    guard let value, value.isFinite, instances.count < RuleEngine.limit else { return nil }
    let measure = rules[key.rule].measure
    guard measure == .value || measurings.count < RuleEngine.measuredLimit else { return nil }
    let instance = Instance(
      key: key, text: text(), name: name ?? key.name, place: place, source: origin.source, marks: origin.marks)
    let row = append(instance, digest, measuring: measure == .value ? nil : Measuring(measure))
    judge(row: row, name: name, value: value, source: origin.source, marks: origin.marks, at: moment, into: &verdicts)
    return row
  }

  /// The same for an instance that is known.
  mutating func judge(
    row: Int, name: SafeText? = nil, value: Double?, source: SafeText, marks: Event.Marks, at moment: Moment,
    into verdicts: inout [Verdict]
  ) {
    guard let value, value.isFinite else { return instances[row].gate.lose() }
    if let name, instances[row].name != name { instances[row].name = name }
    if !instances[row].source.isIdentical(to: source) { instances[row].source = source }
    instances[row].marks = marks
    instances[row].expiresAt = moment.expiresAt
    var judged = value
    if instances[row].measuring >= 0 {
      guard let measured = measure(row, value, at: moment.local) else { return }
      judged = measured
    }
    guard !isRestoring else { return }
    take(judged, row, at: moment.local, into: &verdicts)
  }

  /// The measure of an instance after a value; nil while too little is known.
  private mutating func measure(_ row: Int, _ value: Double, at time: Timestamp) -> Double? {
    let place = Int(instances[row].measuring)
    let measure = rules[instances[row].key.rule].measure
    guard let result = measurings[place].take(value, at: time, measure, offsetMinutes: offsetMinutes) else { return nil }
    if case .occurrences(let window) = measurings[place], window.isOpen { counting.insert(row) }
    instances[row].shown = result.shown
    instances[row].expected = result.expected
    return result.judged
  }

  /// Holds what is judged against the levels in force.
  mutating func take(_ judged: Double, _ row: Int, at time: Timestamp, into verdicts: inout [Verdict]) {
    let isChanged = instances[row].gate.take(judged, at: time, rule: levels(of: instances[row].key.rule))
    settle(row, isChanged: isChanged, at: time, into: &verdicts)
  }

  /// Changes what an instance remembers, in place.
  mutating func withMeasuring<Result>(of row: Int, _ body: (inout Measuring) -> Result) -> Result {
    body(&measurings[Int(instances[row].measuring)])
  }

  @discardableResult
  private mutating func append(_ instance: Instance, _ digest: UInt64? = nil, measuring: Measuring?) -> Int {
    var instance = instance
    instance.measuring = -1
    if let measuring {
      instance.measuring = Int32(measurings.count)
      measurings.append(measuring)
      if case .absence = measuring { watched.append(instances.count) }
    }
    rows.insert(instances.count, digest: digest ?? instance.key.digest)
    instances.append(instance)
    return instances.count - 1
  }

  mutating func settle(_ row: Int, isChanged: Bool, at time: Timestamp, into verdicts: inout [Verdict]) {
    if instances[row].gate.isWaiting { waiting.insert(row) } else if !waiting.isEmpty { waiting.remove(row) }
    guard isChanged else { return }
    instances[row].sequence = max(instances[row].sequence &+ 1, time.milliseconds)
    let instance = instances[row]
    let value = instance.shown ?? instance.gate.value
    let change: Verdict.Change
    if let severity = instance.gate.decided {
      let level = instance.expected ?? instance.gate.level(of: levels(of: instance.key.rule)) ?? 0
      change = .raise(severity, value: value, level: level)
    } else {
      change = .clear(value: value)
    }
    verdicts.append(
      Verdict(
        rule: rules[instance.key.rule], instance: instance.text, name: instance.name, place: instance.place,
        source: instance.source, marks: instance.marks, change: change, sequence: instance.sequence))
  }
}

extension RuleEngine {
  /// The instance that the rules on a metric know one of its series by.
  public static func instance(of key: MetricTable.Key) -> SafeText {
    Key(rule: 0, subject: key.subject, labels: key.labels, place: key.place).text
  }
}
