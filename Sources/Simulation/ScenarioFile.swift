internal import Core
internal import Settings
internal import TextSafety
internal import Yams

enum ScenarioFile {
  /// Nothing is a number before it is asked for as one: `11:30` would be 690.
  private static let resolver = Resolver.basic
  /// How many files may stand on one another.
  private static let deepest = 8

  static func parse(_ text: String, file: String) throws(ConfigurationError) -> Scenario {
    let node = try compose(text, file: file, depth: 0)
    do {
      let scenario = try YAMLDecoder().decode(Scenario.self, from: node)
      if let message = ScenarioLimits.fault(in: scenario) { throw ConfigurationError(file: file, message: message) }
      return scenario
    } catch let error as ConfigurationError {
      throw error
    } catch let error as DecodingError {
      let (path, message) = explain(error)
      let mark = place(of: path, in: node)
      throw ConfigurationError(file: file, line: mark?.line, column: mark?.column, message: message)
    } catch {
      throw ConfigurationError(file: file, line: nil, column: nil, message: "\(error)")
    }
  }

  /// The file over its base; what is wrong with a base is said of the base.
  private static func compose(_ text: String, file: String, depth: Int) throws(ConfigurationError) -> Node {
    let node: Node
    do {
      guard let root = try Yams.compose(yaml: text, ScenarioFile.resolver) else {
        throw ConfigurationError(file: file, line: 1, column: 1, message: "is empty")
      }
      node = root
    } catch let error as ConfigurationError {
      throw error
    } catch let error as YamlError {
      throw explain(error, file)
    } catch {
      throw ConfigurationError(file: file, line: nil, column: nil, message: "\(error)")
    }
    if let fault = ScenarioKeys.fault(in: node) ?? ScenarioLimits.fault(in: node) {
      throw ConfigurationError(file: file, line: fault.mark?.line, column: fault.mark?.column, message: fault.message)
    }
    guard let base = node.mapping?["base"] else { return node }
    let mark = base.mark
    guard let path = base.string, depth < deepest else {
      throw ConfigurationError(
        file: file, line: mark?.line, column: mark?.column, message: depth < deepest ? "'base' must be a path" : "too many bases")
    }
    let place = TextFile.resolve(path, from: file)
    let baseText: String
    do throws(ConfigurationErrors) { baseText = try TextFile.required(place) } catch {
      throw ConfigurationError(
        file: file, line: mark?.line, column: mark?.column, message: error.errors.first.map { "\($0)" } ?? "no base")
    }
    return ScenarioMerge.merge(node, over: try compose(baseText, file: place, depth: depth + 1))
  }

  private static func explain(_ error: YamlError, _ file: String) -> ConfigurationError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      ConfigurationError(file: file, line: mark.line, column: mark.column, message: problem)
    default: ConfigurationError(file: file, line: nil, column: nil, message: "\(error)")
    }
  }

  private static func explain(_ error: DecodingError) -> (path: [any CodingKey], message: String) {
    switch error {
    case .keyNotFound(let key, let context): (context.codingPath, "'\(key.stringValue)' is missing")
    case .typeMismatch(let type, let context): (context.codingPath, "must be \(type)")
    case .valueNotFound(let type, let context): (context.codingPath, "must be \(type), is empty")
    case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
    @unknown default: ([], "\(error)")
    }
  }

  /// The mark of the node that a coding path names.
  private static func place(of path: [any CodingKey], in root: Node) -> Mark? {
    var node = root
    for key in path {
      if let index = key.intValue, let sequence = node.sequence, sequence.indices.contains(index) {
        node = sequence[index]
      } else if let next = node.mapping?[Node(key.stringValue)] {
        node = next
      } else {
        break
      }
    }
    return node.mark
  }
}
