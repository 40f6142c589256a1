public import Core
internal import Feeds
public import Settings
internal import TextSafety

/// Plays a scenario into a desk of its city, does what its operators do, and holds its checks against what is known then.
public struct Rehearsal: Sendable {
  /// What became of one check.
  public struct Finding: Sendable, Equatable, CustomStringConvertible {
    public enum Outcome: Sendable, Equatable {
      case passed
      case failed(found: String)
      case pending(reason: String)
    }

    public var at: String
    public var check: String
    public var outcome: Outcome

    public var description: String {
      switch outcome {
      case .passed: "passed   \(at) \(check)"
      case .failed(let found): "FAILED   \(at) \(check): found \(found)"
      case .pending(let reason): "pending  \(at) \(check): \(reason)"
      }
    }
  }

  let simulator: Simulator
  let city: City

  public init(_ simulator: Simulator, in city: City) {
    self.simulator = simulator
    self.city = city
  }

  /// One finding for each check, in the order of the file.
  public func findings() throws(ConfigurationError) -> [Finding] {
    let checks = simulator.scenario.checks ?? []
    var desk = RehearsalDesk(city: city, start: simulator.start, keepsEvents: checks.contains { $0.nowhere != nil })
    let outcomes = try fold(into: &desk)
    var findings: [Finding] = []
    var again: RehearsalDesk?
    for (number, check) in checks.enumerated() {
      var outcome = outcomes[number] ?? .failed(found: "its moment is not within the scenario")
      if let reason = check.pending { outcome = .pending(reason: reason) }
      if check.repeatable == true, check.pending == nil {
        if again == nil {
          var second = RehearsalDesk(city: city, start: simulator.start)
          _ = try fold(into: &second)
          again = second
        }
        let isSame = again.map { $0.state.document() == desk.state.document() } ?? false
        outcome = isSame ? .passed : .failed(found: "another state")
      }
      findings.append(Finding(at: check.at ?? "end", check: CheckText.of(check), outcome: outcome))
    }
    return findings
  }

  private enum Step {
    case action(Scenario.OperatorStep)
    case check(Int)
  }

  /// Outcomes by the number of the check.
  private func fold(into desk: inout RehearsalDesk) throws(ConfigurationError) -> [Int: Finding.Outcome] {
    var steps = MomentHeap<Step>()
    for action in simulator.scenario.actions ?? [] { steps.insert(.action(action), at: try simulator.moment(action.at)) }
    for (number, check) in (simulator.scenario.checks ?? []).enumerated() {
      steps.insert(.check(number), at: try check.at.map(simulator.moment) ?? simulator.end)
    }
    var outcomes: [Int: Finding.Outcome] = [:]
    func perform(before arrival: Timestamp) throws(ConfigurationError) {
      while let moment = steps.first, moment < arrival, let step = steps.removeFirst()?.element {
        desk.advance(to: moment)
        switch step {
        case .action(let action): try simulator.perform(action, at: moment, on: &desk)
        case .check(let number):
          outcomes[number] = try CheckEvaluation(simulator: simulator, desk: desk).outcome(
            of: (simulator.scenario.checks ?? [])[number])
        }
      }
    }
    try simulator.write { (line) throws(ConfigurationError) in
      desk.decode(line)
      try perform(before: desk.nextArrival)
      desk.fold()
    }
    try perform(before: .distantFuture)
    return outcomes
  }
}
