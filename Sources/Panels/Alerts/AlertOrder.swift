internal import Core
internal import TextSafety

/// The one place that decides in what order alerts stand.
///
/// Unacknowledged first, the worst and oldest on top. While the cursor is in the list, the rows that were there stay where they were (`held`),
/// what has come since stands above them, and what needs nobody below.
enum AlertOrder {
  /// Of more alarms than this only the first are listed; the rest is counted, and found by a search.
  static let limit = 500

  static func alarms(_ context: PanelContext) -> (new: [Alarm], others: [Alarm]) {
    if isBounded(context) { return ([], context.state.alarmsInOrder(limit: limit)) }
    // What is over and still owes a report stays in sight.
    let owing = context.state.alarms.withOpenReports.filter { $0.core == .normal }
    let categories = context.options.categories
    let filter = context.view.filter(.alerts)
    let order = context.view.order(.alerts)
    let found = (context.state.alarms.rows + owing).filter {
      (categories.isEmpty || categories.contains($0.facts.category))
        && (filter.isEmpty || filter.shows($0, context.state.city.places))
        && (context.view.search == nil
          || context.found(
            $0.facts.headline.zh, $0.facts.headline.en, context.place($0.facts.place), $0.facts.owner.zh, $0.key.text))
    }
    guard let held = context.view.alerts.held else { return ([], sorted(found, by: order, context.state)) }
    var (new, kept, rest): ([Alarm], [(place: Int, alarm: Alarm)], [Alarm]) = ([], [], [])
    for alarm in found {
      if let place = held.places[alarm.key] {
        kept.append((place, alarm))
      } else if alarm.arrival > held.through, AlertSection(alarm, context.state) == .open {
        new.append(alarm)
      } else {
        rest.append(alarm)
      }
    }
    kept.sort { $0.place < $1.place }
    return (sorted(new, by: order, context.state), kept.map(\.alarm) + sorted(rest, by: order, context.state))
  }

  /// Nothing asks to look at them all, or they are too many for that with every frame.
  static func isBounded(_ context: PanelContext) -> Bool {
    let (count, alerts) = (context.state.alarms.count, context.view.alerts)
    let isPlain =
      context.view.filter(.alerts).isEmpty && context.view.order(.alerts) == .urgency && context.options.categories.isEmpty
    guard context.view.search == nil, isPlain, count > limit else { return false }
    return count > AlertView.mostFolded || alerts.held == nil && !alerts.isFolded(context.state)
  }

  /// What decides a row's place, without the alarm: an alarm is large, and a sort moves it often.
  private struct Place {
    let rank: Int
    /// What the list is sorted by, where that is not the urgency.
    let chosen: Int64
    let severity: Int
    let raisedAt: Int64
    let index: Int
  }

  private static func sorted(_ alarms: [Alarm], by order: RowOrder, _ state: State) -> [Alarm] {
    let places = alarms.indices.map { index in
      let alarm = alarms[index]
      return Place(
        rank: rank(alarm, state), chosen: chosen(alarm, order), severity: alarm.shownSeverity.rawValue,
        raisedAt: alarm.raisedAt.milliseconds, index: index)
    }
    return places.sorted { left, right in
      if left.rank != right.rank { return left.rank < right.rank }
      if left.chosen != right.chosen { return left.chosen < right.chosen }
      if left.severity != right.severity { return left.severity > right.severity }
      if left.raisedAt != right.raisedAt { return left.raisedAt < right.raisedAt }
      return alarms[left.index].key < alarms[right.index].key
    }.map { alarms[$0.index] }
  }

  /// What has to be done stays on top, whatever a part of the list is sorted by.
  private static func chosen(_ alarm: Alarm, _ order: RowOrder) -> Int64 {
    switch order {
    case .urgency: 0
    case .newest: -alarm.raisedAt.milliseconds
    case .place: alarm.facts.place.digits
    case .kind: Int64(AlertReport.Category.allCases.firstIndex(of: alarm.facts.category) ?? 0)
    }
  }

  private static func rank(_ alarm: Alarm, _ state: State) -> Int {
    let section = AlertSection(alarm, state).rawValue * 2
    return alarm.isActive || !state.needsAcknowledgement(alarm) ? section : section + 1
  }
}

/// The parts of the list, top to bottom. Rows of different parts never fold together.
public enum AlertSection: Int, Hashable, Sendable {
  case open, acknowledged, hidden, openDrill, otherDrill

  init(_ alarm: Alarm, _ state: State) {
    let isOpen = state.needsAcknowledgement(alarm) && !alarm.isHidden
    if alarm.facts.isExercise {
      self = isOpen ? .openDrill : .otherDrill
    } else {
      self = alarm.isHidden ? .hidden : isOpen ? .open : .acknowledged
    }
  }
}
