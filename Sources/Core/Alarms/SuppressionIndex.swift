internal import TextSafety

/// Suppression by design: while a cause is active, what follows from it is suppressed. It fails open: a stale cause suppresses nothing.
struct SuppressionIndex: Sendable {
  private let suppressions: [Suppression]

  init(_ suppressions: [Suppression]) { self.suppressions = suppressions }

  /// What must change so that the table is as the rules want it.
  func inputs(for table: AlarmTable) -> [(key: AlarmKey, input: AlarmInput)] {
    guard !suppressions.isEmpty, table.count > 0 else { return [] }
    var inputs: [(key: AlarmKey, input: AlarmInput)] = []
    let rows = table.rows
    for suppression in suppressions {
      let isOn = rows.contains { $0.isActive && !$0.isStale && suppression.cause.fits($0.key) }
      for alarm in rows where suppression.followers.contains(where: { $0.fits(alarm.key) }) && !suppression.cause.fits(alarm.key) {
        let isSuppressed = alarm.suppressedBy.contains(suppression.id)
        if isOn, !isSuppressed, alarm.core != .normal {
          inputs.append((alarm.key, .suppress(rule: suppression.id)))
        } else if !isOn, isSuppressed {
          inputs.append((alarm.key, .unsuppress(rule: suppression.id)))
        }
      }
    }
    return inputs
  }
}

extension SafeText {
  /// True for the key itself, or for a pattern that ends in `*` and begins it.
  fileprivate func fits(_ key: AlarmKey) -> Bool {
    string.hasSuffix("*") ? key.text.string.hasPrefix(string.dropLast()) : self == key.text
  }
}
