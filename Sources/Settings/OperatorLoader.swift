public import Core
internal import TextSafety

/// operators.yaml: who may sign in. Ids of the duty plan and hashes of PINs, never names of persons.
public enum OperatorLoader {
  /// A list longer than this is no duty room's.
  static let limit = 1000

  public static func load(_ path: String) throws(ConfigurationErrors) -> [DutyOperator] {
    let text = try TextFile.required(path)
    let reader = YAMLReader(file: path)
    var operators: [DutyOperator] = []
    if let root = reader.root(text) {
      root.allow(["operators"])
      var ids: Set<SafeText> = []
      let list = root.list("operators")
      if list.isEmpty { root.fault("'operators' lists nobody: nobody could sign in") }
      if list.count > limit { root.fault("more than \(limit) operators") }
      for value in list.prefix(limit) {
        value.allow(["id", "role", "hash"])
        guard let id = value.required("id", \.safe), let role = value.required("role", { $0.word(OperatorRole.self) }),
          let hash = value.required("hash", \.text)
        else { continue }
        if id.isEmpty || id.string.unicodeScalars.count > 40 { value.fault("an id has 1 to 40 characters") }
        if !ids.insert(id).inserted { value.fault("two operators have the id '\(id)'") }
        if !hash.hasPrefix("$scrypt$") { value.fault("'hash' is what zhiban operator hash prints") }
        operators.append(DutyOperator(id: id, role: role, hash: hash))
      }
    }
    try reader.finish()
    return operators
  }
}
