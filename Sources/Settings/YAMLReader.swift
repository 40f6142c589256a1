internal import TextSafety
internal import Yams

/// Reads a YAML text and collects every fault with its place.
final class YAMLReader {
  let file: String
  private(set) var errors: [ConfigurationError] = []
  /// Files that this one names and that were read with it.
  private(set) var otherFiles: [String] = []

  init(file: String) { self.file = file }

  /// The root of a text; nil, with a fault, where it is no YAML.
  func root(_ text: String) -> YAMLValue? {
    do {
      guard let node = try Yams.compose(yaml: text, .basic) else { return nil }
      return YAMLValue(node: node, reader: self)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
        errors.append(ConfigurationError(file: file, line: mark.line, column: mark.column, message: problem))
      default: errors.append(ConfigurationError(file: file, message: "\(error)"))
      }
    } catch {
      errors.append(ConfigurationError(file: file, message: "\(error)"))
    }
    return nil
  }

  /// Reads a file that this one names; its faults are told with its own places.
  func read(_ path: String, _ body: (YAMLValue) -> Void) throws(ConfigurationErrors) {
    otherFiles.append(path)
    let reader = YAMLReader(file: path)
    if let root = reader.root(try TextFile.required(path)) { body(root) }
    errors += reader.errors
  }

  func fault(_ node: Node?, _ message: String) {
    errors.append(ConfigurationError(file: file, line: node?.mark?.line, column: node?.mark?.column, message: message))
  }

  /// Throws all faults, if there are any.
  func finish() throws(ConfigurationErrors) {
    if !errors.isEmpty { throw ConfigurationErrors(errors: errors) }
  }
}

extension Node {
  /// True or false, not in quotes. Yams' own asks its resolver, which matches seven regular expressions against every scalar it meets,
  /// half of the time of a start; so texts are composed without one.
  var plainBool: Bool? {
    guard let scalar, scalar.style == .plain || scalar.style == .any else { return nil }
    switch scalar.string.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return nil
    }
  }
}

/// A node of a YAML text with accessors that note a fault and give nil.
struct YAMLValue {
  let node: Node
  let reader: YAMLReader
  /// The members of a mapping, taken out of it once: Yams copies every pair that is looked at.
  private let pairs: [(key: String, node: Node)]

  init(node: Node, reader: YAMLReader) {
    self.node = node
    self.reader = reader
    pairs = node.mapping?.compactMap { pair in pair.key.scalar.map { ($0.string, pair.value) } } ?? []
  }

  func fault(_ message: String) { reader.fault(node, message) }

  /// `city.yaml:12:5`
  var place: SafeText {
    let mark = node.mark
    return SafeText(sanitizing: mark.map { "\(reader.file):\($0.line):\($0.column)" } ?? reader.file)
  }

  /// The file that this value names, seen from the folder of the file that it stands in.
  func otherFile(_ body: (YAMLValue) -> Void) {
    guard let text else { return }
    do throws(ConfigurationErrors) {
      try reader.read(TextFile.resolve(text, from: reader.file), body)
    } catch { fault("'\(text)': " + (error.errors.first?.message ?? "cannot be read")) }
  }

  /// Names every key that is not allowed, with the nearest that is.
  func allow(_ keys: [String]) {
    guard let mapping = node.mapping else {
      fault("must be a mapping of " + keys.joined(separator: ", "))
      return
    }
    if pairs.count == mapping.count, pairs.allSatisfy({ keys.contains($0.key) }) { return }
    for (key, _) in mapping {
      guard let name = key.string, !keys.contains(name) else { continue }
      let near = keys.min { distance($0, name) < distance($1, name) }
      let hint =
        near.map { distance($0, name) <= 2 ? "; did you mean '\($0)'?" : "; known are " + keys.joined(separator: ", ") } ?? ""
      reader.fault(key, "unknown key '\(name)'\(hint)")
    }
  }

  subscript(key: String) -> YAMLValue? {
    guard let child = pairs.first(where: { $0.key == key })?.node, child.null == nil else { return nil }
    return YAMLValue(node: child, reader: reader)
  }

  var keys: [String] { node.mapping?.compactMap { $0.key.string } ?? [] }

  /// The members of a mapping in their order.
  var members: [(key: String, value: YAMLValue)] {
    node.mapping?.compactMap { pair in pair.key.string.map { ($0, YAMLValue(node: pair.value, reader: reader)) } } ?? []
  }

  func list(_ key: String) -> [YAMLValue] {
    guard let child = self[key] else { return [] }
    guard let sequence = child.node.sequence else {
      child.fault("'\(key)' must be a list")
      return []
    }
    return sequence.map { YAMLValue(node: $0, reader: reader) }
  }

  func required<Value>(_ key: String, _ read: (YAMLValue) -> Value?) -> Value? {
    guard let child = self[key] else {
      fault("'\(key)' is missing")
      return nil
    }
    return read(child)
  }

  // Each notes a fault where the value is of another shape.

  var text: String? {
    if let string = node.string { return string }
    fault("must be a text")
    return nil
  }

  var safe: SafeText? { text.map { SafeText(sanitizing: $0) } }

  var block: SafeText? { text.map { SafeText(sanitizing: $0, mode: .block) } }

  var number: Double? {
    if let double = node.float { return double }
    fault("must be a number")
    return nil
  }

  var integer: Int? {
    if let integer = node.int { return integer }
    fault("must be a whole number")
    return nil
  }

  var bool: Bool? {
    if let bool = node.plainBool { return bool }
    fault("must be true or false")
    return nil
  }

  func word<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
    guard let text else { return nil }
    if let value = Value(rawValue: text) { return value }
    fault("'\(text)' is none of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
    return nil
  }
}

/// Levenshtein's distance, for "did you mean".
private func distance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (index, character) in left.enumerated() {
    var corner = row[0]
    row[0] = index + 1
    for column in right.indices {
      let above = row[column + 1]
      row[column + 1] = min(above + 1, row[column] + 1, corner + (character == right[column] ? 0 : 1))
      corner = above
    }
  }
  return row[right.count]
}
