import Core
import Feeds
import Foundation
import Settings
import Simulation
import Testing
import TextSafety

/// What a scenario file can say, each on a small one of its own.
@Suite struct ScenarioTests {
  /// An hour of a Tuesday, with what is added.
  static func scenario(_ parts: String, start: String = "2022-07-05T09:00:00+08:00", end: String = "2022-07-05T10:00:00+08:00")
    -> String
  {
    "id: t\ntitle: t\nstart: \(start)\nend: \(end)\nplace: 440800\n\(parts)\n"
  }

  static let tickets = """
    tickets:
      source: /440800/hotline-12345
      prefix: ZJ
      per_day: 2400
      hours: [.0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416, .0416]
      weekdays: [1, 1, 1, 1, 1, 0.5, 0]
      open: 10
      places: {"440803": 1}
      kinds: [{service: noise, class: complaint, weight: 1, agency: {id: csgl, name: 城管}, titles: [噪声]}]
    """
  static let metric = """
    metrics:
      - source: /440800/cloud
        subject: cloud
        every: 60
        samples: [{name: cloud.load, unit: ratio, decimals: 2, curve: {"00:00": 0.2, "12:00": 0.2}}]
    """

  static func events(_ text: String, scale: Double? = nil) throws -> [Event] {
    let decoder = LineDecoder(.init(isStrict: true))
    var events: [Event] = []
    try Simulator(scenario: text, file: "t.yaml", seed: 7, scale: scale).write { line in
      line.withUnsafeBytes { #expect(decoder.decode(line: $0, into: &events) == nil) }
    }
    return events
  }

  static func values(_ name: SafeText, of events: [Event]) -> [Double] {
    events.compactMap { event in
      guard case .metric(let report) = event.payload else { return nil }
      return report.samples.first { $0.name == name }?.value
    }
  }

  static func received(_ events: [Event]) -> Int {
    events.count { if case .ticket(let update) = $0.payload { update.revision == 1 } else { false } }
  }

  @Test func aScaleMultipliesTicketsAndCopiesSources() throws {
    let text = Self.scenario(Self.tickets + "\n" + Self.metric)
    let one = try Self.events(text)
    let ten = try Self.events(text, scale: 10)
    #expect((70...130).contains(Self.received(one)))
    #expect((850...1150).contains(Self.received(ten)))
    #expect(Self.values("cloud.load", of: ten).count == 10 * Self.values("cloud.load", of: one).count)
    #expect(ten.map { $0.recordedTime ?? $0.time } == ten.map { $0.recordedTime ?? $0.time }.sorted())
  }

  @Test func theDayOfTheWeekIsAFactor() throws {
    func count(_ day: String) throws -> Int {
      Self.received(
        try Self.events(
          Self.scenario(Self.tickets, start: "2022-07-\(day)T09:00:00+08:00", end: "2022-07-\(day)T10:00:00+08:00")))
    }
    let (tuesday, saturday, sunday) = (try count("05"), try count("09"), try count("10"))
    #expect(sunday == 0)
    #expect(Double(saturday) < 0.75 * Double(tuesday))
  }

  @Test func anIncidentHoldsAValueAndLetsItGo() throws {
    let incident = """
      incidents:
        - id: cut
          at: "09:10"
          until: "09:30"
          effects:
            - {after: 300, metric: cloud.load, to: 0.9}
            - {alert: {source: /440800/power, id: cut, severity: red, category: network, event: 停电, headline: 停电, ended: 复电}}
            - {after: 60, tickets: power-cut, place: 440803, count: 4, over: 300}
      """
    let events = try Self.events(Self.scenario(Self.tickets + "\n" + Self.metric + "\n" + incident))
    var alerts: [String] = []
    var calls = 0
    for event in events {
      if case .alert(let report) = event.payload {
        alerts.append("\(event.time.rfc3339(offsetMinutes: 480)) \(report.status.rawValue) \(report.headline)")
      }
      if case .ticket(let update) = event.payload, update.service == "power-cut", update.revision == 1 { calls += 1 }
      guard case .metric(let report) = event.payload, let value = report.samples[0].value else { continue }
      let minute = CivilTime(event.time, offsetMinutes: 480).minuteOfDay - 540
      #expect(value == ((15..<35).contains(minute) ? 0.9 : 0.2), "minute \(minute)")
    }
    #expect(alerts == ["2022-07-05T09:10:00+08:00 firing 停电", "2022-07-05T09:30:00+08:00 resolved 复电"])
    #expect(calls == 4)
  }

  @Test func whatAnOutageHoldsBackComesAtItsEnd() throws {
    let outage = "outages: [{source: /440800/cloud, from: \"09:20\", to: \"09:40\"}]"
    let events = try Self.events(Self.scenario(Self.metric + "\n" + outage)).filter { $0.payload.kind == .metric }
    #expect(events.count == 60)
    let late = events.filter { $0.recordedTime != nil }
    #expect(late.count == 20)
    let end = try #require(Timestamp(rfc3339: "2022-07-05T09:40:00+08:00"))
    #expect(late.allSatisfy { $0.recordedTime.map { $0 >= end && $0 < end + 4 } ?? false && $0.time < end })
  }

  @Test func inAnExerciseEveryEventSaysSo() throws {
    let events = try Self.events(Self.scenario("exercise: true\n" + Self.tickets + "\n" + Self.metric))
    #expect(events.allSatisfy { $0.marks.contains([.exercise, .simulated]) })
  }

  @Test func chaptersAreInTheHeader() throws {
    let text = try String(contentsOfFile: SimulatorTests.storm, encoding: .utf8)
    let first = try #require(try Simulator(scenario: text, file: SimulatorTests.storm).lines().first)
    var events: [Event] = []
    var line = first
    _ = line.withUTF8 { LineDecoder(.init(isStrict: true)).decode(line: UnsafeRawBufferPointer($0), into: &events) }
    guard case .recording(let header) = try #require(events.first).payload else { throw CancellationError() }
    #expect(header.chapters.count == 12)
    #expect(header.chapters[4].at == Timestamp(rfc3339: "2022-07-03T09:23:00+08:00"))
    #expect(header.chapters[4].title == "霞山绿村路内涝 弱信号早于水位")
    #expect(EventEncoder().line(try #require(events.first)) == first)
  }

  /// The stream is stopped after ten minutes: the rates are those of a whole day.
  @Test func aCityDayHasItsRates() throws {
    let decoder = LineDecoder()
    var counts: [Event.Payload.Kind: Int] = [:]
    let end = try #require(Timestamp(rfc3339: "2022-07-03T00:10:00+08:00"))
    do throws(ConfigurationError) {
      try Simulator(day: "2022-07-03").write { line throws(ConfigurationError) in
        var events: [Event] = []
        _ = line.withUnsafeBytes { decoder.decode(line: $0, into: &events) }
        guard let event = events.first else { return }
        guard event.time < end else { throw ConfigurationError(file: "stop", message: "") }
        counts[event.payload.kind, default: 0] += 1
      }
    } catch { #expect(error.file == "stop") }
    #expect(counts[.metric] == 7000)
    #expect(counts[.queue] == 600)
    #expect(counts[.heartbeat] == 100)
  }
}
