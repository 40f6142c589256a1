internal import Core
internal import TextSafety

/// Alarms of one cause in one row.
///
/// The cause is, in this order: the rule that suppresses them; the group that their rule or feed names; the rule itself, or for what feeds
/// report the kind of event and the source.
struct AlertFold {
  var id: AlertFoldID
  /// As they stood in the list; never fewer than two.
  var alarms: [Alarm]
  var isOpen = false

  /// What `a` on the row acknowledges: nothing but what its count says.
  var seen: [OperatorCommand.SeenAlarm] {
    alarms.filter { $0.needsAcknowledgement && !$0.isHidden }.map { .init(key: $0.key, revision: $0.revision) }
  }

  var isExercise: Bool { id.section == .openDrill || id.section == .otherDrill }
  var worst: Severity { alarms.map(\.shownSeverity).max() ?? .blue }

  static func cause(of alarm: Alarm) -> SafeText {
    if let rule = alarm.suppressedBy.first { return "suppressed/" + rule }
    if let group = alarm.facts.group, !group.isEmpty { return "group/" + group }
    if let rule = alarm.key.rule { return "rule/" + rule }
    return "event" + alarm.facts.source + "/" + (alarm.facts.event ?? alarm.facts.category.name)
  }

  /// What the row is called; short, so that its counts are seen.
  func title(_ context: PanelContext) -> SafeText {
    guard let first = alarms.first else { return id.cause }
    if let rule = first.suppressedBy.first {
      let cause = context.state.city.suppressions.first { $0.id == rule }.flatMap {
        context.state.alarms[AlarmKey(text: $0.cause)]
      }
      return (cause?.facts.headline(context.language) ?? rule).cut(toColumns: 28)
    }
    if let group = first.facts.group, !group.isEmpty { return group.cut(toColumns: 28) }
    if first.key.rule == nil, let event = first.facts.event, !event.isEmpty { return event.cut(toColumns: 28) }
    // One rule says the same of many things: the first stands for the others.
    let headline = first.facts.headline(context.language)
    return context.language.say("\(headline.cut(toColumns: 24)) 等", "\(headline.cut(toColumns: 20)) etc.")
  }
}
