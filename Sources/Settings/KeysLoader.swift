public import TextUI
internal import TextSafety
internal import Yams

/// keys.yaml: which keys do what. A command that the file does not name keeps its keys.
public enum KeysLoader {
  /// What can be bound, with the keys it has where the file says nothing.
  public struct Command: Sendable {
    public var name: String
    public var keys: [KeyPress]
    /// Without a key nobody comes out again.
    public var isNeeded: Bool

    public init(name: String, keys: [KeyPress], isNeeded: Bool) {
      self.name = name
      self.keys = keys
      self.isNeeded = isNeeded
    }
  }

  /// The keys of every command that the file names.
  public static func load(_ path: String, commands: [Command]) throws(ConfigurationErrors) -> [String: [KeyPress]] {
    try parse(try TextFile.required(path), file: path, commands: commands)
  }

  public static func parse(_ text: String, file: String, commands: [Command]) throws(ConfigurationErrors) -> [String: [KeyPress]]
  {
    let reader = YAMLReader(file: file)
    var bound: [String: [KeyPress]] = [:]
    var places: [KeyPress: [(command: String, value: YAMLValue)]] = [:]
    if let root = reader.root(text) {
      root.allow(commands.map(\.name))
      for (name, value) in root.members {
        guard let command = commands.first(where: { $0.name == name }) else { continue }
        if bound[name] != nil { value.fault("'\(name)' is given twice") }
        let keys = keys(value)
        bound[name] = keys.map(\.key)
        for (key, value) in keys { places[key, default: []].append((name, value)) }
        if keys.isEmpty, command.isNeeded { value.fault("'\(name)' needs a key: nobody could leave without one") }
      }
    }
    fault(conflicts: places, with: commands.filter { bound[$0.name] == nil })
    try reader.finish()
    return bound
  }

  /// One key, or a list of keys; `[]` for none.
  private static func keys(_ value: YAMLValue) -> [(key: KeyPress, value: YAMLValue)] {
    guard let sequence = value.node.sequence else { return key(value).map { [($0, value)] } ?? [] }
    return sequence.compactMap { node in
      let value = YAMLValue(node: node, reader: value.reader)
      return key(value).map { ($0, value) }
    }
  }

  private static func key(_ value: YAMLValue) -> KeyPress? {
    guard let name = value.node.scalar?.string, !name.isEmpty else {
      value.fault("must be a key, a list of keys, or [] for none")
      return nil
    }
    if let key = KeyPress(name: name) { return key }
    value.fault(
      "'\(SafeText(sanitizing: name))' is no key: a character, space, enter, esc, tab, shift-tab, backspace, delete, insert, up, down, "
        + "left, right, home, end, page-up, page-down, f1 to f20, or ctrl- with a letter (not h, i, j, m: those are other keys)")
    return nil
  }

  private static func fault(
    conflicts places: [KeyPress: [(command: String, value: YAMLValue)]], with others: [Command]
  ) {
    // In the order of the commands, so that the report is the same every time.
    for (key, uses) in places.sorted(by: { ($0.value[0].command, $0.key.name ?? "") < ($1.value[0].command, $1.key.name ?? "") })
    {
      let name = key.name ?? ""
      if let other = others.first(where: { $0.keys.contains(key) }) {
        for use in uses { use.value.fault("'\(name)' already means '\(other.name)': give that another key, or []") }
      }
      for use in uses.dropFirst() {
        use.value.fault(
          use.command == uses[0].command
            ? "'\(name)' is given twice" : "'\(name)' means '\(uses[0].command)' and '\(use.command)'")
      }
    }
  }
}
