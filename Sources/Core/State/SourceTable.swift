public import TextSafety

/// How every source does: whether it is heard, how far behind it is, what was wrong with what it sent.
public struct SourceTable: Sendable {
  public static let limit = 2000
  /// An event may be so far ahead of our clock before its own moment is no longer believed.
  public static let futureTolerance = 300.0
  /// Older than this in live running is odd.
  public static let oldAge = 86_400.0

  public private(set) var sources: [Source] = []
  private var rows = TextIndex()
  private var expected: [ExpectedSource] = []
  /// The sources that heartbeats were found to watch, by subject.
  private var watched: [SafeText: SafeText?] = [:]

  public init() {}

  public subscript(id: SafeText) -> Source? { rows[id].map { sources[$0] } }

  /// Lists the sources that must be heard, so that one which never speaks is seen too; those that are known follow the list.
  ///
  /// Returns the sources that are no longer on it and have never been heard.
  @discardableResult
  mutating func expect(_ list: [ExpectedSource], at now: Timestamp) -> [SafeText] {
    expected = list
    watched = [:]
    var forgotten: [SafeText] = []
    for row in sources.indices {
      let known = expectation(of: sources[row].id)
      sources[row].name = known?.name
      sources[row].isCore = known?.isCore ?? false
      sources[row].staleAfterSeconds = known?.staleAfterSeconds
      guard known == nil, sources[row].lastArrivalAt == nil, sources[row].health == .stale else { continue }
      sources[row].health = .expected
      sources[row].healthSince = now
      forgotten.append(sources[row].id)
    }
    for source in list where !source.source.string.hasSuffix("/") { _ = row(of: source.source, at: now) }
    return forgotten
  }

  private func expectation(of id: SafeText) -> ExpectedSource? {
    expected.first { $0.source == id || ($0.source.string.hasSuffix("/") && id.string.hasPrefix($0.source.string)) }
  }

  /// Takes note of an event that arrives; nil where it is a repeat.
  ///
  /// `isLive` is false while a recording is played: its moments are its own.
  mutating func arrive(_ event: Event, from collector: SafeText, at now: Timestamp, isLive: Bool) -> Arrival? {
    // A recording's header is no source of the city.
    if event.kind == .recording { return Arrival(moment: event.time) }
    guard let (row, isOwn) = row(of: event, at: now) else {
      return Arrival(moment: min(event.time, now + SourceTable.futureTolerance))
    }
    guard isNew(event, row, isOwn: isOwn) else {
      sources[row].duplicates += 1
      return nil
    }
    let arrival = sources[row].receive(event, row: row, at: now, isLive: isLive)
    if isOwn, let number = event.sequence { sources[row].sequence.take(number, at: arrival.moment) }
    sources[row].remember(collector: collector)
    return arrival
  }

  /// Looks ahead at the memory that the arrival of an event will need.
  @inline(__always)
  mutating func fetch(_ event: Event) -> UInt64 { rows.find(event.source).map { sources[$0].recent.fetch(event.id) } ?? 0 }

  /// Remembers an event of the kept log: seen before, but no sign of life now. False where it is a repeat.
  mutating func remember(_ event: Event, at now: Timestamp) -> Bool {
    if event.kind == .recording { return true }
    guard let (row, isOwn) = row(of: event, at: now) else { return true }
    guard isNew(event, row, isOwn: isOwn) else { return false }
    sources[row].events += 1
    if isOwn, let number = event.sequence { sources[row].sequence.take(number, at: event.time) }
    if event.kind == .heartbeat { return true }
    sources[row].lastEventAt = max(sources[row].lastEventAt ?? .distantPast, min(event.time, now))
    return true
  }

  mutating func noteOutdated(_ row: Int?) { if let row { sources[row].outdated += 1 } }

  /// A line of a source we know that could not be read.
  mutating func note(_ fault: CollectorTable.Fault, raw: SafeText) {
    guard let id = fault.malformed.source ?? raw.sourceNamed, let row = rows[id] else { return }
    sources[row].remember(fault)
    sources[row].remember(line: raw)
  }

  /// A line that was read, for the source it names.
  mutating func note(line: SafeText) {
    guard let id = line.sourceNamed, let row = rows[id] else { return }
    sources[row].remember(line: line)
  }

  /// Decides anew who is fresh, stale (断流) or down (源故障); returns the rows whose health changed, with what it was.
  mutating func assess(at now: Timestamp) -> [(row: Int, before: Health)] {
    var changed: [(row: Int, before: Health)] = []
    // By their addresses: a source is large, and every second looks at all.
    sources.withUnsafeMutableBufferPointer { sources in
      for row in sources.indices {
        let source = sources.baseAddress! + row
        let health = source.pointee.assessed(at: now)
        guard health != source.pointee.health else { continue }
        changed.append((row, source.pointee.health))
        source.pointee.health = health
        source.pointee.healthSince = now
      }
    }
    return changed
  }

  /// Nil where the source is not known.
  func health(of id: SafeText) -> Health? { rows[id].map { sources[$0].health } }

  /// The row of the source an event is heard of: its own, or for a heartbeat the source it watches.
  @inline(__always)
  private mutating func row(of event: Event, at now: Timestamp) -> (row: Int, isOwn: Bool)? {
    if event.kind == .heartbeat, let other = watched(by: event), other != event.source {
      return row(of: other, at: now).map { ($0, false) }
    }
    return row(of: event.source, at: now).map { ($0, true) }
  }

  /// A heartbeat of a source's collector has ids and numbers of its own.
  @inline(__always)
  private mutating func isNew(_ event: Event, _ row: Int, isOwn: Bool) -> Bool {
    if isOwn { return sources[row].recent.insert(event.id) }
    return sources[row].recent.insert(event.source + " " + event.id)
  }

  /// A heartbeat speaks for the source of the same family: `/440800/collector/hotline` with the subject of the catalogue id.
  private mutating func watched(by event: Event) -> SafeText? {
    if let known = watched[event.subject] { return known }
    let subject = event.subject.string
    let ending = "/" + subject
    let found = expected.first { $0.source.string.hasSuffix(ending) || $0.source.string == subject }?.source
    if watched.count < SourceTable.limit { watched[event.subject] = .some(found) }
    return found
  }

  private mutating func row(of id: SafeText, at now: Timestamp) -> Int? {
    if let row = rows.find(id) { return row }
    guard sources.count < SourceTable.limit else { return nil }
    rows.append(id)
    sources.append(Source(id: id, expected: expectation(of: id), at: now))
    return sources.count - 1
  }
}
