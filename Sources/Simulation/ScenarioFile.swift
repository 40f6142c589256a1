internal import Core
internal import Settings
internal import TextSafety
internal import Yams

/// A scenario file that cannot be used: where, and why.
public struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  public var file: String
  public var line: Int?
  public var column: Int?
  public var message: String

  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String {
    var text = file
    if let line { text += ":\(line):\(column ?? 1)" }
    return text + ": " + message
  }
}

enum ScenarioFile {
  /// Nothing is a number before it is asked for as one: `11:30` would be 690.
  private static let resolver = Resolver.basic
  /// How many files may stand on one another.
  private static let deepest = 8

  static func parse(_ text: String, file: String) throws(ScenarioError) -> Scenario {
    let node = try compose(text, file: file, depth: 0)
    do {
      let scenario = try YAMLDecoder().decode(Scenario.self, from: node)
      if let message = ScenarioLimits.fault(in: scenario) { throw ScenarioError(file: file, message: message) }
      return scenario
    } catch let error as ScenarioError {
      throw error
    } catch let error as DecodingError {
      let (path, message) = explain(error)
      let mark = place(of: path, in: node)
      throw ScenarioError(file: file, line: mark?.line, column: mark?.column, message: message)
    } catch {
      throw ScenarioError(file: file, line: nil, column: nil, message: "\(error)")
    }
  }

  /// The file over its base; what is wrong with a base is said of the base.
  private static func compose(_ text: String, file: String, depth: Int) throws(ScenarioError) -> Node {
    let node: Node
    do {
      guard let root = try Yams.compose(yaml: text, ScenarioFile.resolver) else {
        throw ScenarioError(file: file, line: 1, column: 1, message: "is empty")
      }
      node = root
    } catch let error as ScenarioError {
      throw error
    } catch let error as YamlError {
      throw explain(error, file)
    } catch {
      throw ScenarioError(file: file, line: nil, column: nil, message: "\(error)")
    }
    if let fault = ScenarioKeys.fault(in: node) ?? ScenarioLimits.fault(in: node) {
      throw ScenarioError(file: file, line: fault.mark?.line, column: fault.mark?.column, message: fault.message)
    }
    guard let base = node.mapping?["base"] else { return node }
    let mark = base.mark
    guard let path = base.string, depth < deepest else {
      throw ScenarioError(
        file: file, line: mark?.line, column: mark?.column, message: depth < deepest ? "'base' must be a path" : "too many bases")
    }
    let place = TextFile.resolve(path, from: file)
    let baseText: String
    do throws(ConfigurationErrors) { baseText = try TextFile.required(place) } catch {
      throw ScenarioError(
        file: file, line: mark?.line, column: mark?.column, message: error.errors.first.map { "\($0)" } ?? "no base")
    }
    return ScenarioMerge.merge(node, over: try compose(baseText, file: place, depth: depth + 1))
  }

  private static func explain(_ error: YamlError, _ file: String) -> ScenarioError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      ScenarioError(file: file, line: mark.line, column: mark.column, message: problem)
    default: ScenarioError(file: file, line: nil, column: nil, message: "\(error)")
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
