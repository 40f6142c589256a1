public import TextSafety

/// What an alarm is about: `rule/<rule>/<instance>` for our own, `feed/<source>/<alert id>` for those that feeds report.
public struct AlarmKey: Hashable, Sendable, Comparable, Codable {
  public let text: SafeText

  public init(text: SafeText) { self.text = text }

  public static func rule(_ rule: SafeText, instance: SafeText) -> AlarmKey { AlarmKey(text: "rule/\(rule)/\(instance)") }
  public static func feed(source: SafeText, alert: SafeText) -> AlarmKey {
    AlarmKey(text: "feed" + source + "/" + alert)
  }

  /// `signal/440803/flood-road`; `city` and `all` where it is not of one place or one service.
  public static func signal(_ cell: SignalCell) -> AlarmKey {
    AlarmKey(text: "\(signalPrefix)\(cell.place?.text ?? "city")/\(cell.service ?? "all")")
  }

  static let signalPrefix: SafeText = "signal/"

  /// The rule it comes from; nil for what a feed reports.
  var rule: SafeText? {
    let parts = text.string.split(separator: "/", maxSplits: 2)
    return parts.count == 3 && parts[0] == "rule" ? SafeText(sanitizing: String(parts[1])) : nil
  }

  public init(from decoder: any Decoder) throws { text = try SafeText(from: decoder) }
  public func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }

  public static func < (left: AlarmKey, right: AlarmKey) -> Bool { left.text < right.text }
}
