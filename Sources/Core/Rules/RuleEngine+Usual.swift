/// What is usual for a value at a moment.
public struct UsualRange: Sendable, Equatable {
  public var low: Double
  public var high: Double
}

extension RuleEngine {
  /// Scatters that the usual range reaches to either side: about nineteen of twenty values lie within.
  private static let width = 2.5

  /// What a rule that learns this series' past expected in each of so many minutes; nil where no rule does.
  func usual(of key: MetricTable.Key, minutes count: Int, endingAt end: Timestamp) -> [UsualRange?]? {
    guard let name = index.row(of: key.name) else { return nil }
    for interest in index.interests(inRow: name) where rules[interest.rule].isBaseline {
      let known = Key(rule: interest.rule, subject: key.subject, labels: key.labels, place: key.place)
      guard let row = rows.row(of: known.digest, where: { instances[$0].key == known }), instances[row].measuring >= 0,
        case .baseline(let watch) = measurings[Int(instances[row].measuring)]
      else { continue }
      let usual = watch.usual(minutes: count, endingAt: end, width: RuleEngine.width)
      return usual.contains { $0 != nil } ? usual : nil
    }
    return nil
  }
}

extension Rule {
  fileprivate var isBaseline: Bool { if case .baseline = measure { true } else { false } }
}

extension State {
  /// What was usual for a series in each of so many minutes, oldest first, where a rule has learned it.
  public func usual(of key: MetricTable.Key, minutes count: Int, endingAt end: Timestamp) -> [UsualRange?]? {
    rules.usual(of: key, minutes: count, endingAt: end)
  }
}
