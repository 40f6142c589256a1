internal import TextSafety

/// What is known of the catalogue's systems at present: whether they are heard, what they measure, what is wrong.
///
/// A feed speaks of a system where its `source` has the system's id as a segment: `/440800/crypto-pool/hsm`.
public struct SystemReadings: Sendable {
  public struct Reading: Sendable {
    public var system: CatalogueSystem
    /// Of its sources the worst: down, silent, fresh; nil where no feed of it is connected.
    public var health: SourceTable.Health?
    public var heardAt: Timestamp?
    /// The worst of its active alarms that are not hidden, and how many there are.
    public var worst: Severity?
    public var alarms: [AlarmKey]
  }

  public private(set) var readings: [Reading] = []

  /// All systems of the catalogue that `isWanted` takes, in its order.
  public init(_ state: State, where isWanted: (CatalogueSystem) -> Bool) {
    for system in state.city.systems where isWanted(system) { readings.append(Reading(system: system, alarms: [])) }
    guard !readings.isEmpty else { return }
    let rows = Dictionary(readings.indices.map { (readings[$0].system.id, $0) }) { first, _ in first }
    for source in state.sources.sources where source.health != .expected {
      SystemReadings.visit(source.id, in: rows) { row in
        let health = readings[row].health
        if health.map({ Self.rank(source.health) < Self.rank($0) }) ?? true { readings[row].health = source.health }
        readings[row].heardAt = [readings[row].heardAt, source.lastEventAt].compactMap { $0 }.max()
      }
    }
    for alarm in state.alarms.all where alarm.core != .normal && alarm.isActive && !alarm.isHidden && !alarm.facts.isExercise {
      func note(_ row: Int) {
        guard readings[row].alarms.last != alarm.key else { return }
        readings[row].alarms.append(alarm.key)
        readings[row].worst = [readings[row].worst, alarm.current].compactMap { $0 }.max()
      }
      SystemReadings.visit(alarm.facts.source, in: rows, note)
      SystemReadings.visit(alarm.key.text, in: rows, breakingAt: "@{", note)
    }
  }

  /// Calls `body` with the rows of the systems whose ids are segments of a text.
  private static func visit(
    _ text: SafeText, in rows: [SafeText: Int], breakingAt others: StaticString = "", _ body: (Int) -> Void
  ) {
    let bytes = text.string.utf8
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || others.has($0) } ?? bytes.endIndex
      if start < end, let row = rows[text.part(start..<end)] { body(row) }
      start = end < bytes.endIndex ? bytes.index(after: end) : end
    }
  }

  private static func rank(_ health: SourceTable.Health) -> Int {
    switch health {
    case .down: 0
    case .stale: 1
    case .fresh: 2
    case .expected: 3
    }
  }
}

extension StaticString {
  fileprivate func has(_ byte: UInt8) -> Bool { withUTF8Buffer { $0.contains(byte) } }
}

extension CatalogueSystem.Indicator {
  /// Its series: those of its name.
  public func series(in state: State) -> [MetricTable.Metric] { kind == "metric" ? state.metrics.named(name) : [] }
}
