import Core
import TextSafety

/// Decodes a foreign format by a map: records become native lines, and those are decoded.
struct MappedDecoder: FeedDecoder {
  private final class Box {
    let documents: DocumentReader
    init(_ isStrict: Bool) { documents = DocumentReader(isStrict: isStrict) }
  }

  private let plan: MappingPlan
  private let box: Box
  private let lines: LineDecoder

  init(_ mapping: FeedMapping, _ options: LineDecoder.Options) {
    plan = MappingPlan(mapping)
    box = Box(options.isStrict)
    lines = LineDecoder(options)
  }

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    let run = MappedRun(plan, lines, context)
    let isText = EncodedText.withUTF8(bytes, plan.mapping.encoding) { text in
      switch plan.mapping.input {
      case .csv: run.sheet(text) { record, label, marks in run.decode(record, label, marks) }
      case .json, .jsonl: run.documents(text, box.documents) { record, label, marks in run.decode(record, label, marks) }
      }
    }
    if !isText { run.malformed.append(Malformed(.encoding, "cannot be converted to UTF-8")) }
    events += run.events
    malformed += run.malformed
  }
}

/// The decoding of one document: what it yields, record by record.
final class MappedRun {
  typealias Visit = (_ record: RecordView, _ label: String, _ marks: Event.Marks) -> Void

  let plan: MappingPlan
  let reader: RuleReader
  private let lines: LineDecoder
  private let context: DecodeContext
  private(set) var events: [Event] = []
  var malformed: [Malformed] = []

  init(_ plan: MappingPlan, _ lines: LineDecoder, _ context: DecodeContext) {
    self.plan = plan
    self.lines = lines
    self.context = context
    reader = RuleReader(
      offsetMinutes: plan.mapping.offsetMinutes ?? context.offsetMinutes, absentWords: plan.mapping.absentWords)
  }

  // MARK: Records

  /// Visits every row below the header.
  func sheet(_ text: UnsafeRawBufferPointer, _ visit: Visit) {
    let options = plan.mapping.sheet
    var sheet = SheetReader(text, delimiter: options.delimiter.byte(in: text, row: options.headerRow))
    var header: SheetHeader?
    var rows = 0
    while true {
      do throws(SheetReader.Trouble) {
        guard try sheet.next() else { break }
      } catch {
        rows += 1
        // Above the header stands what nobody needs.
        if rows >= options.headerRow || error.isFinal { note(error) }
        if rows == options.headerRow || error.isFinal { return }
        continue
      }
      rows += 1
      if rows < options.headerRow { continue }
      if rows == options.headerRow {
        let names = SheetHeader(sheet.row)
        guard check(names, line: sheet.row.line) else { return }
        header = names
        continue
      }
      if sheet.row.isBlank { continue }
      let columns = header ?? SheetHeader(count: sheet.row.count)
      header = columns
      let label = "line \(sheet.row.line)"
      guard sheet.row.count == columns.count else {
        let first = options.headerRow == 0 ? "the first row" : "the header"
        note(Fault(.shape, "has \(sheet.row.count) cells, \(first) has \(columns.count)", path: label))
        continue
      }
      if sheet.row.isRepaired, lines.options.isStrict {
        note(Fault(.encoding, "holds bytes that are not UTF-8", path: label))
        continue
      }
      visit(.row(sheet.row, columns), label, sheet.row.isRepaired ? [.repaired, .oddText] : [])
    }
    if rows < options.headerRow { note(Fault(.missing, "has no row \(options.headerRow) for a header")) }
  }

  /// Visits every record of every root.
  func documents(_ text: UnsafeRawBufferPointer, _ documents: borrowing DocumentReader, _ visit: Visit) {
    var number = 0
    var faults: [Malformed] = []
    documents.forEachRoot(text, malformed: &faults) { root, marks, faults in
      reader.begin()
      let isFound = RecordView.records(plan.mapping.records, from: [RecordView.Step(value: root, key: .root)]) { steps in
        number += 1
        visit(.steps(steps), "record \(number)", marks)
      }
      if !isFound { faults.append(Fault(.missing, "is missing", path: plan.mapping.records.text).malformed) }
    }
    malformed += faults
  }

  /// Whether the columns are there that the map cannot do without; names all that are not.
  private func check(_ header: SheetHeader, line: Int) -> Bool {
    var isReadable = true
    for (name, rule, isRequired) in plan.columnUses {
      let columns = rule.alternatives
      if columns.isEmpty || columns.contains(where: { $0.allSatisfy { header.place($0) != nil } }) { continue }
      isReadable = isReadable && !isRequired
      note(Fault(.missing, "has no column \(rule.words), which \(name) is taken from", path: "line \(line)"))
    }
    return isReadable
  }

  // MARK: One record

  func decode(_ record: RecordView, _ label: String, _ marks: Event.Marks) {
    reader.sawOddText = false
    do throws(Fault) {
      guard let event = try MappedEvent(plan, record, reader) else { return }
      for (part, line) in event.lines(plan, reader, context).enumerated() {
        let first = events.count
        var faults: [Malformed] = []
        line.withUnsafeBytes { lines.decode(line: $0, into: &events, malformed: &faults) }
        for index in first..<events.count { events[index].marks.formUnion(marks.union(context.marks)) }
        for fault in faults { malformed.append(named(fault, label, event, part)) }
      }
    } catch { note(Fault(error.reason, error.words, path: error.path.isEmpty ? label : "\(label): \(error.path)")) }
  }

  private func note(_ fault: Fault) { malformed.append(fault.malformed) }

  private func note(_ trouble: SheetReader.Trouble) {
    let place = trouble.column.map { "line \(trouble.line), column \($0)" } ?? "line \(trouble.line)"
    malformed.append(Malformed(trouble.reason, SafeText(sanitizing: "\(place): \(trouble.words)"), column: trouble.column))
  }

  /// What the native decoder found, with the record and the rule in front.
  private func named(_ fault: Malformed, _ label: String, _ event: MappedEvent, _ part: Int) -> Malformed {
    let words = fault.detail.string
    var named = fault
    named.column = nil
    guard let colon = words.firstRange(of: ": ") else {
      named.detail = SafeText(sanitizing: "\(label): \(words)")
      return named
    }
    let path = String(words[..<colon.lowerBound])
    let rule = plan.rule(at: path) { name, index in
      let items = event.lists.first { $0.name == name }?.items ?? []
      let place = index + part * MappedEvent.maximumSamples
      return items.indices.contains(place) ? items[place].origin : nil
    }
    let from = rule.map { " ← \($0.words)" } ?? ""
    named.detail = SafeText(sanitizing: "\(label): \(path)\(from)\(words[colon.lowerBound...])")
    return named
  }
}

extension MappingPlan {
  /// The fields with rules, and whether a record is nothing without them.
  fileprivate var columnUses: [(name: String, rule: FieldRule, isRequired: Bool)] {
    var uses: [(String, FieldRule, Bool)] = []
    for field in mapping.fields {
      let isNeeded = target.field(field.name)?.isRequired == true || field.rule.isRequired
      uses.append((field.name, field.rule, isNeeded && field.rule.fallback == nil))
    }
    for list in mapping.lists {
      for field in list.items.flatMap(\.fields) { uses.append(("\(list.name).\(field.name)", field.rule, false)) }
    }
    for condition in mapping.conditions { uses.append(("when", FieldRule(condition.source), true)) }
    return uses
  }
}

extension FieldRule {
  /// The sets of columns that a value can come from; none where it needs none.
  fileprivate var alternatives: [[SheetColumn]] {
    if case .first(let rules) = source {
      let sets = rules.map(\.alternatives)
      return sets.contains([]) ? [] : sets.flatMap { $0 }
    }
    let columns = Self.columns(of: source)
    return columns.isEmpty ? [] : [columns]
  }
}
