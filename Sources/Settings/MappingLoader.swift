internal import Core
public import Feeds
internal import TextSafety
internal import Yams

/// A map out of its file: which of somebody's fields becomes which of ours.
public enum MappingLoader {
  public static func load(_ path: String) throws(ConfigurationErrors) -> FeedMapping {
    try parse(try TextFile.required(path), file: path)
  }

  public static func parse(_ text: String, file: String) throws(ConfigurationErrors) -> FeedMapping {
    let reader = YAMLReader(file: file)
    var mapping: FeedMapping?
    if let root = reader.root(text) {
      mapping = map(root, name: defaultName(file))
    } else if reader.errors.isEmpty {
      throw ConfigurationErrors(errors: [ConfigurationError(file: file, message: "holds no map")])
    }
    try reader.finish()
    guard let mapping else { throw ConfigurationErrors(errors: [ConfigurationError(file: file, message: "holds no map")]) }
    return mapping
  }

  /// `maps/hotline.yaml` is `hotline`.
  private static func defaultName(_ file: String) -> SafeText {
    let name = file.split(separator: "/").last ?? ""
    return SafeText(sanitizing: String(name.prefix { $0 != "." }))
  }

  private static func map(_ root: YAMLValue, name: SafeText) -> FeedMapping? {
    let kind = root.required("kind") { $0.word(FeedMapping.Kind.self) }
    let input = root.required("input") { $0.word(FeedMapping.Input.self) }
    let target = kind.map(MappingTarget.init)
    root.allow(
      ["name", "kind", "input", "encoding", "csv", "records", "utc_offset", "absent", "complete", "when", "fields"]
        + (target?.listNames ?? []))
    guard let kind, let input, let target else { return nil }
    let rules = RuleNode(target: target, input: input)
    var mapping = FeedMapping(name: root["name"]?.safe ?? name, kind: kind, input: input, fields: [])
    mapping.encoding = root["encoding"]?.word(DocumentEncoding.self) ?? .detected
    if let csv = root["csv"] { readSheet(csv, input, &mapping) }
    if let records = root["records"] { readRecords(records, input, &mapping) }
    if let offset = root["utc_offset"] { mapping.offsetMinutes = minutes(offset) }
    mapping.absentWords = Set(texts(root["absent"]))
    if let complete = root["complete"] {
      mapping.isComplete = complete.node.plainBool ?? false
      if complete.node.plainBool == nil { complete.fault("must be true or false") }
      if mapping.isComplete, kind != .alert || input == .jsonl { complete.fault("'complete' is for documents of alerts") }
    }
    mapping.conditions = rules.conditions(root["when"])
    mapping.fields = rules.fields(root["fields"], of: root)
    for list in target.listNames {
      let items = root.list(list).compactMap { rules.item($0, of: list) }
      if !items.isEmpty { mapping.lists.append(FeedMapping.List(list, items)) }
    }
    for list in target.requiredLists where root[list] == nil { root.fault("'\(list)' is missing") }
    return mapping
  }

  private static func readSheet(_ value: YAMLValue, _ input: FeedMapping.Input, _ mapping: inout FeedMapping) {
    value.allow(["delimiter", "header"])
    if input != .csv { value.fault("'csv' is for maps whose input is csv") }
    if let delimiter = value["delimiter"], let text = delimiter.text {
      let sign: [String: SheetOptions.Delimiter] = [",": .comma, ";": .semicolon, "\t": .tab, "|": .pipe]
      if let known = sign[text] {
        mapping.sheet.delimiter = known
      } else {
        mapping.sheet.delimiter = delimiter.word(SheetOptions.Delimiter.self) ?? .detected
      }
    }
    guard let header = value["header"], let row = header.integer else { return }
    if (0...1000).contains(row) { mapping.sheet.headerRow = row } else { header.fault("must be a row from 1, or 0 for none") }
  }

  private static func readRecords(_ value: YAMLValue, _ input: FeedMapping.Input, _ mapping: inout FeedMapping) {
    guard let text = value.text else { return }
    if input == .csv { value.fault("the records of a sheet are its rows: leave 'records' out") }
    if let pointer = JSONPointer(text) {
      mapping.records = pointer
    } else {
      value.fault("'\(text)' is no path such as /data/list")
    }
  }

  /// `+08:00`
  private static func minutes(_ value: YAMLValue) -> Int? {
    guard let text = value.text else { return nil }
    let minutes = CivilTime.offsetMinutes(text)
    if minutes == nil { value.fault("'\(text)' is no offset such as \"+08:00\"") }
    return minutes
  }

  /// One text, or a list of them.
  static func texts(_ value: YAMLValue?) -> [String] {
    guard let value else { return [] }
    if let sequence = value.node.sequence {
      return sequence.compactMap { YAMLValue(node: $0, reader: value.reader).text }
    }
    return value.text.map { [$0] } ?? []
  }
}
