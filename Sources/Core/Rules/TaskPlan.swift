/// How much of a task's work should be done by a day.
public enum TaskPlan: Sendable, Equatable {
  /// Evenly from the first day of the year of its target to the day of the target.
  case linear
  /// Its own milestones, each an equal share.
  case milestones
  /// Evenly from point to point, from nothing on the first day of the first point's year.
  case given([Point])

  public struct Point: Sendable, Equatable {
    public var by: CivilDate
    /// 0…1
    public var share: Double

    public init(by: CivilDate, share: Double) {
      self.by = by
      self.share = share
    }
  }

  /// The share of the work by which a task is behind on a day, 0 where it is not; nil where that cannot be told.
  func lag(of task: TaskReport, on day: CivilDate) -> Double? {
    guard task.state != .done, task.state != .cancelled else { return 0 }
    let planned: Double
    switch self {
    case .milestones:
      guard !task.milestones.isEmpty else { return nil }
      let missed = task.milestones.count { $0.due < day && !$0.isDone }
      return Double(missed) / Double(task.milestones.count)
    case .linear:
      guard let end = task.target?.by ?? task.milestones.map(\.due).max() else { return nil }
      planned = TaskPlan.share(on: day, along: [Point(by: end, share: 1)])
    case .given(let points):
      guard !points.isEmpty else { return nil }
      planned = TaskPlan.share(on: day, along: points)
    }
    return task.progress.map { max(0, planned - $0) }
  }

  private static func share(on day: CivilDate, along points: [Point]) -> Double {
    var before = Point(by: CivilDate(year: points[0].by.year, month: 1, day: 1), share: 0)
    for point in points {
      if day < point.by {
        let part = Double(day.dayNumber - before.by.dayNumber) / Double(max(1, point.by.dayNumber - before.by.dayNumber))
        return before.share + max(0, part) * (point.share - before.share)
      }
      before = point
    }
    return before.share
  }
}

extension Rule.TaskQuantity {
  /// Nil where the report does not say.
  func value(of task: TaskReport, on day: CivilDate) -> Double? {
    switch self {
    case .state: task.state == .atRisk || task.state == .overdue || task.state == .blocked ? 1 : 0
    case .behind(let plan): plan.lag(of: task, on: day)
    case .milestones:
      task.state == .done || task.state == .cancelled ? 0 : Double(task.milestones.count { $0.due < day && !$0.isDone })
    case .value: task.value
    }
  }

  /// Whether a day that passes may change it.
  var dependsOnDay: Bool {
    switch self {
    case .behind, .milestones: true
    case .state, .value: false
    }
  }
}
