internal import Core
internal import Foundation
internal import GRDB
internal import TextSafety

/// What can be read in a damaged log, brought into a new one.
struct Salvage {
  private struct Candidate {
    var text: [UInt8]
    var hash: [UInt8]?
  }

  private var records: [Int64: [Candidate]] = [:]
  /// The newest record that an alarm names.
  private var named: Int64 = 0
  private var alarms: [String: (sequence: Int64, body: String)] = [:]
  private var events: [Int64: (at: Int64, lines: [String])] = [:]
  private(set) var ends: Chain.Ends?

  /// Reads a file that was set aside. `before`: numbers from this one on are in the program's hands still.
  init(path: String, before: Int64? = nil) {
    let decoder = JSONDecoder()
    Carver(file: DatabaseFile(path: path)).forEachRow { id, columns in
      if columns.count == 7, columns[0].isNull, columns[2].text == JournalBlock.kind, let lines = columns[5].utf8 {
        for line in lines.split(separator: 10) {
          // A line that is none costs itself.
          Array(line).withUnsafeBytes { bytes in
            guard let member = AuditFile.parts(bytes), let facts = RecordFacts.read(member.text) else { return }
            take(Array(member.text), hash: member.hash, number: facts.sequence, before: before, decoder)
          }
        }
      } else if columns.count == 6 || columns.count == 7, columns[0].isNull, let text = columns[5].text, text.hasPrefix("{"),
        let id
      {
        take(Array(text.utf8), hash: columns.count == 7 ? columns[6].bytes : nil, number: id, before: before, decoder)
      } else if columns.count == 3, id == nil, let key = columns[0].text, let sequence = columns[1].number,
        let body = columns[2].text, sequence < before ?? .max
      {
        // Only the name of its record, which is looked for by itself.
        if body.isEmpty { return named = max(named, sequence) }
        guard sequence >= alarms[key]?.sequence ?? 0,
          let alarm = Alarm.read(body, of: key), alarm.key.text.string == key
        else { return }
        alarms[key] = (sequence, body)
      } else if columns.count == 3, columns[0].isNull, let at = columns[1].number, let text = columns[2].utf8, let id,
        text.first == UInt8(ascii: "{")
      {
        let lines = text.split(separator: 10).filter { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
          .compactMap { String(validating: $0, as: UTF8.self) }
        if !lines.isEmpty { events[id] = (at, lines) }
      } else if columns.count == 6, columns[0].isNull, let name = columns[1].text, let algorithm = AuditHash(rawValue: name),
        let anchor = columns[2].number, let anchorHash = columns[3].bytes, let head = columns[4].number,
        let headHash = columns[5].bytes, head >= ends?.head.sequence ?? 0
      {
        let found = Chain.Ends(
          algorithm: algorithm, anchor: ChainPoint(sequence: anchor, hash: anchorHash),
          head: ChainPoint(sequence: head, hash: headHash))
        if found.anchor.isPlausible, found.head.isPlausible { ends = found }
      }
    }
  }

  /// A record that says of itself what its place says.
  private mutating func take(_ text: [UInt8], hash: [UInt8]?, number: Int64, before: Int64?, _ decoder: JSONDecoder) {
    guard number > 0, number < before ?? .max, ChainPoint.numbers.contains(number), RecordFacts.read(text)?.sequence == number,
      (try? decoder.decode(JournalEntry.self, from: Data(text))) != nil
    else { return }
    let candidate = Candidate(text: text, hash: hash)
    // The newest copies come last.
    records[number, default: []].removeAll { $0.text == candidate.text && $0.hash == candidate.hash }
    records[number, default: []].append(candidate)
  }

  /// Writes all that is sound into a new log, chained anew; what is missing is on record as lost.
  func pour(into queue: DatabaseQueue, _ function: ChainHash, before: Int64?, damage: inout LogDamage) throws {
    damage = try queue.write { database in
      var damage = damage
      let anchor = anchor(function)
      let kept = sound(function, after: anchor)
      var chain = try Chain.begin(database, function, at: anchor)
      var alarms = alarms
      for record in kept {
        if record.sequence > chain.head.sequence + 1 { damage.lost += record.sequence - chain.head.sequence - 1 }
        try chain.append(record, to: database)
        damage.records += 1
        if let key = record.alarm, let body = record.alarmBody, record.sequence >= alarms[key]?.sequence ?? 0 {
          alarms[key] = (record.sequence, body)
        }
      }
      let end = tail(max(named, alarms.values.lazy.map(\.sequence).max() ?? 0), after: chain.head.sequence, before: before)
      if end > chain.head.sequence {
        damage.lost += end - chain.head.sequence
        let lost = JournalRecord(lost: chain.head.sequence + 1, through: end, at: kept.last?.at ?? 0)
        try chain.append(lost, to: database)
      }
      try chain.settle(database)
      for (key, alarm) in alarms {
        try database.execute(
          sql: "INSERT INTO alarm (key, sequence, body) VALUES (?, ?, ?)", arguments: [key, alarm.sequence, alarm.body])
      }
      for (number, event) in events {
        try database.execute(
          sql: "INSERT INTO event (number, at, line) VALUES (?, ?, ?)",
          arguments: [number, event.at, event.lines.joined(separator: "\n")])
      }
      damage.alarms = alarms.count
      damage.events = events.values.reduce(0) { $0 + $1.lines.count }
      return damage
    }
  }

  /// The number of the last record that is known to have been there.
  private func tail(_ alarms: Int64, after last: Int64, before: Int64?) -> Int64 {
    let claimed = max(alarms, ends?.head.sequence ?? 0, records.keys.max() ?? 0)
    // A number out of all bounds is damage itself.
    guard claimed <= last + 1_000_000 else { return last }
    return min(claimed, (before ?? .max) - 1)
  }

  /// Where the kept records begin: at the old anchor, where it makes sense.
  private func anchor(_ function: ChainHash) -> ChainPoint {
    if let anchor = ends?.anchor {
      let follows = { (next: Candidate) in
        function.hash(after: anchor.hash, sequence: anchor.sequence + 1, text: next.text) == next.hash
      }
      if anchor == .start || records.isEmpty { return anchor }
      if anchor.sequence < .max, records[anchor.sequence + 1]?.contains(where: follows) == true { return anchor }
    }
    return ChainPoint(sequence: (records.keys.min() ?? 1) - 1, hash: ChainPoint.start.hash)
  }

  /// The records that are what their hash says, in order. One whose predecessor is missing is taken as it is.
  private func sound(_ function: ChainHash, after anchor: ChainPoint) -> [JournalRecord] {
    var kept: [JournalRecord] = []
    var previous = anchor
    var isLinked = anchor == .start || anchor == ends?.anchor
    for sequence in records.keys.sorted() where sequence > anchor.sequence {
      let candidates = records[sequence] ?? []
      isLinked = isLinked && sequence == previous.sequence + 1
      let hashes = candidates.map { function.hash(after: previous.hash, sequence: sequence, text: $0.text) }
      func isFollowed(_ hash: [UInt8]?) -> Bool {
        (records[sequence + 1] ?? []).contains { next in
          hash.map { function.hash(after: $0, sequence: sequence + 1, text: next.text) == next.hash } ?? false
        }
      }
      var order = Array(candidates.indices.reversed())
      if candidates.count > 1 {
        // Of several copies, the one that the next record follows.
        order = order.filter { isFollowed(candidates[$0].hash) } + order.filter { !isFollowed(candidates[$0].hash) }
      }
      var chosen = order.first { isLinked && hashes[$0] == candidates[$0].hash }
      // Its own hash may be what was damaged: then the next record follows the one that it ought to have.
      chosen = chosen ?? order.first { isLinked && isFollowed(hashes[$0]) }
      chosen = chosen ?? order.first { candidates[$0].hash == nil || !isLinked }
      if let chosen {
        if let record = JournalRecord(text: candidates[chosen].text) { kept.append(record) }
        previous.hash = isLinked ? hashes[chosen] : candidates[chosen].hash ?? []
        isLinked = candidates[chosen].hash != nil
      } else {
        // Lost; the next may follow the hash that stands here, or is taken as it is.
        let stored = order.first { isFollowed(candidates[$0].hash) }.flatMap { candidates[$0].hash }
        previous.hash = stored ?? []
        isLinked = stored != nil
      }
      previous.sequence = sequence
    }
    return kept
  }
}

extension JournalRecord {
  /// As its text says; nil where that cannot be read.
  init?(text: [UInt8]) {
    guard let facts = RecordFacts.read(text) else { return nil }
    self.init(
      sequence: facts.sequence, at: facts.at, kind: facts.kind, alarm: facts.key, by: facts.by,
      text: String(decoding: text, as: UTF8.self))
  }

  /// The exact text of the alarm after it.
  var alarmBody: String? {
    guard text.hasPrefix(JournalRecord.afterPrefix) else { return nil }
    let rest = text.utf8.dropFirst(JournalRecord.afterPrefix.utf8.count)
    var depth = 0
    var isText = false
    var isEscaped = false
    for index in rest.indices {
      let byte = rest[index]
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isText.toggle()
      } else if !isText, byte == UInt8(ascii: "{") {
        depth += 1
      } else if !isText, byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return String(rest[...index]) }
      }
    }
    return nil
  }
}
