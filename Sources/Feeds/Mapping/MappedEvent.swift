import Core
import TextSafety

/// The values of one record, in the order they are written.
struct MappedEvent {
  /// A member of the data with its value.
  enum Member {
    case field(String, FieldValue)
    case object(String, [(key: String, value: FieldValue)])
  }

  /// The items of one list, and which item of the map each came from.
  struct List {
    var name: String
    var items: [(origin: Int, members: [Member])] = []
  }

  private(set) var members: [Member] = []
  private(set) var lists: [List] = []
  private var attributes: [String: FieldValue] = [:]
  private var identity: String?
  private var latest: Timestamp?

  /// Nil where a condition drops the record.
  init?(_ plan: MappingPlan, _ record: RecordView, _ reader: RuleReader) throws(Fault) {
    for condition in plan.mapping.conditions {
      guard condition.holds(try reader.text(condition.source, record)) else { return nil }
    }
    for field in plan.envelope {
      if let value = try Self.value(field, record, reader) { attributes[field.key] = value }
    }
    members = try Self.members(plan.entries, record, reader) { field, value in
      if field.path.dropFirst(5) == plan.target.identity ?? "", case .text(let text) = value { identity = text }
      if case .moment(let time) = value, plan.target.moments.contains(where: { $0 == field.path.dropFirst(5) }) {
        latest = max(latest ?? time, time)
      }
    }
    for list in plan.lists {
      var result = List(name: list.name)
      for (origin, item) in list.items.enumerated() { try add(item, origin, of: list, record, reader, to: &result) }
      if list.essential != nil, result.items.isEmpty {
        // A day of a sheet that is not filled in yet; JSON that says nothing is not what the map takes it for.
        if case .row = record { return nil }
        throw Fault(.missing, "has no value in this record", path: "data.\(list.name)")
      }
      lists.append(result)
    }
    if plan.needsRevision, let time { members.append(.field("rev", .integer(max(0, time.milliseconds / 1000)))) }
  }

  /// When it happened, where the record tells.
  private var time: Timestamp? {
    if case .moment(let time)? = attributes["time"] { return time }
    return latest
  }

  private static func value(
    _ field: MappingPlan.Field, _ record: RecordView, _ reader: RuleReader
  ) throws(Fault) -> FieldValue? {
    do throws(Fault) { return try reader.value(field.rule, field.shape, record) } catch {
      throw error.at("\(field.path) ← \(field.rule.words)")
    }
  }

  private static func members(
    _ entries: [MappingPlan.Entry], _ record: RecordView, _ reader: RuleReader,
    _ note: (MappingPlan.Field, FieldValue) -> Void = { _, _ in }
  ) throws(Fault) -> [Member] {
    var members: [Member] = []
    members.reserveCapacity(entries.count)
    for entry in entries {
      switch entry {
      case .field(let field):
        guard let value = try value(field, record, reader) else { continue }
        note(field, value)
        members.append(.field(field.key, value))
      case .object(let name, let fields):
        var values: [(String, FieldValue)] = []
        for field in fields {
          if let value = try value(field, record, reader) { values.append((field.key, value)) }
        }
        if !values.isEmpty { members.append(.object(name, values)) }
      }
    }
    return members
  }

  private func add(
    _ item: MappingPlan.Item, _ origin: Int, of list: MappingPlan.List, _ record: RecordView, _ reader: RuleReader,
    to result: inout List
  ) throws(Fault) {
    var views = [record]
    if let each = item.each {
      views = []
      reader.items(each, record) { steps in if views.count <= Self.maximumItems { views.append(.steps(steps)) } }
    }
    for view in views {
      guard result.items.count < Self.maximumItems else {
        throw Fault(.tooLong, "has more than \(Self.maximumItems) items", path: "data.\(list.name)")
      }
      do throws(Fault) {
        var isKept = true
        for condition in item.conditions {
          let text = try reader.text(condition.source, view)
          isKept = isKept && condition.holds(text)
        }
        guard isKept else { continue }
        let members = try Self.members(item.entries, view, reader)
        if let essential = list.essential, !members.contains(where: { $0.key == essential }) { continue }
        result.items.append((origin, members))
      } catch { throw error.at("data.\(list.name)[\(result.items.count)]") }
    }
  }

  /// More samples or devices in one record are refused.
  private static let maximumItems = 10_000
}

extension MappedEvent.Member {
  var key: String {
    switch self {
    case .field(let key, _): key
    case .object(let key, _): key
    }
  }
}

// MARK: Written as native events

extension MappedEvent {
  /// The native objects: one, or several where there are more samples than an event may have.
  func lines(_ plan: MappingPlan, _ reader: RuleReader, _ context: DecodeContext) -> [[UInt8]] {
    guard let samples = lists.firstIndex(where: { $0.name == "samples" }), lists[samples].items.count > Self.maximumSamples else {
      return [line(plan, reader, context, part: 0)]
    }
    let all = lists[samples].items
    return stride(from: 0, to: all.count, by: Self.maximumSamples).map { start in
      var copy = self
      copy.lists[samples].items = Array(all[start..<min(all.count, start + Self.maximumSamples)])
      return copy.line(plan, reader, context, part: start / Self.maximumSamples)
    }
  }

  static let maximumSamples = 500

  private func line(_ plan: MappingPlan, _ reader: RuleReader, _ context: DecodeContext, part: Int) -> [UInt8] {
    var data = JSONWriter(offsetMinutes: reader.offsetMinutes)
    data.object { writer in
      for member in members { writer.member(member) }
      for list in lists where !list.items.isEmpty {
        writer.key(list.name)
        writer.array { writer in
          for item in list.items { writer.object { writer in for member in item.members { writer.member(member) } } }
        }
      }
    }
    let source = source(context)
    let subject = text("subject") ?? identity ?? source.split(separator: "/").last.map(String.init) ?? source
    var line = JSONWriter(offsetMinutes: reader.offsetMinutes)
    line.object { writer in
      writer.word("specversion", "1.0")
      writer.word("type", "zhiban.\(plan.mapping.kind.rawValue).v1")
      writer.word("source", source)
      writer.word("id", text("id").map { part == 0 ? $0 : "\($0)-\(part + 1)" } ?? id(subject, data.bytes, plan, context))
      writer.field("time", time ?? context.receivedAt)
      writer.word("subject", subject)
      if let place = text("adcode") { writer.word("adcode", place) } else { writer.field("adcode", context.place) }
      for name in ["recordedtime", "expirytime", "sequence", "dataclassification", "exercise", "simulated"] {
        if let value = attributes[name] { writer.member(.field(name, value)) }
      }
      if reader.sawOddText { writer.field("oddtext", true) }
      writer.key("data")
      writer.embed(data.bytes)
    }
    return line.bytes
  }

  private func text(_ name: String) -> String? {
    if case .text(let text)? = attributes[name] { return text }
    return nil
  }

  /// The collector's source, with the record's own part behind it; one that begins with a slash stands for itself.
  private func source(_ context: DecodeContext) -> String {
    guard let text = text("source") else { return context.source.string }
    let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { Self.isOfReference($0) ? $0 : "-" }))
    return plain.hasPrefix("/") ? plain : context.source.string + "/" + plain
  }

  private static func isOfReference(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 32 && scalar.value != 127 && scalar != "\"" && scalar != "<" && scalar != ">"
  }

  /// The same record has the same id whenever it is asked for, and a changed one another.
  private func id(_ subject: String, _ data: [UInt8], _ plan: MappingPlan, _ context: DecodeContext) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // Two districts may have the same figures.
    for byte in (text("adcode") ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // A reading without a moment of its own is one of the moment it came; a state is the same until it changes.
    let time = time ?? (plan.target.isReading ? context.receivedAt : nil)
    return subject + "@" + (time.map { "\($0.milliseconds)-" } ?? "") + String(hash, radix: 16)
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ member: MappedEvent.Member) {
    switch member {
    case .field(let key, let value): field(key, value)
    case .object(let key, let fields):
      self.key(key)
      object { writer in for member in fields { writer.field(member.key, member.value) } }
    }
  }

  private mutating func field(_ key: String, _ value: FieldValue) {
    self.key(key)
    self.value(value)
  }

  private mutating func value(_ value: FieldValue) {
    switch value {
    case .text(let text): quoted(nil, text)
    case .integer(let integer): self.integer(nil, integer)
    case .double(let double): number(nil, double)
    case .truth(let truth): bool(nil, truth)
    case .moment(let time): self.time(nil, time)
    case .date(let date): quoted(nil, date.text)
    case .list(let texts): array { writer in for text in texts { writer.quoted(nil, text) } }
    }
  }
}
