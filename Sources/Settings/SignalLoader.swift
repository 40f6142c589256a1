internal import Core
internal import TextSafety

extension CityLoader {
  /// The block `signals:` of the rules; what it does not name keeps its default.
  static func signals(_ value: YAMLValue?) -> SignalOptions {
    var options = SignalOptions()
    guard let value else { return options }
    value.allow([
      "enabled", "false_alarms_per_day", "minimum_count", "minimum_ratio", "half_life_days", "warm_up_h", "domains", "levels",
      "services",
    ])
    options.isEnabled = value["enabled"]?.bool ?? options.isEnabled
    options.falseAlarmsPerDay = number(value["false_alarms_per_day"], in: 0.0001...10) ?? options.falseAlarmsPerDay
    options.minimumCount = number(value["minimum_count"], in: 2...1000).map { Int($0) } ?? options.minimumCount
    options.minimumRatio = number(value["minimum_ratio"], in: 1...100) ?? options.minimumRatio
    options.halfLifeDays = number(value["half_life_days"], in: 1...365) ?? options.halfLifeDays
    options.warmUpHours = number(value["warm_up_h"], in: 0...720) ?? options.warmUpHours
    if value["domains"] != nil {
      options.domains = Set(value.list("domains").compactMap { $0.word(TicketUpdate.Domain.self) })
    }
    if value["levels"] != nil { options.levels = levels(value) }
    for (code, name) in value["services"]?.members ?? [] {
      options.serviceNames[SafeText(sanitizing: code)] = self.name(name)
    }
    return options
  }

  private static func levels(_ value: YAMLValue) -> [SignalOptions.Level] {
    let levels = value.list("levels").compactMap(signalLevel).sorted { $0.severity > $1.severity }
    for (worse, better) in zip(levels, levels.dropFirst()) {
      if worse.severity == better.severity { value["levels"]?.fault("two levels are \(worse.severity.name)") }
      if worse.count < better.count || worse.probability > better.probability {
        value["levels"]?.fault("\(worse.severity.name) must lie beyond \(better.severity.name)")
      }
    }
    return levels
  }

  private static func signalLevel(_ value: YAMLValue) -> SignalOptions.Level? {
    value.allow(["severity", "count", "probability"])
    guard let word = value.required("severity", \.text) else { return nil }
    guard let severity = Severity(name: word) else {
      value["severity"]?.fault("severity '\(word)' is none of red, orange, yellow, blue")
      return nil
    }
    guard let count = value.required("count", { number($0, in: 1...100_000) }),
      let probability = value.required("probability", { number($0, in: 1e-300...1) })
    else { return nil }
    return SignalOptions.Level(severity: severity, count: Int(count), probability: probability)
  }
}
