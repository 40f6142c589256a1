public import TextSafety

/// What an alarm is about: `rule/<rule>/<instance>` for our own, `feed/<source>/<alert id>` for those that feeds report.
public struct AlarmKey: Hashable, Sendable, Comparable, Codable {
  public let text: SafeText

  public init(text: SafeText) { self.text = text }

  public static func rule(_ rule: SafeText, instance: SafeText) -> AlarmKey { AlarmKey(text: "rule/\(rule)/\(instance)") }
  public static func feed(source: SafeText, alert: SafeText) -> AlarmKey {
    AlarmKey(text: "feed\(source)/\(alert)")
  }

  /// `signal/440803/flood-road`; `city` and `all` where it is not of one place or one service.
  public static func signal(_ cell: SignalCell) -> AlarmKey {
    AlarmKey(text: "\(signalPrefix)\(cell.place?.text ?? "city")/\(cell.service ?? "all")")
  }

  static let signalPrefix: SafeText = "signal/"

  private static let exercisePrefix: SafeText = "exercise/"

  /// It belongs to a drill. Its key is another than that of the actual alarm, so that nothing done in a drill can touch what is real.
  public var isExercise: Bool { text.string.hasPrefix(AlarmKey.exercisePrefix.string) }

  func marked(isExercise: Bool) -> AlarmKey {
    isExercise ? AlarmKey(text: AlarmKey.exercisePrefix + text) : self
  }

  /// Without the mark of a drill.
  public var unmarked: SafeText {
    isExercise ? SafeText(sanitizing: String(text.string.dropFirst(AlarmKey.exercisePrefix.string.count))) : text
  }

  /// The rule it comes from; nil for what a feed reports.
  public var rule: SafeText? {
    let name = unmarked.string
    guard name.hasPrefix("rule/") else { return nil }
    let parts = name.split(separator: "/", maxSplits: 2)
    return parts.count == 3 ? SafeText(sanitizing: String(parts[1])) : nil
  }

  public init(from decoder: any Decoder) throws { text = try SafeText(from: decoder) }
  public func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }

  public static func < (left: AlarmKey, right: AlarmKey) -> Bool { left.text < right.text }
}
