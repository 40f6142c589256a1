internal import Core
internal import Settings

/// What all incidents of a scenario come to.
struct Incidents: Sendable {
  var pulls = Pulls()
  var alerts: [Scenario.ScriptedAlert] = []
  var bursts: [Scenario.Burst] = []
  var outages: [ResolvedOutage] = []
  var down: [(collector: String, from: Timestamp, to: Timestamp)] = []

  init() {}

  init(_ incidents: [Scenario.Incident], moments: ScenarioMoments, seed: UInt64) throws(ConfigurationError) {
    for incident in incidents {
      let cause = try moments.moment(incident.at)
      let gone = try incident.until.map(moments.moment)
      var random = RandomSource.stream(seed: seed, "incident" + incident.id)
      for effect in incident.effects {
        let from = cause + (effect.after ?? 0)
        let to = effect.lasts.map { from + $0 } ?? gone.map { $0 + (effect.after ?? 0) } ?? moments.end + 86_400
        guard from <= to else {
          throw ConfigurationError(file: moments.file, message: "\(incident.id): an effect ends before it begins")
        }
        add(effect, of: incident, from: from, to: to, moments: moments, &random)
      }
    }
  }

  private mutating func add(
    _ effect: Scenario.Effect, of incident: Scenario.Incident, from: Timestamp, to: Timestamp, moments: ScenarioMoments,
    _ random: inout RandomSource
  ) {
    let pull = Pull(from: from, to: to, over: effect.over ?? 0, value: effect.to, factor: effect.times)
    if let name = effect.metric { pulls.metrics.append((name, effect.subject, effect.labels, pull)) }
    if let id = effect.fleet { pulls.fleets.append((id, effect.area, pull)) }
    if let id = effect.queue { pulls.queues.append((id, pull)) }
    if let source = effect.silence {
      outages.append(ResolvedOutage(source: source, from: from, to: to, loses: effect.loses ?? false))
    }
    if let collector = effect.down { down.append((collector, from, to)) }
    if let alert = effect.alert {
      alerts.append(alert.scripted(at: moments.text(from), status: "firing"))
      if to <= moments.end { alerts.append(alert.scripted(at: moments.text(to), status: "resolved")) }
    }
    if let service = effect.tickets {
      let span = effect.over ?? 1800
      let times = (0..<max(0, effect.count ?? 1)).map { _ in from + random.between(0, span) }.sorted()
      bursts.append(
        Scenario.Burst(
          cluster: "\(incident.id)-\(service)", service: service, ticketClass: "help", place: effect.place,
          placeText: effect.placeText, agency: effect.agency ?? Scenario.Agency(id: "duty", name: "值班台"),
          priority: effect.priority ?? "high", titles: effect.titles ?? [incident.title ?? service],
          channels: ["phone", "wechat", "phone", "grid"], times: times.map(moments.text)))
    }
  }
}

/// Moments as a scenario writes them.
struct ScenarioMoments: Sendable {
  let file: String
  let start: Timestamp
  let end: Timestamp
  /// Midnight of the scenario's day.
  let midnight: Timestamp
  let offsetMinutes: Int

  init(start startText: String, end endText: String, file: String) throws(ConfigurationError) {
    self.file = file
    guard let start = Timestamp(rfc3339: startText), let end = Timestamp(rfc3339: endText), start < end else {
      throw ConfigurationError(file: file, message: "start and end must be RFC 3339 times, start before end")
    }
    self.start = start
    self.end = end
    offsetMinutes = Self.offset(of: startText)
    midnight = CivilTime(start, offsetMinutes: offsetMinutes).date.start(offsetMinutes: offsetMinutes)
  }

  func moment(_ clock: String) throws(ConfigurationError) -> Timestamp {
    if let seconds = DayTime.seconds(clock) { return midnight + seconds }
    if let time = Timestamp(rfc3339: clock) { return time }
    throw ConfigurationError(file: file, message: "'\(clock)' is no time of day (HH:MM or HH:MM:SS)")
  }

  func text(_ time: Timestamp) -> String { time.rfc3339(offsetMinutes: offsetMinutes) }

  private static func offset(of text: String) -> Int {
    guard let sign = text.dropFirst(19).lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
    let parts = text[text.index(after: sign)...].split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2 else { return 0 }
    return (parts[0] * 60 + parts[1]) * (text[sign] == "-" ? -1 : 1)
  }
}
