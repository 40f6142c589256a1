/// What a piece of the screen means; themes decide how it looks. Colour means abnormal or selected, nothing else.
public enum Role: UInt8, CaseIterable, Sendable {
  /// The text of the screen, less important text, the least important text, and text that must be seen first.
  case text, dim, faint, bright
  /// The screen behind everything, and the plate of tiles, gauges and tables.
  case background, plate
  /// The bar of boards at the top, the chosen board, the key bar, a key in it, and the title and rule of a panel.
  case header, headerSelected, keyBar, key, title, rule
  /// The truth banner (demo, exercise, playback), the banner of a lost connection.
  case banner, bannerAlarm
  /// The row under the cursor, the title of the panel with the keyboard, text found by search.
  case selection, focus, match
  /// Severities of unacknowledged alerts: used as background with `onSeverity` text on it.
  case red, orange, yellow, blue
  case onSeverity
  /// Severities where they are quiet: acknowledged, thresholds in charts, numbers beyond a limit.
  case redQuiet, orangeQuiet, yellowQuiet, blueQuiet
  /// Acknowledged, shelved, suppressed rows; stale and failed sources.
  case acknowledged, shelved, stale, fault
  /// Bars and lines of normal values, their past, their baseline band, a target tick.
  case chart, chartDim, baseline, target
  /// Pop-ups and their border, text being typed.
  case popup, popupBorder, input
}
