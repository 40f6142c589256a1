/// Faults of a map that can be told without a record.
extension MappingTarget {
  /// What is wrong with a rule for a field of this kind, or of one of its lists; nil where nothing is.
  public func problem(with rule: FieldRule, for name: String, in list: String? = nil, of input: FeedMapping.Input) -> String? {
    guard let field = field(name, in: list) else { return "'\(name)' is no field of this kind" }
    return Self.problem(with: rule, shape: field.shape, input: input)
  }

  /// What is wrong with the source of a condition.
  public static func problem(with source: FieldRule.Source, of input: FeedMapping.Input) -> String? {
    switch source {
    case .pointer(let pointer) where input == .csv: return "a sheet has columns, '\(pointer.text)' is a path: write $column"
    case .column(let column) where input != .csv: return "JSON has paths, '\(column.words)' is a column: write /path/to/it"
    case .template(let pieces):
      for piece in pieces {
        let source: FieldRule.Source? =
          switch piece {
          case .literal: nil
          case .pointer(let pointer): .pointer(pointer)
          case .column(let column): .column(column)
          }
        if let source, let problem = problem(with: source, of: input) { return problem }
      }
      return nil
    case .first(let rules):
      return rules.lazy.compactMap { Self.problem(with: $0.source, of: input) }.first
    case .pointer, .column, .constant: return nil
    }
  }

  private static func problem(with rule: FieldRule, shape: FieldShape, input: FeedMapping.Input) -> String? {
    if let problem = problem(with: rule.source, of: input) { return problem }
    if case .first(let rules) = rule.source {
      if let problem = rules.lazy.compactMap({ Self.problem(with: $0, shape: shape, input: input) }).first { return problem }
    }
    if case .pointer(let pointer) = rule.source, pointer.isPlural, !shape.isList {
      return "'\(pointer.text)' stands for several values, this field takes one"
    }
    if let split = rule.split, split.index == nil, !shape.isList { return "split needs an index: this field takes one value" }
    if rule.times != [.auto], !shape.isTime { return "'time' is for fields that are moments" }
    if rule.factor != 1 || !rule.units.isEmpty, !shape.isNumber { return "factor and units are for fields that are numbers" }
    if rule.offset != 0, !shape.isNumber, shape != .moment {
      return "offset is for fields that are numbers, or moments: seconds"
    }
    var constants = rule.lookup.sorted { $0.key < $1.key }.map(\.value)
    if case .constant(let text) = rule.source, rule.lookup.isEmpty { constants.append(text) }
    if let fallback = rule.fallback { constants.append(fallback) }
    return constants.lazy.compactMap { problem(with: $0, rule, shape) }.first
  }

  /// A fixed word that no record will ever make right.
  private static func problem(with constant: String, _ rule: FieldRule, _ shape: FieldShape) -> String? {
    if case .choices(let choices) = shape, !choices.contains(constant) {
      return "must be one of \(choices.joined(separator: ", ")), is \(Fault.quote(constant))"
    }
    do throws(Fault) {
      _ = try shape.value(of: constant, rule, offsetMinutes: 0)
      return nil
    } catch { return error.words }
  }
}
