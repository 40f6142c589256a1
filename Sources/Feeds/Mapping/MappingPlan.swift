import Core

/// A map made ready: its rules in the order of the native fields, with what is filled in without one.
struct MappingPlan: Sendable {
  struct Field: Sendable {
    /// As faults name it: `data.agency.name`.
    var path: String
    /// The name it is written under.
    var key: String
    var shape: FieldShape
    var rule: FieldRule
  }

  /// A member of the data: a value, or an object of values.
  enum Entry: Sendable {
    case field(Field)
    case object(String, [Field])
  }

  struct Item: Sendable {
    var each: JSONPointer?
    var conditions: [MappingCondition]
    var entries: [Entry]
  }

  struct List: Sendable {
    var name: String
    var essential: String?
    var items: [Item]
  }

  let target: MappingTarget
  let mapping: FeedMapping
  let envelope: [Field]
  let entries: [Entry]
  let lists: [List]
  /// Whether the revision of a ticket is told by its time.
  let needsRevision: Bool

  init(_ mapping: FeedMapping) {
    self.mapping = mapping
    target = MappingTarget(mapping.kind)
    let names = Set(MappingTarget.envelope.map(\.name))
    envelope = MappingTarget.envelope.compactMap { native in
      mapping.fields.last { $0.name == native.name }.map {
        Field(path: native.name, key: native.name, shape: native.shape, rule: $0.rule)
      }
    }
    entries = Self.entries(mapping.fields.filter { !names.contains($0.name) }, target, nil, "data.")
    let target = target
    lists = mapping.lists.map { list in
      List(
        name: list.name, essential: target.lists.first { $0.name == list.name }?.essential,
        items: list.items.map { item in
          Item(each: item.each, conditions: item.conditions, entries: Self.entries(item.fields, target, list.name, ""))
        })
    }
    needsRevision = mapping.kind == .ticket && !mapping.fields.contains { $0.name == "rev" }
  }

  private static func entries(
    _ fields: [FeedMapping.Field], _ target: MappingTarget, _ list: String?, _ prefix: String
  ) -> [Entry] {
    var rules: [String: FieldRule] = [:]
    for field in fields { rules[field.name] = field.rule }
    let natives = list.map { list in target.lists.first { $0.name == list }?.fields ?? [] } ?? target.fields
    var entries: [Entry] = []
    for native in natives {
      let named: [(name: String, rule: FieldRule)]
      if native.name.hasSuffix("*") {
        // Sorted, so that the same map always writes the same bytes.
        named = rules.filter { target.field($0.key, in: list)?.shape == native.shape && $0.key.hasPrefix(native.name.dropLast()) }
          .map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
      } else if let rule = rules[native.name] ?? rules[Self.twin(of: native.name)] ?? native.fallback.map({ .constant($0) }) {
        named = [(native.name, rule)]
      } else {
        named = []
      }
      for (name, rule) in named { add(name, native.shape, rule, prefix, &entries) }
    }
    return entries
  }

  private static func add(
    _ name: String, _ shape: FieldShape, _ rule: FieldRule, _ prefix: String, _ entries: inout [Entry]
  ) {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      entries.append(.field(Field(path: prefix + name, key: name, shape: shape, rule: rule)))
      return
    }
    let field = Field(path: prefix + name, key: parts[1], shape: shape, rule: rule)
    if case .object(parts[0], let members)? = entries.last {
      entries[entries.count - 1] = .object(parts[0], members + [field])
    } else {
      entries.append(.object(parts[0], [field]))
    }
  }

  /// Of an office that has one of them only, the name is the id and the id is the name.
  static func twin(of name: String) -> String {
    if name == "id" || name.hasSuffix(".id") { return name.dropLast(2) + "name" }
    if name == "name" || name.hasSuffix(".name") { return name.dropLast(4) + "id" }
    return name
  }

  /// The rule whose field a fault of the native decoder names: `data.samples[3].value`.
  func rule(at path: String, item origin: (String, Int) -> Int?) -> FieldRule? {
    if let field = envelope.first(where: { $0.path == path }) { return field.rule }
    if let field = Self.field(path, entries) { return field.rule }
    guard path.hasPrefix("data."), let open = path.firstIndex(of: "["), let close = path.firstIndex(of: "]"), open < close,
      let index = Int(path[path.index(after: open)..<close])
    else { return nil }
    let name = String(path.dropFirst(5).prefix { $0 != "[" })
    let rest = String(path[path.index(after: close)...].dropFirst())
    guard let list = lists.first(where: { $0.name == name }), let item = origin(name, index), list.items.indices.contains(item)
    else { return nil }
    return Self.field(rest, list.items[item].entries)?.rule
  }

  private static func field(_ path: String, _ entries: [Entry]) -> Field? {
    for entry in entries {
      switch entry {
      case .field(let field): if field.path == path { return field }
      case .object(let name, let fields):
        if let field = fields.first(where: { $0.path == path }) { return field }
        // Nothing of it was there.
        if let first = fields.first, first.path == "\(path).\(first.key)", path.hasSuffix(name) { return first }
      }
    }
    return nil
  }
}
