internal import DequeModule
internal import TextSafety

extension AlarmPerformance {
  /// The figures of a period; both ends as moments of the log, the latter excluded.
  public func figures(from: Timestamp, to: Timestamp) -> AlarmFigures {
    var figures = AlarmFigures(from: from, to: to)
    let said = Array(announcements.filter { $0.at >= from && $0.at < to })
    figures.announced = said.count
    figures.bins = Array(repeating: 0, count: to > from ? Int(((to - from) / AlarmFigures.bin).rounded(.up)) : 0)
    var counts: [AlarmKey: Int] = [:]
    for announcement in said {
      figures.bySeverity[announcement.severity, default: 0] += 1
      figures.bins[Int((announcement.at - from) / AlarmFigures.bin)] += 1
      counts[announcement.key, default: 0] += 1
    }
    figures.average = to > from ? Double(said.count) / ((to - from) / AlarmFigures.bin) : 0
    figures.peak = figures.bins.max() ?? 0
    figures.floods = AlarmPerformance.floods(of: said, until: to)
    figures.frequent = counts.map { AlarmFigures.Frequent(key: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.key) < ($0.count, $1.key) }.prefix(10).map(\.self)
    if !said.isEmpty { figures.frequentShare = Double(figures.frequent.reduce(0) { $0 + $1.count }) / Double(said.count) }
    figures.chattering = AlarmPerformance.chattering(said)
    answer(&figures)
    for mistake in mistakes where mistake.at >= from && mistake.at < to && mistake.code != "UNACK" {
      figures.refused[mistake.code, default: 0] += 1
    }
    return figures
  }

  private func answer(_ figures: inout AlarmFigures) {
    let heard = responses.filter { $0.at >= figures.from && $0.at < figures.to }
    figures.acknowledged = heard.count
    figures.operators = max(1, Set(heard.map(\.by)).count)
    guard !heard.isEmpty else { return }
    let seconds = heard.map(\.seconds).sorted()
    figures.meanResponse = seconds.reduce(0, +) / Double(seconds.count)
    figures.medianResponse = seconds[seconds.count / 2]
    figures.p95Response = seconds[(seconds.count * 95 + 99) / 100 - 1]
    figures.slowestResponse = seconds.last
    for severity in Severity.allCases {
      let part = heard.filter { $0.severity == severity }.map(\.seconds)
      if !part.isEmpty { figures.responseBySeverity[severity] = part.reduce(0, +) / Double(part.count) }
    }
  }

  /// The floods that a desk would have shown, by the same rule.
  private static func floods(of said: [Announcement], until end: Timestamp) -> [AlarmFigures.Flood] {
    var floods: [AlarmFigures.Flood] = []
    var announcements = Announcements()
    var since: Timestamp?
    func close(_ ended: Timestamp?) {
      guard let ended, let began = since else { return }
      floods.append(AlarmFigures.Flood(from: began, to: min(ended, end)))
      since = nil
    }
    for one in said {
      close(announcements.settle(one.at))
      announcements.note(one.severity, at: one.at)
      if since == nil { since = announcements.flood?.since }
    }
    close(announcements.settle(end) ?? end)
    return floods
  }

  /// How many alarms came three times within sixty seconds.
  private static func chattering(_ said: [Announcement]) -> Int {
    Dictionary(grouping: said, by: \.key).values.count { group in
      zip(group, group.dropFirst(2)).contains { $1.at - $0.at <= 60 }
    }
  }
}
