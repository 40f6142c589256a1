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
    var heard: [Substring: [SourceTable.Source]] = [:]
    for source in state.sources.sources where source.health != .expected {
      for segment in Set(source.id.string.split(separator: "/")) { heard[segment, default: []].append(source) }
    }
    var alarms: [Substring: [Alarm]] = [:]
    for alarm in state.alarms.rows where alarm.isActive && !alarm.isHidden && !alarm.facts.isExercise {
      let segments = alarm.facts.source.string.split(separator: "/") + alarm.key.text.string.split { "/@{".contains($0) }
      for segment in Set(segments) { alarms[segment, default: []].append(alarm) }
    }
    readings = state.city.systems.filter(isWanted).map { system in
      let id = system.id.string[...]
      let sources = heard[id] ?? []
      let own = alarms[id] ?? []
      return Reading(
        system: system, health: sources.map(\.health).min { Self.rank($0) < Self.rank($1) },
        heardAt: sources.compactMap(\.lastEventAt).max(), worst: own.compactMap(\.current).max(), alarms: own.map(\.key))
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

extension CatalogueSystem.Indicator {
  /// Its series: those of its name.
  public func series(in state: State) -> [MetricTable.Metric] { kind == "metric" ? state.metrics.named(name) : [] }
}
