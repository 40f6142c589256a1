public import TextSafety

/// The year's ledger of tasks.
public struct TaskTable: Sendable {
  public struct Task: Sendable {
    public var report: TaskReport
    public var source: SafeText
    public var place: PlaceCode
    public var marks: Event.Marks
    public var at: Timestamp
  }

  public private(set) var tasks: [Task] = []
  private var rows = TextIndex()

  public init() {}

  public subscript(id: SafeText) -> Task? { rows[id].map { tasks[$0] } }

  mutating func record(_ report: TaskReport, of event: Event) -> Bool {
    let task = Task(report: report, source: event.source, place: event.place, marks: event.marks, at: event.time)
    guard let row = rows[report.task] else {
      rows.append(report.task)
      tasks.append(task)
      return true
    }
    guard event.time >= tasks[row].at else { return false }
    tasks[row] = task
    return true
  }
}
