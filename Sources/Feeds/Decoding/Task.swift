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
    var task: SafeText?
    var title: SafeText?
    var lead: SafeText?
    var item: SafeText?
    var state: State?
    var progress: Double?
    var reading: Double?
    var target: Target?
    var milestones: [Milestone] = []
    var updatedAt: Timestamp?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = taskKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .taskID: task = try texts.word(value)
        case .title: title = try texts.title(value, atMost: 120)
        case .lead: lead = try texts.title(value)
        case .item: item = try texts.word(value)
        case .state: state = try value.word(of: states)
        case .progress:
          guard let ratio = value.double, (0...1).contains(ratio) else { throw .value("a number 0 to 1", value) }
          progress = ratio
        case .value: reading = try value.anyNumber()
        case .target: target = try Target(value, texts)
        case .milestones: milestones = try value.list { value throws(Fault) in try Milestone(value, texts) }
        case .updatedAt: updatedAt = try value.moment()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let task else { throw .missing("task_id") }
    guard let title else { throw .missing("title") }
    guard let lead else { throw .missing("lead") }
    guard let state else { throw .missing("state") }
    self.init(
      task: task, title: title, lead: lead, state: state, item: item, progress: progress, value: reading, target: target,
      milestones: milestones, updatedAt: updatedAt)
  }
}

extension TaskReport.Target {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var comparison: Comparison?
    var reading: Double?
    var unit: SafeText?
    var by: CivilDate?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = targetKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .comparison: comparison = try value.word(of: comparisons)
        case .value: reading = try value.anyNumber()
        case .unit: unit = try texts.word(value)
        case .by: by = try value.date()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let comparison else { throw .missing("op") }
    guard let reading else { throw .missing("value") }
    guard let unit else { throw .missing("unit") }
    self.init(comparison: comparison, value: reading, unit: unit, by: by)
  }
}

extension TaskReport.Milestone {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var title: SafeText?
    var due: CivilDate?
    var isDone: Bool?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = milestoneKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .title: title = try texts.title(value)
        case .due: due = try value.date()
        case .done: isDone = try value.truth()
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let title else { throw .missing("title") }
    guard let due else { throw .missing("due") }
    guard let isDone else { throw .missing("done") }
    self.init(title: title, due: due, isDone: isDone)
  }
}
