import Core
import TextSafety

/// Takes the values of rules out of records.
final class RuleReader {
  let offsetMinutes: Int
  private let absentWords: Set<String>
  /// True once a text was made harmless here, so that the native decoder did not see it.
  var sawOddText = false
  /// What was found above the record, per path: the same for all records next to each other.
  private var above: [JSONPointer: (index: Int, value: JSONValue?)] = [:]

  init(offsetMinutes: Int, absentWords: Set<String>) {
    self.offsetMinutes = offsetMinutes
    self.absentWords = absentWords
  }

  /// Forgets the values of the document before.
  func begin() { above.removeAll(keepingCapacity: true) }

  /// The value of a rule in the shape of its field; nil where it is absent.
  func value(_ rule: FieldRule, _ shape: FieldShape, _ record: RecordView) throws(Fault) -> FieldValue? {
    if let value = try found(rule, shape, record) { return value }
    if let fallback = rule.fallback { return try shape.value(of: fallback, rule, offsetMinutes: offsetMinutes) }
    if rule.isRequired { throw Fault(.missing, "is missing") }
    return nil
  }

  private func found(_ rule: FieldRule, _ shape: FieldShape, _ record: RecordView) throws(Fault) -> FieldValue? {
    if case .first(let rules) = rule.source {
      for alternative in rules {
        if let value = try value(alternative.inheriting(rule), shape, record) { return value }
      }
      return nil
    }
    if shape.isList { return try list(rule, record) }
    guard var text = try text(rule.source, record) else { return nil }
    if let split = rule.split {
      guard let part = split.part(of: text) else { return nil }
      text = part
    }
    if !rule.lookup.isEmpty {
      guard let word = rule.lookup[text] else {
        if rule.fallback != nil { return nil }
        throw Fault(.value, "is not in the lookup table: \(Fault.quote(text))")
      }
      text = word
    }
    let value = try shape.value(of: text, rule, offsetMinutes: offsetMinutes)
    if case .text(let result) = value, result != text {
      var text = text
      if text.withUTF8({ !SafeText.sanitize(utf8: $0).flags.isEmpty }) { sawOddText = true }
    }
    return value
  }

  // MARK: Texts

  /// The text a source stands for; nil where it is absent.
  func text(_ source: FieldRule.Source, _ record: RecordView) throws(Fault) -> String? {
    switch source {
    case .constant(let text): return text
    case .column(let column): return cell(column, record)
    case .pointer(let pointer): return try scalar(pointer, record)
    case .template(let pieces):
      var result = ""
      for piece in pieces {
        switch piece {
        case .literal(let text): result += text
        case .pointer(let pointer):
          guard let text = try scalar(pointer, record) else { return nil }
          result += text
        case .column(let column):
          guard let text = cell(column, record) else { return nil }
          result += text
        }
      }
      return result
    case .first(let rules):
      for rule in rules {
        if let text = try text(rule.source, record) { return text }
      }
      return nil
    }
  }

  private func present(_ text: String) -> String? {
    let text = text.withoutBlanks
    return text.isAbsence || absentWords.contains(text) ? nil : text
  }

  private func cell(_ column: SheetColumn, _ record: RecordView) -> String? {
    guard case .row(let row, let header) = record, let place = header.place(column), place < row.count else { return nil }
    return present(row.text(place))
  }

  private func scalar(_ pointer: JSONPointer, _ record: RecordView) throws(Fault) -> String? {
    guard case .steps(let steps) = record, let base = base(pointer, steps) else { return nil }
    if pointer.steps == [.key] { return present(steps[base].key.text) }
    guard let value = resolve(pointer, steps[base].value) else { return nil }
    return try text(value)
  }

  private func text(_ value: JSONValue) throws(Fault) -> String? {
    switch value.kind {
    case .null: nil
    case .string: present(value.bytes?.raw ?? "")
    case .boolean: value.boolean == true ? "true" : "false"
    case .integer: value.integer.map { String($0) }
    case .unsigned, .double: value.double.map { SheetNumber.text($0) }
    case .object, .array: throw Fault.value("a text, a number or true or false", value)
    }
  }

  // MARK: Paths

  /// The place on the way that a path begins at.
  private func base(_ pointer: JSONPointer, _ steps: [RecordView.Step]) -> Int? {
    switch pointer.start {
    case .record: return steps.indices.last
    case .root: return steps.indices.first
    case .above(let levels): return levels < steps.count ? steps.count - 1 - levels : nil
    }
  }

  private func resolve(_ pointer: JSONPointer, _ start: JSONValue) -> JSONValue? {
    guard pointer.start != .record else { return Self.descend(pointer, start) }
    if let known = above[pointer], known.index == start.index { return known.value }
    let value = Self.descend(pointer, start)
    above[pointer] = (start.index, value)
    return value
  }

  private static func descend(_ pointer: JSONPointer, _ start: JSONValue) -> JSONValue? {
    var value = start
    for step in pointer.steps {
      guard case .child(let name, let index) = step, let child = value.child(name, index) else { return nil }
      value = child
    }
    return value
  }

  /// Calls `body` with the elements of the list at a path.
  func items(_ pointer: JSONPointer, _ record: RecordView, _ body: ([RecordView.Step]) -> Void) {
    guard case .steps(let steps) = record, let base = base(pointer, steps) else { return }
    _ = RecordView.records(pointer, from: Array(steps[...base]), body)
  }

  // MARK: Lists

  /// The texts of a field that is a list, each once: an array, several values, or one text that is split.
  private func list(_ rule: FieldRule, _ record: RecordView) throws(Fault) -> FieldValue? {
    var texts: [String] = []
    if case .pointer(let pointer) = rule.source, pointer.steps != [.key] {
      var fault: Fault?
      items(pointer, record) { steps in
        guard fault == nil, texts.count <= Self.maximumItems, let value = steps.last?.value else { return }
        do throws(Fault) { if let text = try text(value) { texts.append(text) } } catch { fault = error }
      }
      if let fault { throw fault }
    } else if let text = try text(rule.source, record) {
      texts = [text]
    }
    if let split = rule.split { texts = texts.flatMap { split.parts(of: $0) } }
    guard texts.count <= Self.maximumItems else { throw Fault(.tooLong, "has more than \(Self.maximumItems) items") }
    // Of a list, what is not in the table means nothing here.
    if !rule.lookup.isEmpty { texts = texts.compactMap { rule.lookup[$0] } }
    var seen: Set<String> = []
    texts = texts.filter { seen.insert($0).inserted }
    return texts.isEmpty ? nil : .list(texts)
  }

  private static let maximumItems = 1000
}

extension FieldRule {
  /// What an alternative leaves open is as its rule says.
  fileprivate func inheriting(_ rule: FieldRule) -> FieldRule {
    var copy = self
    if copy.split == nil { copy.split = rule.split }
    if copy.lookup.isEmpty { copy.lookup = rule.lookup }
    if copy.times == [.auto] { copy.times = rule.times }
    if copy.factor == 1, copy.offset == 0 {
      copy.factor = rule.factor
      copy.offset = rule.offset
    }
    if copy.units.isEmpty { copy.units = rule.units }
    return copy
  }
}

extension FieldRule.Split {
  fileprivate func parts(of text: String) -> [String] {
    guard !separator.isEmpty else { return [text] }
    return text.split(separator: separator, maxSplits: 2000, omittingEmptySubsequences: true).map { String($0).withoutBlanks }
      .filter { !$0.isEmpty }
  }

  fileprivate func part(of text: String) -> String? {
    guard let index, !separator.isEmpty else { return nil }
    let parts = text.split(separator: separator, maxSplits: 2000, omittingEmptySubsequences: false)
    let place = index > 0 ? index - 1 : parts.count + index
    guard parts.indices.contains(place) else { return nil }
    let part = String(parts[place]).withoutBlanks
    return part.isAbsence ? nil : part
  }
}

extension SheetNumber {
  /// A number of JSON as text: `1.5`, `7`.
  static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String {
  /// Without the blanks at both ends, those of Chinese included.
  var withoutBlanks: String {
    let scalars = unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return self }
    guard first.properties.isWhitespace || last.properties.isWhitespace || last == "\u{FEFF}" else { return self }
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }), let end = scalars.lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(scalars[start...end])
  }
}
