internal import Yams

/// One scenario over another: mappings are merged, members of lists by what names them, curves are replaced.
enum ScenarioMerge {
  /// Values that are one thing: a scenario's stands for the base's.
  private static let whole: Set<String> = [
    "curve", "in", "out", "states", "surge", "hours", "weekdays", "totals", "places", "labels", "areas", "provider", "consumer",
    "base", "down",
  ]
  /// Under which name the base's curve stays known.
  private static let usual = ["curve": "usual", "in": "usual_in", "out": "usual_out"]
  /// Lists whose members are told apart by these keys; members of all others are added.
  private static let names: [String: [String]] = [
    "metrics": ["source", "subject"], "samples": ["name", "labels"], "queues": ["id"], "fleets": ["id"],
    "heartbeats": ["collector"], "kinds": ["service"], "tasks": ["id", "at"],
  ]

  static func merge(_ node: Node, over base: Node) -> Node {
    guard case .mapping(let upper) = node, case .mapping(var result) = base else { return node }
    for (key, value) in upper {
      let name = key.string ?? ""
      guard let old = result[key] else {
        result[key] = value
        continue
      }
      if let usual = usual[name], result[Node(usual)] == nil { result[Node(usual)] = old }
      if whole.contains(name) {
        result[key] = value
      } else if case .sequence(let added) = value, case .sequence(let known) = old {
        result[key] = .sequence(list(added, over: known, named: names[name]))
      } else {
        result[key] = merge(value, over: old)
      }
    }
    // Faults of the whole are said of the file on top.
    result.mark = upper.mark
    return .mapping(result)
  }

  private static func list(_ added: Node.Sequence, over known: Node.Sequence, named keys: [String]?) -> Node.Sequence {
    var result = known
    for member in added {
      let place = keys.flatMap { keys in
        result.firstIndex { old in keys.allSatisfy { old.mapping?[Node($0)] == member.mapping?[Node($0)] } }
      }
      if let place { result[place] = merge(member, over: result[place]) } else { result.append(member) }
    }
    return result
  }
}
