internal import Yams

/// What no scenario may ask for, so that a slip of the pen neither hangs nor fills the memory.
enum ScenarioLimits {
  /// Larger numbers are no quantity of a city, and their sums would leave the range of whole numbers.
  private static let largest = 1e15

  /// A number that is none, or far too large.
  static func fault(in node: Node) -> (mark: Mark?, message: String)? {
    switch node {
    case .scalar(let scalar):
      // With an underscore it is a name, whatever YAML makes of it.
      guard scalar.style == .plain || scalar.style == .any, !scalar.string.contains("_"),
        let value = Double.construct(from: scalar)
      else { return nil }
      return value.isFinite && abs(value) <= largest ? nil : (scalar.mark, "'\(scalar.string)' is out of range")
    case .sequence(let sequence):
      for member in sequence { if let fault = fault(in: member) { return fault } }
      return nil
    case .mapping(let mapping):
      for (_, value) in mapping { if let fault = fault(in: value) { return fault } }
      return nil
    default: return nil
    }
  }

  /// A sentence on the first quantity that is out of its range.
  static func fault(in scenario: Scenario) -> String? {
    let clocks =
      (scenario.metrics ?? []).map { ($0.subject, $0.every) } + (scenario.queues ?? []).map { ($0.id, $0.every) }
      + (scenario.fleets ?? []).map { ($0.id, $0.every) } + (scenario.heartbeats ?? []).map { ($0.collector, $0.every) }
    for (name, every) in clocks where !(0.1...604_800).contains(every) {
      return "\(name): every must be between 0.1 s and a week"
    }
    for sample in (scenario.metrics ?? []).flatMap(\.samples) where !(0...9).contains(sample.decimals ?? 0) {
      return "\(sample.name): decimals must be between 0 and 9"
    }
    for fleet in scenario.fleets ?? [] where fleet.totals.values.contains(where: { !(0...10_000_000).contains($0) }) {
      return "\(fleet.id): a total must be between 0 and 10,000,000"
    }
    if let stream = scenario.tickets {
      guard (0...10_000_000).contains(stream.perDay), (0...100_000).contains(stream.open) else {
        return "tickets: per_day may be 10,000,000 and open 100,000"
      }
      guard !stream.kinds.isEmpty, !stream.places.isEmpty else { return "tickets: needs kinds and places" }
    }
    for burst in scenario.bursts ?? [] where burst.titles.isEmpty || burst.channels.isEmpty {
      return "\(burst.cluster): needs titles and channels"
    }
    let counts =
      (scenario.lines ?? []).map { $0.count ?? 1 } + (scenario.alerts ?? []).map { $0.flaps ?? 1 }
      + (scenario.incidents ?? []).flatMap(\.effects).map { $0.count ?? 1 }
    if counts.contains(where: { !(1...100_000).contains($0) }) { return "a count must be between 1 and 100,000" }
    if (scenario.lines ?? []).contains(where: { !(0...(64 << 20)).contains($0.long ?? 0) }) {
      return "lines: long must be at most 67,108,864"
    }
    return nil
  }
}
