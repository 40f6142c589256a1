import Core
import TextSafety

private enum TaskKey: String, CaseIterable {
  case taskID = "task_id", title, lead, item, state, progress = "progress_ratio", value, target, milestones, updatedAt =
    "updated_at"
}
private enum TargetKey: String, CaseIterable { case comparison = "op", value, unit, by }
private enum MilestoneKey: String, CaseIterable { case title, due, done }

private let taskKeys = Vocabulary(TaskKey.self)
private let targetKeys = Vocabulary(TargetKey.self)
private let milestoneKeys = Vocabulary(MilestoneKey.self)
private let states = Vocabulary(TaskReport.State.self)
private let comparisons = Vocabulary(TaskReport.Target.Comparison.self)

extension TaskReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(data, taskKeys)
    self.init(
      task: try row.required(.taskID, try row.word(.taskID, texts)),
      title: try row.required(.title, try row.title(.title, texts, atMost: 120)),
      lead: try row.required(.lead, try row.title(.lead, texts)),
      state: try row.required(.state, try row.one(of: states, .state)), item: try row.word(.item, texts),
      progress: try row.read(.progress, TaskReport.progress), value: try row.number(.value),
      target: try row.read(.target) { value throws(Fault) in try Target(value, texts) },
      milestones: try row.read(.milestones) { value throws(Fault) in
        try value.list { value throws(Fault) in try Milestone(value, texts) }
      } ?? [], updatedAt: try row.moment(.updatedAt, texts))
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
