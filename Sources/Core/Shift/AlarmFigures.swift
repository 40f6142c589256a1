public import TextSafety

/// The alarm system's figures of a period at one desk: the measures of ISA-18.2 clause 16 and EEMUA 191.
public struct AlarmFigures: Sendable, Equatable {
  public struct Frequent: Sendable, Equatable {
    public var key: AlarmKey
    public var count: Int
  }

  /// From the announcement that made more than ten in ten minutes until there were fewer than five.
  public struct Flood: Sendable, Equatable {
    public var from: Timestamp
    /// Where it goes on, the end of the period.
    public var to: Timestamp
  }

  /// How an announcement rate is judged, per operator and ten minutes.
  public enum Band: String, Sendable, CaseIterable {
    /// Up to one: very likely acceptable.
    case acceptable
    /// Up to two: the most that can be managed.
    case manageable
    /// Up to ten: likely too much.
    case demanding
    /// More than ten: very likely not acceptable.
    case unacceptable

    public init(rate: Double) {
      self = rate <= 1 ? .acceptable : rate <= 2 ? .manageable : rate <= 10 ? .demanding : .unacceptable
    }
  }

  public var from: Timestamp
  public var to: Timestamp
  public var announced = 0
  /// By severity, blue first.
  public var bySeverity: [Severity: Int] = [:]
  /// Announcements of every ten minutes since the beginning; the last may still be running.
  public var bins: [Int] = []
  /// Announcements per ten minutes.
  public var average = 0.0
  /// Those who acknowledged something; at least one, who sat there.
  public var operators = 1
  public var peak = 0
  public var floods: [Flood] = []
  /// The ten most frequent, most first.
  public var frequent: [Frequent] = []
  /// What part of all announcements they make, 0…1.
  public var frequentShare = 0.0
  /// Alarms announced three times within a minute at least once.
  public var chattering = 0
  public var acknowledged = 0
  /// Seconds until the acknowledgement; nil without any.
  public var meanResponse: Double?
  public var medianResponse: Double?
  /// Nineteen of twenty were answered within it.
  public var p95Response: Double?
  public var slowestResponse: Double?
  /// Mean by severity.
  public var responseBySeverity: [Severity: Double] = [:]
  /// Commands that were refused, by the refusal's code.
  public var refused: [SafeText: Int] = [:]

  public static let bin = 600.0

  public var averagePerOperator: Double { average / Double(max(1, operators)) }
  public var band: Band { Band(rate: averagePerOperator) }
  public var floodSeconds: Double { floods.reduce(0) { $0 + ($1.to - $1.from) } }
  /// Begun ones count.
  public var floodMinutes: Int { Int((floodSeconds / 60).rounded(.up)) }
  public var refusedCount: Int { refused.values.reduce(0, +) }
}

/// The three priorities of ISA-18.2 with the share each should have: 80 % low, 15 % middle, 5 % high.
public enum AlarmPriority: String, Sendable, CaseIterable {
  case low, middle, high

  public init(_ severity: Severity) {
    switch severity {
    case .blue: self = .low
    case .yellow: self = .middle
    case .orange, .red: self = .high
    }
  }

  public var target: Double {
    switch self {
    case .low: 0.80
    case .middle: 0.15
    case .high: 0.05
    }
  }
}

extension AlarmFigures {
  /// What part of the announcements a priority has; nil where there were none.
  public func share(of priority: AlarmPriority) -> Double? {
    guard announced > 0 else { return nil }
    let count = bySeverity.filter { AlarmPriority($0.key) == priority }.values.reduce(0, +)
    return Double(count) / Double(announced)
  }
}
