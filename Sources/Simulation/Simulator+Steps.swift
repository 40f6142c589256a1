internal import Core
internal import Settings
internal import TextSafety

extension Simulator {
  /// Lines as they come over the wire.
  func rawLines() throws(ConfigurationError) -> [(Timestamp, [UInt8])] {
    var lines: [(Timestamp, [UInt8])] = []
    for line in scenario.lines ?? [] {
      let from = try moment(line.at)
      let count = max(1, line.count ?? 1)
      for number in 0..<count {
        let at = from + (line.over ?? 0) * Double(number) / Double(count)
        lines.append((at, try bytes(of: line, number: number, at: at)))
      }
    }
    return lines
  }

  private func bytes(of line: Scenario.RawLine, number: Int, at time: Timestamp) throws(ConfigurationError) -> [UInt8] {
    if let text = line.text {
      return Array(filled(text, ["{n}": String(number + 1), "{at}": moments.text(time)]).utf8)
    }
    if let long = line.long { return Array(#"{"specversion":""#.utf8) + Array(repeating: 0x78, count: max(0, long)) }
    let digits = (line.hex ?? "").split(separator: " ")
    let bytes = digits.compactMap { UInt8($0, radix: 16) }
    guard !digits.isEmpty, bytes.count == digits.count, !bytes.contains(10) else {
      throw ConfigurationError(file: file, message: "lines: '\(line.at)' needs a text, hex bytes or a length")
    }
    return bytes
  }

  private func filled(_ text: String, _ values: [String: String]) -> String {
    var rest = text[...]
    var result = ""
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      if let (key, value) = values.first(where: { rest.hasPrefix($0.key) }) {
        result += value
        rest = rest.dropFirst(key.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  /// What operators did, as recordings tell it.
  func operatorRecords() throws(ConfigurationError) -> [Event] {
    var events: [Event] = []
    for (number, step) in (scenario.actions ?? []).enumerated() {
      let time = try moment(step.at)
      let verb =
        step.verb == "ack_all" ? OperatorRecord.Verb.acknowledge : try word(step.verb, of: "actions", OperatorRecord.Verb.self)
      let target = step.alert ?? step.ticket
      let kind: OperatorRecord.TargetKind = step.alert != nil ? .alert : step.ticket != nil ? .ticket : .none
      let record = OperatorRecord(
        verb: verb, targetKind: kind, target: target.map(safe), operatorID: safe(step.by ?? "duty-02"), shift: "day",
        note: (step.note ?? step.to).map(safe), until: step.minutes.map { time + $0 * 60 },
        result: verb == .reveal && step.role != "lead" ? .denied : .ok)
      events.append(
        Event(
          source: "/zhiban/console-1", id: "o-\(Int64(number + 1))", time: time, subject: target.map(safe) ?? "desk",
          place: place(nil), marks: marks, payload: .action(record)))
    }
    return events
  }
}
