internal import Core
internal import Feeds
internal import GRDB

/// The events of one commit, as lines in rows that fill a page each: a row's moment is that of its newest event.
enum EventLines {
  /// Returns the newest moment.
  static func write(_ events: [Event], to database: Database) throws -> Timestamp {
    let row = RawStatement(try database.cachedStatement(sql: "INSERT INTO event (at, line) VALUES (?, ?)"))
    let encoder = EventEncoder()
    var lines: [UInt8] = []
    lines.reserveCapacity(2 * JournalBlock.roomOfPage)
    var (newest, newestOfAll) = (Timestamp.distantPast, Timestamp.distantPast)
    func finish() throws {
      guard !lines.isEmpty else { return }
      row.bind(1, newest.milliseconds)
      lines.withUnsafeBytes { row.bind(2, text: $0) }
      try row.run()
      lines.removeAll(keepingCapacity: true)
      newest = .distantPast
    }
    for index in events.indices {
      let (line, time) = (encoder.encode(events[index]), events[index].time)
      if lines.count + 1 + line.count > JournalBlock.roomOfPage { try finish() }
      if !lines.isEmpty { lines.append(10) }
      lines += line
      newest = max(newest, time)
      newestOfAll = max(newestOfAll, time)
    }
    try finish()
    return newestOfAll
  }

  /// Those of a row that are not older.
  static func read(_ lines: String, since start: Timestamp, _ decoder: LineDecoder, each: (Event) -> Void) {
    var lines = lines
    var events: [Event] = []
    lines.withUTF8 { bytes in
      for line in bytes.split(separator: 10) {
        _ = decoder.decode(line: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: line)), into: &events)
      }
    }
    for event in events where event.time >= start { each(event) }
  }
}
