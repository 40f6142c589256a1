internal import Yams

/// Every key a scenario file may hold, so that a misspelt one is said and not passed over.
enum ScenarioKeys {
  private indirect enum Shape: Sendable {
    /// A value, or a mapping whose keys are times or places.
    case free
    case mapping([String: Shape])
    case list(Shape)
  }

  static func fault(in root: Node) -> (mark: Mark?, message: String)? { fault(in: root, scenario) }

  private static func fault(in node: Node, _ shape: Shape) -> (mark: Mark?, message: String)? {
    switch shape {
    case .free: return nil
    case .list(let member):
      guard let sequence = node.sequence else { return (node.mark, "must be a list") }
      for value in sequence { if let fault = fault(in: value, member) { return fault } }
      return nil
    case .mapping(let members):
      guard let mapping = node.mapping else { return (node.mark, "must be a mapping") }
      for (key, value) in mapping {
        let name = key.string ?? ""
        guard let shape = members[name] else {
          return (key.mark, "unknown key '\(name)'; known are \(members.keys.sorted().joined(separator: ", "))")
        }
        if let fault = fault(in: value, shape) { return fault }
      }
      return nil
    }
  }

  private static func keys<Key: CodingKey & CaseIterable>(_ type: Key.Type, _ inner: [String: Shape] = [:]) -> Shape {
    let all = Dictionary(uniqueKeysWithValues: Key.allCases.map { ($0.stringValue, Shape.free) })
    return .mapping(all.merging(inner) { _, inner in inner })
  }

  private static func keys(_ names: String, _ inner: [String: Shape] = [:]) -> Shape {
    let all = Dictionary(uniqueKeysWithValues: names.split(separator: " ").map { (String($0), Shape.free) })
    return .mapping(all.merging(inner) { _, inner in inner })
  }

  private static let agency = keys("id name")
  private static let scenario = keys(
    Scenario.CodingKeys.self,
    [
      "chapters": .list(keys("at title")),
      "metrics": .list(
        keys(
          "source subject place every",
          ["samples": .list(keys("name unit labels capacity target curve steps noise decimals min max weekdays"))])),
      "queues": .list(keys(Scenario.QueueSource.CodingKeys.self, ["provider": agency, "consumer": agency])),
      "tickets": keys(
        Scenario.TicketStream.CodingKeys.self,
        ["kinds": .list(keys(Scenario.TicketStream.Kind.CodingKeys.self, ["agency": agency]))]),
      "bursts": .list(keys(Scenario.Burst.CodingKeys.self, ["agency": agency])),
      "cases": .list(
        keys(
          Scenario.Case.CodingKeys.self,
          ["agency": agency, "steps": .list(keys("at state agency flags", ["agency": agency]))])),
      "alerts": .list(
        keys(
          "at source id status severity category event headline detail sender place areas signal response labels group exercise "
            + "flaps over",
          ["signal": keys("hazard color"), "response": keys("plan level")])),
      "fleets": .list(keys("id title source every totals online fault curves")),
      "tasks": .list(keys("at id item title lead state progress value target", ["target": keys("op value unit by")])),
      "heartbeats": .list(keys("collector source subject every down", ["down": .list(keys("from to"))])),
      "incidents": .list(
        keys(
          "id title at until",
          [
            "effects": .list(
              keys(
                Scenario.Effect.CodingKeys.self,
                [
                  "agency": agency,
                  "alert": keys("source id severity category event headline detail sender place group ended"),
                ]))
          ])),
      "outages": .list(keys("source from to loses")),
      "lines": .list(keys("at text hex long count over")),
      "actions": .list(keys(Scenario.OperatorStep.CodingKeys.self)),
      "checks": .list(
        keys(
          Scenario.Check.CodingKeys.self,
          ["count": keys(Scenario.AlertCount.CodingKeys.self), "tickets": keys(Scenario.TicketFilter.CodingKeys.self)])),
    ])
}
