internal import Core
internal import TextSafety
internal import Yams

/// A scenario file that cannot be used: where, and why.
public struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  public var file: String
  public var line: Int?
  public var column: Int?
  public var message: String

  public var description: String {
    var text = file
    if let line { text += ":\(line):\(column ?? 1)" }
    return text + ": " + message
  }
}

enum ScenarioFile {
  static func parse(_ text: String, file: String) throws(ScenarioError) -> Scenario {
    do {
      return try YAMLDecoder().decode(Scenario.self, from: text)
    } catch let error as DecodingError {
      let (path, message) = explain(error)
      let mark = place(of: path, in: text)
      throw ScenarioError(file: file, line: mark?.line, column: mark?.column, message: message)
    } catch let error as YamlError {
      throw ScenarioError(file: file, line: nil, column: nil, message: "\(error)")
    } catch {
      throw ScenarioError(file: file, line: nil, column: nil, message: "\(error)")
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
  private static func place(of path: [any CodingKey], in text: String) -> Mark? {
    guard var node = try? Yams.compose(yaml: text) else { return nil }
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
