internal import Core
internal import TextSafety

/// The rows of the list of alerts: single alarms, and folds of those with one cause.
struct AlertList {
  enum Row {
    case alarm(Alarm, isMember: Bool)
    case fold(AlertFold)

    var item: ItemID {
      switch self {
      case .alarm(let alarm, _): .alarm(alarm.key)
      case .fold(let fold): .fold(fold.id)
      }
    }

    /// The alarms that no other row stands for.
    var ownAlarms: [Alarm] {
      switch self {
      case .alarm(let alarm, _): [alarm]
      case .fold(let fold): fold.isOpen ? [] : fold.alarms
      }
    }
  }

  private(set) var rows: [Row] = []
  /// So many rows at the top are newer than the cursor's stay in the list.
  private(set) var newRows = 0

  init(_ context: PanelContext) {
    let (new, others) = AlertOrder.alarms(context)
    guard context.view.alerts.isFolded(context.state) else {
      rows = (new + others).map { .alarm($0, isMember: false) }
      newRows = new.count
      return
    }
    let named = others.map { (id: Self.id($0, context), alarm: $0) }
    var folds: [AlertFoldID: [Alarm]] = [:]
    for (id, alarm) in named { folds[id, default: []].append(alarm) }
    // A single row does not become a fold under the cursor: what joins it later stands above.
    var above: [(id: AlertFoldID, alarm: Alarm)] = []
    for alarm in new {
      let id = Self.id(alarm, context)
      if folds[id, default: []].count > 1 { folds[id]?.append(alarm) } else { above.append((id, alarm)) }
    }
    add(above, of: Dictionary(grouping: above, by: \.id).mapValues { $0.map(\.alarm) }, context)
    newRows = rows.count
    add(named, of: folds, context)
  }

  private static func id(_ alarm: Alarm, _ context: PanelContext) -> AlertFoldID {
    AlertFoldID(section: AlertSection(alarm, context.state), cause: AlertFold.cause(of: alarm))
  }

  /// A fold stands where its first alarm would.
  private mutating func add(
    _ alarms: [(id: AlertFoldID, alarm: Alarm)], of folds: [AlertFoldID: [Alarm]], _ context: PanelContext
  ) {
    var done: Set<AlertFoldID> = []
    for (id, alarm) in alarms {
      guard let members = folds[id], !done.contains(id) else { continue }
      guard members.count > 1 else {
        rows.append(.alarm(alarm, isMember: false))
        continue
      }
      done.insert(id)
      let isOpen = context.view.alerts.unfolded.contains(id)
      rows.append(.fold(AlertFold(id: id, alarms: members, isOpen: isOpen)))
      if isOpen { rows += members.map { .alarm($0, isMember: true) } }
    }
  }
}
