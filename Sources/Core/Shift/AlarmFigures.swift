internal import DequeModule
/// The alarm system's figures of a period, for one operating position.
///
/// Targets are those of EEMUA 191 and ISA-18.2: an announcement in ten minutes is very likely acceptable, more than ten in ten minutes are a
/// flood; the ten most frequent make at most 5 %; 80 % low, 15 % middle, 5 % high.
public struct AlarmFigures: Sendable, Equatable {
  public struct Frequent: Sendable, Equatable {
    public var key: AlarmKey
    public var count: Int
  }

  public var from: Timestamp
  public var to: Timestamp
  public var announced = 0
  /// By severity, blue first.
  public var bySeverity: [Severity: Int] = [:]
  /// Announcements per ten minutes.
  public var average = 0.0
  public var peak = 0
  /// Minutes of ten-minute periods with more than ten announcements.
  public var floodMinutes = 0
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
  public var slowestResponse: Double?
  /// Mean by severity.
  public var responseBySeverity: [Severity: Double] = [:]

  static let bin = 600.0
  static let floodLimit = 10
}

extension AlarmPerformance {
  /// The figures of a period; both ends as moments of the log, the latter excluded.
  public func figures(from: Timestamp, to: Timestamp) -> AlarmFigures {
    var figures = AlarmFigures(from: from, to: to)
    let said = Array(announcements).filter { $0.at >= from && $0.at < to }
    figures.announced = said.count
    var bins: [Int: Int] = [:]
    var counts: [AlarmKey: Int] = [:]
    for announcement in said {
      figures.bySeverity[announcement.severity, default: 0] += 1
      bins[Int((announcement.at - from) / AlarmFigures.bin), default: 0] += 1
      counts[announcement.key, default: 0] += 1
    }
    figures.average = to > from ? Double(said.count) / ((to - from) / AlarmFigures.bin) : 0
    figures.peak = bins.values.max() ?? 0
    figures.floodMinutes = bins.values.count { $0 > AlarmFigures.floodLimit } * Int(AlarmFigures.bin / 60)
    figures.frequent = counts.map { AlarmFigures.Frequent(key: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.key) < ($0.count, $1.key) }.prefix(10).map(\.self)
    if !said.isEmpty { figures.frequentShare = Double(figures.frequent.reduce(0) { $0 + $1.count }) / Double(said.count) }
    figures.chattering = chattering(said)
    answer(&figures)
    return figures
  }

  private func answer(_ figures: inout AlarmFigures) {
    let heard = Array(responses).filter { $0.at >= figures.from && $0.at < figures.to }
    figures.acknowledged = heard.count
    guard !heard.isEmpty else { return }
    let seconds = heard.map(\.seconds).sorted()
    figures.meanResponse = seconds.reduce(0, +) / Double(seconds.count)
    figures.medianResponse = seconds[seconds.count / 2]
    figures.slowestResponse = seconds.last
    for severity in Severity.allCases {
      let part = heard.filter { $0.severity == severity }.map(\.seconds)
      if !part.isEmpty { figures.responseBySeverity[severity] = part.reduce(0, +) / Double(part.count) }
    }
  }

  /// How many alarms came three times within sixty seconds.
  private func chattering(_ said: [Announcement]) -> Int {
    Dictionary(grouping: said, by: \.key).values.count { group in
      zip(group, group.dropFirst(2)).contains { $1.at - $0.at <= 60 }
    }
  }
}
