internal import TextSafety

/// The series that a rule takes together, by group, with what each said last. Judged at ticks: half of a batch is no sum.
struct SeriesGroups: Sendable {
  /// The most series one rule takes together.
  static let limit = 5000

  struct Group: Sendable {
    /// `source/district/label`, in the order of the rule.
    var text: SafeText
    var name: SafeText
    var place: PlaceCode
    var source: SafeText
    var marks: Event.Marks
    var members: [Int] = []
    var isChanged = true
  }

  private struct Member: Sendable {
    var key: MetricTable.Key
    /// Series that differ in their source alone are told apart where the rule groups by it.
    var source: SafeText
    var isDenominator: Bool
    var value: Double?
    var heardAt: Timestamp
    var expiresAt: Timestamp?
    var group: Int
  }

  private(set) var groups: [Group] = []
  private(set) var refused = 0
  private var members: [Member] = []
  private var index = RowIndex()
  private var groupRows = TextIndex()
  private let grouping: [Rule.Grouping]
  private let bySource: Bool

  init(by grouping: [Rule.Grouping]) {
    self.grouping = grouping
    bySource = grouping.contains(.source)
  }

  mutating func take(
    _ value: Double?, of key: MetricTable.Key, isDenominator: Bool, source: SafeText, marks: Event.Marks,
    at moment: RuleEngine.Moment
  ) {
    // A drill is not counted with the actual.
    guard !marks.contains(.exercise) else { return }
    let seed: UInt64 = isDenominator ? 1 : 0
    let digest = bySource ? source.digest(seed: key.digest &+ seed) : key.digest &+ seed
    let known = index.row(of: digest) {
      members[$0].key == key && members[$0].isDenominator == isDenominator && (!bySource || members[$0].source == source)
    }
    let row: Int
    if let known {
      row = known
    } else {
      guard members.count < SeriesGroups.limit else {
        refused += 1
        return
      }
      row = members.count
      index.insert(row, digest: digest)
      let group = group(of: key, source: source, marks: marks)
      groups[group].members.append(row)
      members.append(
        Member(key: key, source: source, isDenominator: isDenominator, heardAt: moment.local, group: group))
    }
    members[row].value = value
    members[row].heardAt = moment.local
    members[row].expiresAt = moment.expiresAt
    groups[members[row].group].isChanged = true
    groups[members[row].group].marks = marks
  }

  private mutating func group(of key: MetricTable.Key, source: SafeText, marks: Event.Marks) -> Int {
    var parts: [SafeText] = []
    var place = key.place
    if !grouping.contains(.district), place != .none { place = place.prefecture }
    for part in grouping {
      switch part {
      case .source: parts.append(source)
      case .district:
        place = key.place.county
        parts.append(place.text)
      case .subject: parts.append(key.subject)
      case .label(let name): parts.append(key.labels.first { $0.key == name }?.value ?? "")
      }
    }
    let text = parts.isEmpty ? "all" : parts.joined(separator: "/")
    if let row = groupRows[text] { return row }
    groupRows.append(text)
    // A place has a name of its own.
    let names = zip(grouping, parts).filter { $0.0 != .district }.map(\.1)
    groups.append(
      Group(text: text, name: names.isEmpty ? key.name : names.joined(separator: " "), place: place, source: source, marks: marks)
    )
    return groups.count - 1
  }

  mutating func settle(_ group: Int) { groups[group].isChanged = false }

  /// What a group comes to; nil where nothing in it is known.
  func value(of group: Int, _ subject: Rule.Subject, at now: Timestamp) -> Double? {
    switch subject {
    case .aggregate(let aggregate): value(aggregate, values(of: group, isDenominator: false, at: now, aggregate.freshSeconds))
    case .ratio(let ratio):
      SeriesGroups.ratio(
        values(of: group, isDenominator: false, at: now, ratio.freshSeconds),
        values(of: group, isDenominator: true, at: now, ratio.freshSeconds), minimum: ratio.minimum)
    default: nil
    }
  }

  private func values(of group: Int, isDenominator: Bool, at now: Timestamp, _ freshSeconds: Double) -> [Double] {
    groups[group].members.compactMap { row in
      let member = members[row]
      guard member.isDenominator == isDenominator, now - member.heardAt <= freshSeconds else { return nil }
      if let end = member.expiresAt, end <= now { return nil }
      return member.value
    }
  }

  private func value(_ aggregate: Rule.Aggregate, _ values: [Double]) -> Double? {
    let reached = aggregate.bound.map { bound in values.count(where: bound.isReached) } ?? values.count
    if aggregate.function == .count { return Double(reached) }
    guard !values.isEmpty else { return nil }
    switch aggregate.function {
    case .sum: return values.reduce(0, +)
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .max: return values.max()
    case .min: return values.min()
    case .share: return Double(reached) / Double(values.count)
    case .count: return nil
    }
  }

  private static func ratio(_ above: [Double], _ below: [Double], minimum: Double) -> Double? {
    guard !above.isEmpty, !below.isEmpty else { return nil }
    let (part, total) = (above.reduce(0, +), below.reduce(0, +))
    if part < minimum { return 0 }
    return total > 0 ? part / total : nil
  }
}
