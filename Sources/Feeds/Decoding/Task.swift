import Core
import TextSafety

/// In the order in which faults are told.
enum TaskKey: String, CaseIterable {
  case taskID = "task_id", title, lead, state, item, progress = "progress_ratio", value, target, milestones, updatedAt =
    "updated_at"
}
private enum TargetKey: String, CaseIterable { case comparison = "op", value, unit, by }
private enum MilestoneKey: String, CaseIterable { case title, due, done }

let taskKeys = Vocabulary(TaskKey.self)
private let requiredKeys: KeySet<TaskKey> = [.taskID, .title, .lead, .state]
private let targetKeys = Vocabulary(TargetKey.self)
private let milestoneKeys = Vocabulary(MilestoneKey.self)
private let states = Vocabulary(TaskReport.State.self)
private let comparisons = Vocabulary(TaskReport.Target.Comparison.self)

extension TaskReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    self.init(task: .empty, title: .empty, lead: .empty, state: .notStarted)
    try FieldRow(data, taskKeys).each(required: requiredKeys) { key, value throws(Fault) in try set(key, value, texts) }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: TaskKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .taskID: task = try texts.word(value)
    case .title: title = try texts.title(value, atMost: 120)
    case .lead: lead = try texts.title(value)
    case .state: state = try value.word(of: states)
    case .item: item = try texts.word(value)
    case .progress: progress = try TaskReport.progress(value)
    case .value: self.value = try value.anyNumber()
    case .target: target = try Target(value, texts)
    case .milestones: milestones = try value.list { value throws(Fault) in try Milestone(value, texts) }
    case .updatedAt: updatedAt = try texts.moment(value)
    }
  }

  private static func progress(_ value: JSONValue) throws(Fault) -> Double {
    guard let ratio = value.double, (0...1).contains(ratio) else { throw .value("a number 0 to 1", value) }
    return ratio
  }
}

extension TaskReport.Target {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), targetKeys)
    self.init(
      comparison: try row.required(.comparison, try row.one(of: comparisons, .comparison)),
      value: try row.required(.value, try row.number(.value)), unit: try row.required(.unit, try row.word(.unit, texts)),
      by: try row.read(.by) { value throws(Fault) in try value.date() })
  }
}

extension TaskReport.Milestone {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), milestoneKeys)
    self.init(
      title: try row.required(.title, try row.title(.title, texts)),
      due: try row.required(.due, try row.read(.due) { value throws(Fault) in try value.date() }),
      isDone: try row.required(.done, try row.truth(.done)))
  }
}
