public import Core
public import TextSafety

/// What a map makes of one sample record, rule by rule: for those who write maps.
public struct MappingExplanation: Sendable {
  /// One native field.
  public struct Row: Sendable, Equatable {
    /// `data.title`, `data.samples[0].value`.
    public var field: SafeText
    /// `$诉求标题`, `/stats/depth`; empty where there is no rule.
    public var rule: SafeText
    /// As the record has it, masked; nil: absent.
    public var raw: SafeText?
    /// As the event has it; nil: absent.
    public var value: SafeText?
    /// Why it is absent, or what stands in for it.
    public var note: SafeText

    /// `data.state ← $状态: “已办结” → closed`
    public var line: SafeText {
      var line = field
      if !rule.isEmpty { line += " ← " + rule }
      line += ": "
      if let raw { line += "“" + raw + "”" }
      if let value { line += (raw == nil ? "" : " → ") + value } else { line += raw == nil ? "absent" : " → absent" }
      return note.isEmpty ? line : line + " (" + note + ")"
    }
  }

  /// `line 2`, `record 1`; nil where the sample has no such record.
  public private(set) var record: SafeText?
  public private(set) var rows: [Row] = []
  /// What was decoded: usually one event.
  public private(set) var events: [Event] = []
  /// What is wrong with the record, and with the document up to it.
  public private(set) var malformed: [Malformed] = []
  /// True where a condition of the map keeps it out.
  public private(set) var isPassedOver = false

  /// Explains the `number`-th record of a sample, counted from 1.
  public init(_ mapping: FeedMapping, sample: UnsafeRawBufferPointer, record number: Int = 1, context: DecodeContext) {
    let run = MappedRun(MappingPlan(mapping), LineDecoder(), context)
    var count = 0
    var label: String?
    var rows: [Row] = []
    var faults: [Malformed] = []
    let visit: MappedRun.Visit = { record, name, marks in
      count += 1
      // What is wrong with the header concerns every record.
      if count == 1 { faults = run.malformed }
      guard count == number else { return }
      label = name
      rows = run.explain(record)
      let before = run.malformed.count
      run.decode(record, name, marks)
      faults += run.malformed[before...]
    }
    let isText = EncodedText.withUTF8(sample, mapping.encoding) { text in
      switch mapping.input {
      case .csv: run.sheet(text, visit)
      case .json, .jsonl: run.documents(text, DocumentReader(isStrict: false), visit)
      }
    }
    if !isText { run.malformed.append(Malformed(.encoding, "cannot be converted to UTF-8")) }
    record = label.map { SafeText(sanitizing: $0) }
    self.rows = rows
    events = run.events
    malformed = label == nil ? run.malformed : faults
    isPassedOver = label != nil && events.isEmpty && malformed.isEmpty
  }

  /// All of it as lines to print.
  public var lines: [SafeText] {
    guard let record else { return malformed.map(\.detail) + ["there is no such record"] }
    var lines = [record + ":"] + rows.map { "  " + $0.line }
    lines += malformed.map { "refused: " + $0.detail }
    if isPassedOver { lines.append("passed over: a condition keeps it out, or it has no value") }
    lines += events.map { event in "event: \(event.source) \(event.id) " + SafeText(sanitizing: event.payload.kind.rawValue) }
    return lines
  }
}

extension MappedRun {
  /// The rows of one record.
  fileprivate func explain(_ record: RecordView) -> [MappingExplanation.Row] {
    var rows = plan.mapping.conditions.map { condition(record, $0) }
    for name in ["source", "id", "time", "subject", "adcode"] where !plan.envelope.contains(where: { $0.key == name }) {
      rows.append(MappingExplanation.Row(field: SafeText(sanitizing: name), rule: "", value: nil, note: stand(name)))
    }
    rows += plan.envelope.map { row($0, $0.path, record) }
    rows += explain(plan.entries, record) { $0.path }
    if plan.needsRevision {
      rows.append(MappingExplanation.Row(field: "data.rev", rule: "", value: nil, note: "no rule: the seconds of its time"))
    }
    for list in plan.lists {
      var index = 0
      for item in list.items {
        var views = [record]
        if let each = item.each {
          views = []
          reader.items(each, record) { steps in if views.count < 3 { views.append(.steps(steps)) } }
        }
        for view in views {
          rows += item.conditions.map { condition(view, $0) }
          rows += explain(item.entries, view) { "data.\(list.name)[\(index)].\($0.path)" }
          index += 1
        }
      }
    }
    return rows
  }

  /// What is taken where the map has no rule for an attribute.
  private func stand(_ name: String) -> SafeText {
    switch name {
    case "source": "no rule: the collector's"
    case "id": "no rule: the subject, the time and a figure that stands for the data"
    case "time":
      plan.target.moments.isEmpty
        ? "no rule: when it was received" : "no rule: the latest moment of the record, or when it was received"
    case "subject": plan.target.identity.map { "no rule: " + SafeText(sanitizing: $0) } ?? "no rule: the end of the source"
    default: "no rule: the collector's place"
    }
  }

  private func condition(_ record: RecordView, _ condition: MappingCondition) -> MappingExplanation.Row {
    let text = try? reader.text(condition.source, record)
    return MappingExplanation.Row(
      field: "when", rule: SafeText(sanitizing: FieldRule.words(condition.source)), raw: text.map(Self.shown),
      value: condition.holds(text) ? "kept" : "dropped", note: "")
  }

  private func explain(
    _ entries: [MappingPlan.Entry], _ record: RecordView, _ path: (MappingPlan.Field) -> String
  ) -> [MappingExplanation.Row] {
    entries.flatMap { entry in
      switch entry {
      case .field(let field): [row(field, path(field), record)]
      case .object(_, let fields): fields.map { row($0, path($0), record) }
      }
    }
  }

  private func row(_ field: MappingPlan.Field, _ path: String, _ record: RecordView) -> MappingExplanation.Row {
    let rule = field.rule
    var row = MappingExplanation.Row(
      field: SafeText(sanitizing: path), rule: SafeText(sanitizing: rule.words), raw: nil, value: nil, note: "")
    var isConstant = false
    if case .constant = rule.source { isConstant = true }
    do throws(Fault) {
      let raw = isConstant ? nil : try reader.raw(rule, field.shape, record)
      row.raw = raw.map(Self.shown)
      row.value = try reader.value(rule, field.shape, record).map { Self.shown($0.words(reader.offsetMinutes)) }
      if isConstant {
        row.note = "fixed"
      } else if raw == nil {
        row.note = row.value == nil ? reader.absence(rule.source, record) : reader.absence(rule.source, record) + ": default"
      } else if let raw, !rule.lookup.isEmpty, rule.lookup[raw] == nil, !field.shape.isList {
        row.note = "not in the lookup table: default"
      }
    } catch { row.note = Masking.masked(SafeText(sanitizing: error.words)) }
    return row
  }

  private static func shown(_ text: String) -> SafeText {
    let text = SafeText(sanitizing: String(text.unicodeScalars.prefix(200)))
    let masked = Masking.masked(text)
    return masked.clipped(to: 60) == masked ? masked : masked.clipped(to: 60) + "…"
  }
}

extension RuleReader {
  /// What the record has where a rule looks; nil where that is absent.
  fileprivate func raw(_ rule: FieldRule, _ shape: FieldShape, _ record: RecordView) throws(Fault) -> String? {
    guard shape.isList else { return try text(rule.source, record) }
    guard case .list(let texts)? = try value(FieldRule(rule.source), .words, record) else { return nil }
    return texts.joined(separator: ", ")
  }

  /// Why there is nothing.
  fileprivate func absence(_ source: FieldRule.Source, _ record: RecordView) -> SafeText {
    switch source {
    case .column(let column):
      guard case .row(_, let header) = record, header.place(column) != nil else { return "there is no such column" }
      return "the cell is empty"
    case .pointer: return "nothing there, or empty"
    case .template: return "a part of it is absent"
    case .first: return "all of them are absent"
    case .constant: return "empty"
    }
  }
}

extension FieldValue {
  fileprivate func words(_ offsetMinutes: Int) -> String {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .double(let value): "\(value)"
    case .truth(let value): String(value)
    case .moment(let time): time.rfc3339(offsetMinutes: offsetMinutes)
    case .date(let date): "\(date.year)-\(date.month)-\(date.day)"
    case .list(let texts): texts.joined(separator: ", ")
    }
  }
}
