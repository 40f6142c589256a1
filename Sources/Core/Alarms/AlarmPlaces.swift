/// How many alarms wait for somebody at each place, by severity: kept, not counted. Exercises and what lies under an overlay are left out.
public struct AlarmPlaces: Sendable, Equatable {
  private var counts: [PlaceCode: [Int]] = [:]

  public init() {}

  /// Places where any waits, with how many and the worst.
  public var waiting: [(place: PlaceCode, severity: Severity, count: Int)] {
    counts.compactMap { place, counts in
      Severity.allCases.last { counts[$0.rawValue] > 0 }.map { (place, $0, counts.reduce(0, +)) }
    }
  }

  mutating func count(_ alarm: Alarm, _ step: Int) {
    guard alarm.needsAcknowledgement, !alarm.isHidden, !alarm.facts.isExercise else { return }
    let place = alarm.facts.place
    counts[place, default: [0, 0, 0, 0, 0]][alarm.shownSeverity.rawValue] += step
    if step < 0, counts[place]?.allSatisfy({ $0 == 0 }) == true { counts[place] = nil }
  }
}
