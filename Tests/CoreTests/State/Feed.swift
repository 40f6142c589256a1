import TestSupport
import TextSafety

@testable import Core

/// A state that events reach at moments of our clock: seconds after 10:00.
struct Feed {
  var state: State
  private var number = 0

  init(_ city: City = SampleState.city, isLive: Bool = true) {
    state = State(city: city, startingAt: SampleState.start, isLive: isLive)
  }

  /// Takes an event that happened at `time` and arrives at `arrival`, and returns the alarms it raised or cleared.
  @discardableResult
  mutating func take(
    _ payload: Event.Payload, at time: Double, arriving arrival: Double? = nil, id: SafeText? = nil, subject: SafeText = "s",
    source: SafeText = "/test/feed", collector: SafeText = "tcp", change: (inout Event) -> Void = { _ in }
  ) -> [JournalEntry] {
    number += 1
    var event = SampleState.event(payload, id: id ?? "e\(number)", subject: subject, source: source, at: time)
    change(&event)
    return reduce(.event(event, collector: collector, at: SampleState.start + (arrival ?? time)))
  }

  @discardableResult
  mutating func tick(_ seconds: Double) -> [JournalEntry] { reduce(.tick(SampleState.start + seconds)) }

  @discardableResult
  mutating func reduce(_ action: Action) -> [JournalEntry] {
    var effects: [Effect] = []
    state.reduce(action, effects: &effects)
    return effects.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }
  }

  /// The source of most tests.
  var source: SourceTable.Source { source("/test/feed") }

  func source(_ id: SafeText) -> SourceTable.Source {
    state.sources[id] ?? SourceTable.Source(id: "none", expected: nil, at: .distantPast)
  }

  func metric(_ name: SafeText = "load") -> MetricTable.Metric? { state.metrics.first(name) }

  /// The curve of an indicator: the first minutes after 10:00.
  func curve(_ name: SafeText = "load", _ count: Int) -> [Double?] {
    metric(name)?.series.minutes(count, endingAt: SampleState.start + Double(count - 1) * 60) ?? []
  }

  static func gauge(_ value: Double?, _ name: SafeText = "load") -> Event.Payload {
    .metric(MetricReport(samples: [MetricSample(name: name, value: value, unit: "1")]))
  }

  static func counter(_ value: Double, _ name: SafeText = "load", startedAt: Double? = nil) -> Event.Payload {
    .metric(
      MetricReport(samples: [
        MetricSample(
          name: name, value: value, unit: "{request}", kind: .counter, startedAt: startedAt.map { SampleState.start + $0 })
      ]))
  }

  static func heartbeat(_ upstream: Heartbeat.Upstream = .ok, interval: Double = 15, offset: Double? = nil) -> Event.Payload {
    .heartbeat(Heartbeat(collector: "c", intervalSeconds: interval, upstream: upstream, clockOffsetMilliseconds: offset))
  }

  static func queue(_ state: QueueReading.State, depth: Int64 = 10) -> Event.Payload {
    .queue(
      QueueReading(
        queue: "q", title: "人口", mode: .table, provider: Party(id: "a", name: "甲"), consumer: Party(id: "b", name: "乙"),
        depth: depth, unit: "{record}", state: state))
  }
}
