internal import Feeds
internal import Yams

/// Reads the rules of a map for one kind and one input.
struct RuleNode {
  let target: MappingTarget
  let input: FeedMapping.Input

  private static let ruleKeys = [
    "path", "column", "const", "template", "first", "lookup", "default", "time", "factor", "offset", "units", "split", "index",
    "required",
  ]
  private static let sourceKeys = ["path", "column", "const", "template", "first"]
  private static let testKeys = ["equals", "in", "not_in", "matches", "present"]
  private static let itemKeys = ["each", "when"]
  /// Alternatives within alternatives are not read deeper.
  private static let maximumDepth = 3

  // MARK: Fields

  func fields(_ value: YAMLValue?, of root: YAMLValue) -> [FeedMapping.Field] {
    guard let value else {
      let missing = target.missingNames(among: [])
      if !missing.isEmpty { root.fault("'fields' is missing: it needs \(missing.joined(separator: ", "))") }
      return []
    }
    return fields(value, in: nil, besides: [])
  }

  func item(_ value: YAMLValue, of list: String) -> FeedMapping.Item? {
    var each: JSONPointer?
    if let node = value["each"], let text = node.text {
      each = JSONPointer(text)
      if each == nil || input == .csv { node.fault(input == .csv ? "a sheet has no lists" : "'\(text)' is no path") }
    }
    let fields = fields(value, in: list, besides: Self.itemKeys)
    return FeedMapping.Item(each: each, conditions: conditions(value["when"]), fields: fields)
  }

  private func fields(_ value: YAMLValue, in list: String?, besides others: [String]) -> [FeedMapping.Field] {
    let known = list.map(target.fieldNames(in:)) ?? target.fieldNames
    let named = value.keys.filter { $0.contains(".") && target.hasField($0, in: list) }
    value.allow(others + known.filter { !$0.hasSuffix("*") } + named)
    guard value.node.mapping != nil else { return [] }
    var fields: [FeedMapping.Field] = []
    for (name, node) in value.members where !others.contains(name) && target.hasField(name, in: list) {
      guard let rule = rule(node, isReference: name == "source") else { continue }
      if let problem = target.problem(with: rule, for: name, in: list, of: input) { node.fault("\(name): \(problem)") }
      fields.append(FeedMapping.Field(name, rule))
    }
    for name in target.missingNames(among: value.keys, in: list) { value.fault("'\(name)' is missing") }
    return fields
  }

  // MARK: Rules

  private func rule(_ value: YAMLValue, isReference: Bool = false, depth: Int = 0) -> FieldRule? {
    if value.node.sequence != nil { return first(value, depth: depth).map { FieldRule($0) } }
    guard value.node.mapping != nil else { return source(value, isReference: isReference).map { FieldRule($0) } }
    value.allow(Self.ruleKeys)
    guard let source = explicitSource(value, depth: depth) else { return nil }
    var rule = FieldRule(source)
    if let table = value["lookup"] { rule.lookup = lookup(table) }
    rule.fallback = value["default"]?.text
    let times = MappingLoader.texts(value["time"]).compactMap { name -> TimeFormat? in
      let format = TimeFormat(name)
      if format == nil {
        value["time"]?.fault("'\(name)' is none of auto, us, eu, excel, unix, unix_ms and no pattern such as dd/MM/yyyy HH:mm")
      }
      return format
    }
    if !times.isEmpty { rule.times = times }
    rule.factor = value["factor"]?.number ?? 1
    rule.offset = value["offset"]?.number ?? 0
    rule.units = MappingLoader.texts(value["units"])
    rule.split = split(value)
    rule.isRequired = value["required"]?.bool ?? false
    return rule
  }

  private func explicitSource(_ value: YAMLValue, depth: Int) -> FieldRule.Source? {
    let given = Self.sourceKeys.filter { value[$0] != nil }
    guard given.count == 1, let key = given.first, let node = value[key] else {
      value.fault("a rule takes its value from one of " + Self.sourceKeys.joined(separator: ", "))
      return nil
    }
    switch key {
    case "path": return pointer(node)
    case "column": return column(node)
    case "const": return node.text.map { .constant($0) }
    case "template": return node.text.flatMap { template($0, node) }
    default: return first(node, depth: depth)
    }
  }

  private func first(_ value: YAMLValue, depth: Int) -> FieldRule.Source? {
    guard let sequence = value.node.sequence, !sequence.isEmpty, depth < Self.maximumDepth else {
      value.fault("must be a list of alternatives")
      return nil
    }
    let rules = sequence.compactMap { rule(YAMLValue(node: $0, reader: value.reader), depth: depth + 1) }
    return rules.count == sequence.count ? .first(rules) : nil
  }

  /// `/a/b`, `$标题`, `{/a}-{/b}`, or a fixed word.
  private func source(_ value: YAMLValue, isReference: Bool) -> FieldRule.Source? {
    guard value.node.null == nil || value.node.scalar?.style != .plain else {
      value.fault("is empty; what begins with # needs quotes")
      return nil
    }
    guard let text = value.text else { return nil }
    if ["{/", "{#", "{..", "{$"].contains(where: { text.contains($0) }) { return template(text, value) }
    if text.hasPrefix("$"), input != .csv {
      value.fault("JSON has paths, '\(text)' is a column: write /path/to/it")
      return nil
    }
    if text.hasPrefix("$") { return .column(place(String(text.dropFirst()))) }
    let looksLikePath = text.hasPrefix("/") || text.hasPrefix("#/") || text.hasPrefix("../")
    if looksLikePath, input != .csv { return pointer(value) }
    if looksLikePath, !isReference {
      value.fault("a sheet has columns, '\(text)' is a path: write $column")
      return nil
    }
    return .constant(text)
  }

  private func pointer(_ value: YAMLValue) -> FieldRule.Source? {
    guard let text = value.text else { return nil }
    guard let pointer = JSONPointer(text) else {
      value.fault("'\(text)' is no path such as /data/name, #/from/the/root or ../above")
      return nil
    }
    return .pointer(pointer)
  }

  /// A plain number is the number of the column, a quoted one its header.
  private func column(_ value: YAMLValue) -> FieldRule.Source? {
    guard let text = value.text else { return nil }
    return .column(value.node.scalar?.style == .plain ? place(text) : .named(text))
  }

  private func place(_ text: String) -> SheetColumn {
    if let number = Int(text), (1...1024).contains(number) { return .number(number) }
    return .named(text)
  }

  private func template(_ text: String, _ value: YAMLValue) -> FieldRule.Source? {
    var pieces: [FieldRule.Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
      if name.hasPrefix("$") {
        pieces.append(.column(place(String(name.dropFirst()))))
      } else if let pointer = JSONPointer(name), !name.isEmpty {
        pieces.append(.pointer(pointer))
      } else {
        pieces.append(.literal("{\(name)}"))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    let hasPlace = pieces.contains { if case .literal = $0 { false } else { true } }
    if !hasPlace { value.fault("'\(text)' holds no place such as {/id} or {$column}") }
    return .template(pieces)
  }

  private func lookup(_ value: YAMLValue) -> [String: String] {
    guard value.node.mapping != nil else {
      value.fault("must be a table such as {已办结: closed}")
      return [:]
    }
    var table: [String: String] = [:]
    for (key, member) in value.members { table[key] = member.text }
    return table
  }

  private func split(_ value: YAMLValue) -> FieldRule.Split? {
    guard let separator = value["split"]?.text else {
      if value["index"] != nil { value["index"]?.fault("'index' needs 'split'") }
      return nil
    }
    if separator.isEmpty { value["split"]?.fault("must not be empty") }
    let index = value["index"]?.integer
    if index == 0 { value["index"]?.fault("counts from 1, or from -1 at the end") }
    return FieldRule.Split(separator: separator, index: index)
  }

  // MARK: Conditions

  /// One condition, or a list of them that must all hold.
  func conditions(_ value: YAMLValue?) -> [MappingCondition] {
    guard let value else { return [] }
    guard let sequence = value.node.sequence else { return [condition(value)].compactMap { $0 } }
    return sequence.compactMap { condition(YAMLValue(node: $0, reader: value.reader)) }
  }

  private func condition(_ value: YAMLValue) -> MappingCondition? {
    value.allow(Self.sourceKeys + Self.testKeys)
    guard value.node.mapping != nil, let source = explicitSource(value, depth: 0) else { return nil }
    if let problem = MappingTarget.problem(with: source, of: input) { value.fault(problem) }
    let given = Self.testKeys.filter { value[$0] != nil }
    guard given.count == 1, let key = given.first, let node = value[key] else {
      value.fault("a condition has one of " + Self.testKeys.joined(separator: ", "))
      return nil
    }
    switch key {
    case "equals": return node.text.map { MappingCondition(source, .isOne(of: [$0])) }
    case "in": return MappingCondition(source, .isOne(of: MappingLoader.texts(node)))
    case "not_in": return MappingCondition(source, .isNone(of: MappingLoader.texts(node)))
    case "matches": return node.text.map { MappingCondition(source, .matches($0)) }
    default: return node.node.plainBool.map { MappingCondition(source, .isPresent($0)) }
    }
  }
}
