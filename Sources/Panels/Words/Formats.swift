internal import Core
internal import TextSafety
internal import TextUI

/// How long, how much, how old: one way to write each.
enum Format {
  /// `0:45`, `12:03`, `2:26:10`
  static func duration(_ seconds: Double) -> SafeText {
    let total = Int(max(0, min(seconds, 3.6e6)))
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    return hours > 0 ? "\(hours):\(digits: minutes, 2):\(digits: rest, 2)" : "\(minutes):\(digits: rest, 2)"
  }

  /// A count that is kept as a number with a fraction: `12,345`.
  static func whole(_ value: Double) -> SafeText { SafeText(grouped: Int64(min(max(0, value.rounded()), 9e18))) }

  /// A delay: `0.8s`, from a hundred seconds on `12:03`.
  static func lag(_ seconds: Double) -> SafeText {
    seconds < 99.95 ? SafeText(max(0, seconds), decimals: 1) + "s" : duration(seconds)
  }

  /// For columns of ages: `0:45`, `12:03`, `2时26分`, `3天4时`.
  static func age(_ seconds: Double, _ language: Language) -> SafeText {
    let total = Int(max(0, min(seconds, 1e9)))
    if total < 3600 { return duration(Double(total)) }
    let (days, hours, minutes) = (total / 86_400, total / 3600 % 24, total / 60 % 60)
    if days >= 10 { return language.say("\(days)天", "\(days)d") }
    return days > 0
      ? language.say("\(days)天\(hours)时", "\(days)d\(hours)h")
      : language.say("\(hours)时\(digits: minutes, 2)分", "\(hours)h\(digits: minutes, 2)m")
  }

  /// A signed countdown: `1:46`, `-0:12`.
  static func countdown(_ seconds: Double, _ language: Language) -> SafeText {
    seconds < 0 ? "-" + age(-seconds, language) : age(seconds, language)
  }

  /// Large numbers: 120.42万, 1.20M; small ones grouped.
  static func amount(_ value: Double, _ language: Language) -> SafeText {
    if language.isChinese, value.magnitude >= 1e8 { return SafeText(value / 1e8, decimals: 2) + language.say("亿", "") }
    if language.isChinese, value.magnitude >= 100_000 { return SafeText(value / 1e4, decimals: 2) + language.say("万", "") }
    if !language.isChinese, value.magnitude >= 1e6 { return SafeText(value / 1e6, decimals: 2) + "M" }
    return value == value.rounded() ? SafeText(grouped: Int64(value)) : SafeText(value, decimals: value.magnitude < 10 ? 2 : 1)
  }

  /// Bytes per second and bytes.
  static func bytes(_ value: Double) -> SafeText {
    let units: [SafeText] = ["B", "KB", "MB", "GB", "TB", "PB"]
    var value = value
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return SafeText(value, decimals: unit == 0 || value >= 100 ? 0 : 1) + " " + units[unit]
  }

  /// How a unit is written where it stands alone; what only counts things has none.
  static func unit(_ unit: SafeText) -> SafeText { unit == "ratio" ? "%" : unit.string.hasPrefix("{") || unit == "1" ? "" : unit }

  /// The target of a catalogue: what is laid down, and what only has been proposed.
  static func goal(_ text: SafeText, _ language: Language) -> SafeText {
    let (laid, proposed) = (language.say("既定 ", "set: "), language.say("拟定 ", "proposed: "))
    return SafeText(
      sanitizing: text.string.replacing("seed: ", with: laid.string).replacing("prop: ", with: proposed.string))
  }

  /// A value by its unit.
  static func value(_ value: Double?, unit: SafeText, _ language: Language) -> SafeText {
    guard let value else { return "–" }
    switch unit.string {
    case "ratio": return SafeText(percent: value)
    case "s": return duration(value)
    case "By": return bytes(value)
    case "By/s": return bytes(value) + "/s"
    case "1": return SafeText(value, decimals: value == value.rounded() ? 0 : 2)
    default:
      let plain = unit.string.hasPrefix("{") ? "" : " " + unit
      return amount(value, language) + plain
    }
  }
}

/// Whether data is fresh enough to be shown as such.
enum Freshness {
  /// The right of a panel's title: `数据 0:12 前`, or `断流 0:45` where its source is silent.
  static func status(of time: Timestamp?, source: SafeText?, _ context: PanelContext) -> StyledText {
    if let source, let known = context.state.sources[source] {
      switch known.health {
      case .stale:
        let silent = known.silence(at: context.now) ?? context.now - known.healthSince
        return StyledText(context.say(Words.stale) + " " + Format.duration(silent), Style(.stale, on: .background, .bold))
      case .down:
        return StyledText(
          context.say(Words.down) + " " + Format.duration(context.now - known.healthSince), Style(.fault, on: .background, .bold))
      case .fresh, .expected: break
      }
    }
    guard let time, time > .distantPast else { return StyledText(context.say(Words.noData), Style(.faint)) }
    let age = Format.age(context.now - time, context.language)
    return StyledText(context.language.say("数据 \(age) 前", "\(age) old"), Style(.faint))
  }

  static func isStale(_ source: SafeText?, _ context: PanelContext) -> Bool {
    guard let source, let known = context.state.sources[source] else { return false }
    return known.health == .stale || known.health == .down
  }
}
