import Testing
import TextSafety

@testable import Core

/// Rules driven by text: a line is `t+seconds what`, where `what` is a value of the indicator `m`, `tick`, or another reading that the
/// test names; what is decided stands behind the arrow.
struct RuleTimeline {
  var engine: RuleEngine
  var isHeard = true
  /// What a verdict says of its value and level, beside the severity.
  var showsValue = false

  init(_ rules: [Rule], keyPeriods: [KeyPeriod] = []) {
    engine = RuleEngine(rules: rules, keyPeriods: keyPeriods)
  }

  static func rule(
    _ subject: Rule.Subject = .metric(name: "m", labels: []), _ measure: Rule.Measure = .value,
    direction: Rule.Direction = .above, levels: [Rule.Level] = [.init(severity: .orange, value: 3)],
    keyPeriodLevels: [Rule.Level] = [], hysteresis: Double = 0, deadband: Double = 0, clearHold: Double = 0, id: SafeText = "r"
  ) -> Rule {
    Rule(
      id: id, subject: subject, measure: measure, direction: direction, levels: levels, keyPeriodLevels: keyPeriodLevels,
      hysteresis: hysteresis, deadband: deadband, clearHoldSeconds: clearHold, category: .cloud,
      headline: LocalName(zh: "{name} {value}"))
  }

  mutating func reads(
    _ value: Double?, at seconds: Double, name: SafeText = "m", labels: [Label] = [], subject: SafeText = "s",
    place: Int64 = 440803, source: SafeText = "/a", expiresAt: Double? = nil
  ) -> [String] {
    var verdicts: [Verdict] = []
    engine.observe(
      .metric(name: name, labels: labels, subject: subject, place: PlaceCode(digits: place), value: value), from: source,
      at: .start + seconds, expiresAt: expiresAt.map { .start + $0 }, into: &verdicts)
    return verdicts.map(words)
  }

  mutating func reads(_ reading: Reading, at seconds: Double) -> [String] {
    var verdicts: [Verdict] = []
    engine.observe(reading, at: .start + seconds, into: &verdicts)
    return verdicts.map(words)
  }

  mutating func tick(_ seconds: Double) -> [String] {
    var verdicts: [Verdict] = []
    let isHeard = isHeard
    engine.tick(at: .start + seconds, isHeard: { _ in isHeard }, into: &verdicts)
    return verdicts.map(words)
  }

  func words(_ verdict: Verdict) -> String {
    let instance = showsValue ? "\(verdict.instance) " : ""
    guard case .raise(let severity, let value, _) = verdict.change else { return instance + "clear" }
    return instance + severity.name + (showsValue ? " \(value)" : "")
  }

  /// Runs a text of lines `t+0 5 → orange`; `·` stands for nothing.
  mutating func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      let at = Double(words[0].dropFirst(2)) ?? .nan
      let decided =
        switch words[1] {
        case "tick": tick(at)
        case "lost":
          { () -> [String] in
            isHeard = false
            return tick(at)
          }()
        case "back":
          { () -> [String] in
            isHeard = true
            return tick(at)
          }()
        default: reads(Double(words[1]), at: at)
        }
      #expect(decided == (words[3] == "·" ? [] : [String(words[3])]), "\(line)", sourceLocation: sourceLocation)
    }
  }
}
