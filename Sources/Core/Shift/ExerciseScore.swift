internal import DequeModule

/// How a drill was handled: what was acknowledged and how fast, what was missed, what was done wrong.
public struct ExerciseScore: Sendable, Equatable {
  /// One that nobody acknowledged.
  public struct Missed: Sendable, Equatable {
    public var key: AlarmKey
    public var severity: Severity
    /// When it first asked.
    public var at: Timestamp
    /// It went away by itself meanwhile.
    public var isOver: Bool
  }

  /// Different alarms that asked for somebody.
  public var alarms = 0
  /// In the order they were acknowledged.
  public var answered: [AlarmPerformance.Response] = []
  /// The worst first, then the oldest.
  public var missed: [Missed] = []
  /// Refused commands and acknowledgements taken back.
  public var wrong: [AlarmPerformance.Mistake] = []
  /// Seconds until the acknowledgement; nil without any.
  public var meanResponse: Double?
  public var medianResponse: Double?
  public var slowestResponse: Double?

  /// There was no drill.
  public var isEmpty: Bool { alarms == 0 && wrong.isEmpty }
}

extension AlarmPerformance {
  /// The score of the drills of a period; only that of drills means something.
  public func score(from: Timestamp, to: Timestamp) -> ExerciseScore {
    var score = ExerciseScore()
    func isWithin(_ time: Timestamp) -> Bool { time >= from && time < to }
    score.alarms = Set(announcements.filter { isWithin($0.at) }.map(\.key)).count
    score.answered = Array(responses.filter { isWithin($0.at) })
    for asked in asked.values where asked.isWaiting && isWithin(asked.since) {
      guard let key = asked.key else { continue }
      score.missed.append(.init(key: key, severity: asked.severity, at: asked.since, isOver: false))
    }
    for gone in lapsed where isWithin(gone.at) {
      score.missed.append(.init(key: gone.key, severity: gone.severity, at: gone.at, isOver: true))
    }
    score.missed.sort { ($1.severity, $0.at, $0.key) < ($0.severity, $1.at, $1.key) }
    score.wrong = Array(mistakes.filter { isWithin($0.at) })
    let seconds = score.answered.map(\.seconds).sorted()
    guard let slowest = seconds.last else { return score }
    score.meanResponse = seconds.reduce(0, +) / Double(seconds.count)
    score.medianResponse = seconds[seconds.count / 2]
    score.slowestResponse = slowest
    return score
  }
}
