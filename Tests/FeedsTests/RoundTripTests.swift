import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct RoundTripTests {
  /// An event that is written and read again is the same event, whatever it is made of.
  @Test(arguments: Event.Payload.Kind.allCases) func randomEventsSurvive(kind: Event.Payload.Kind) throws {
    var generator = EventGenerator(seed: UInt64(kind.rawValue.utf8.reduce(7) { $0 * 31 + Int($1) }))
    let decoder = LineDecoder(LineDecoder.Options(maximumClassification: .restricted, isStrict: true))
    for round in 0..<300 {
      let event = generator.event(kind)
      let line = EventEncoder(offsetMinutes: round % 3 == 0 ? 0 : 480).encode(event)
      var events: [Event] = []
      let fault = decoder.decode(line, into: &events)
      #expect(fault == nil, "\(String(decoding: line, as: UTF8.self))")
      #expect(events == [event], "\(String(decoding: line, as: UTF8.self))")
      // Canonical: writing what was read gives the same bytes.
      if let first = events.first { #expect(EventEncoder(offsetMinutes: round % 3 == 0 ? 0 : 480).encode(first) == line) }
    }
  }

  @Test func aLineIsStable() {
    let event = Event(
      source: "/440800/a", id: "1", time: Timestamp(milliseconds: 1_656_813_900_250), subject: "s\"\\",
      place: PlaceCode(digits: 440_803),
      sequence: 42, classification: .public, marks: [.simulated],
      payload: .metric(
        MetricReport(samples: [
          MetricSample(name: "a.b", value: 11830, unit: "{core}", labels: [Label("k", "v")], kind: .counter, capacity: 0.1),
          MetricSample(name: "c", value: nil, unit: "ratio", quality: .missing),
        ])))
    #expect(
      EventEncoder().line(event) == """
        {"specversion":"1.0","type":"zhiban.metric.v1","source":"/440800/a","id":"1","time":"2022-07-03T10:05:00.250+08:00",\
        "subject":"s\\"\\\\","adcode":"440803","sequence":"000000000042","dataclassification":"public","simulated":true,\
        "data":{"samples":[{"name":"a.b","value":11830,"unit":"{core}","labels":{"k":"v"},"kind":"counter","capacity":0.1},\
        {"name":"c","value":null,"unit":"ratio","quality":"missing"}]}}
        """)
  }
}

/// Random events of every kind, with every field now there and now not.
private struct EventGenerator {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private mutating func maybe<Value>(_ make: (inout EventGenerator) -> Value) -> Value? {
    Bool.random(using: &generator) ? make(&self) : nil
  }
  private mutating func list<Value>(_ make: (inout EventGenerator) -> Value) -> [Value] {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&self) }
  }
  private mutating func any<Value: CaseIterable>(_: Value.Type = Value.self) -> Value {
    Value.allCases.randomElement(using: &generator)!
  }
  private mutating func whole() -> Int64 { Int64.random(in: 0...(1 << 40), using: &generator) }
  private mutating func small() -> Int { Int.random(in: 0...5000, using: &generator) }
  private mutating func amount() -> Double { abs(number()) }
  private mutating func number() -> Double {
    switch Int.random(in: 0...4, using: &generator) {
    case 0: Double(Int.random(in: -1000...1000, using: &generator))
    case 1: Double.random(in: -1...1, using: &generator)
    case 2: Double.random(in: -1e12...1e12, using: &generator)
    case 3: Double(sign: .plus, exponent: Int.random(in: -1000...1000, using: &generator), significand: 1.25)
    default: 0.1
    }
  }
  private mutating func text() -> SafeText {
    let pieces = ["路灯", "积水", "A-1", "\"", "\\", "，", "{record}", "ok", "🙂", "é", "0.5", "→", "·", "12", "/x"]
    return SafeText(
      sanitizing: (0...Int.random(in: 0...5, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined())
  }
  private mutating func free() -> SafeText { Masking.masked(text()) }
  private mutating func time() -> Timestamp {
    Timestamp(
      milliseconds: Int64.random(in: 0...4_000_000_000, using: &generator) * 1000
        + Int64([0, 5, 250].randomElement(using: &generator)!))
  }
  private mutating func place() -> PlaceCode {
    PlaceCode(digits: [0, 110_000, 440_803, 440_825_204, 440_825_204_001].randomElement(using: &generator)!)
  }
  private mutating func date() -> CivilDate { CivilDate(dayNumber: Int.random(in: 0...30_000, using: &generator)) }
  private mutating func party() -> Party { Party(id: text(), name: text()) }
  private mutating func labels() -> [Label] {
    Set(list { $0.text() }).sorted().map { Label($0, text()) }
  }

  mutating func event(_ kind: Event.Payload.Kind) -> Event {
    Event(
      source: "/440800/系统-\(small())", id: text(), time: time(), subject: text(), place: place(),
      recordedTime: maybe { $0.time() },
      expiryTime: maybe { $0.time() }, sequence: maybe { Int64($0.small()) }, classification: any(),
      marks: Event.Marks(rawValue: UInt8.random(in: 0...15, using: &generator)), payload: payload(kind))
  }

  private mutating func payload(_ kind: Event.Payload.Kind) -> Event.Payload {
    switch kind {
    case .metric: .metric(metric())
    case .queue: .queue(queue())
    case .ticket: .ticket(ticket())
    case .alert: .alert(alert())
    case .fleet: .fleet(fleet())
    case .task: .task(task())
    case .heartbeat:
      .heartbeat(
        Heartbeat(
          collector: text(), intervalSeconds: amount(), upstream: any(), lagSeconds: maybe { $0.amount() },
          emitted: maybe { $0.whole() },
          dropped: maybe { $0.whole() }, errors: maybe { $0.whole() }, lastEventAt: maybe { $0.time() },
          version: maybe { $0.text() },
          clockOffsetMilliseconds: maybe { $0.number() }))
    case .recording:
      .recording(
        RecordingHeader(
          title: free(), startedAt: time(), endedAt: maybe { $0.time() }, events: maybe { $0.whole() },
          speedHint: maybe { $0.amount() },
          note: maybe { $0.free() }))
    case .action:
      .action(
        OperatorRecord(
          verb: any(), targetKind: any(), target: maybe { $0.text() }, operatorID: "duty-02", shift: text(),
          note: maybe { $0.free() },
          until: maybe { $0.time() }, result: any()))
    }
  }

  private mutating func metric() -> MetricReport {
    let kinds: [MetricSample.Kind] = [.gauge, .counter, .delta]
    let qualities: [MetricSample.Quality] = [.good, .estimated, .suspect, .missing]
    let sample: (inout EventGenerator) -> MetricSample = { random in
      MetricSample(
        name: ["cloud.vcpu", "a", "hotline.received_1.count"].randomElement(using: &random.generator)!,
        value: random.maybe { $0.number() },
        unit: "{core}", labels: random.labels(), kind: kinds.randomElement(using: &random.generator)!,
        capacity: random.maybe { $0.number() },
        target: random.maybe { $0.number() }, quality: qualities.randomElement(using: &random.generator)!,
        startedAt: random.maybe { $0.time() })
    }
    return MetricReport(
      samples: [sample(&self)] + list(sample), windowSeconds: maybe { $0.amount() }, intervalSeconds: maybe { $0.amount() })
  }

  private mutating func queue() -> QueueReading {
    QueueReading(
      queue: text(), title: free(), mode: any(), provider: party(), consumer: party(), depth: whole(), unit: text(), state: any(),
      oldestSeconds: maybe { $0.amount() }, inRate: maybe { $0.amount() }, outRate: maybe { $0.amount() },
      inFlight: maybe { $0.whole() },
      failed: maybe { $0.whole() }, retrying: maybe { $0.whole() }, dead: maybe { $0.whole() }, offset: maybe { $0.whole() },
      lastSuccess: maybe { $0.time() }, limitSeconds: maybe { $0.amount() }, p95Milliseconds: maybe { $0.amount() })
  }

  private mutating func ticket() -> TicketUpdate {
    let limits = ["90m", "2h", "24h", "7d", "3wd", "0m"].map { TimeLimit($0)! }
    return TicketUpdate(
      ticket: text(), domain: any(), title: free(), state: any(), priority: any(), receivedAt: time(), revision: whole(),
      ticketClass: any(), channel: maybe { $0.any() }, service: maybe { $0.text() },
      flags: TicketUpdate.Flags(rawValue: UInt16.random(in: 0..<512, using: &generator)), agency: maybe { $0.party() },
      coAgencies: list { $0.party() }, dispatchedAt: maybe { $0.time() }, signedAt: maybe { $0.time() },
      dueAt: maybe { $0.time() },
      repliedAt: maybe { $0.time() }, closedAt: maybe { $0.time() },
      limit: maybe { random in
        TicketUpdate.Limit(
          profile: random.text(), limit: limits.randomElement(using: &random.generator)!, light: random.maybe { $0.any() })
      }, returns: small(), rating: maybe { Int.random(in: 1...5, using: &$0.generator) }, placeText: maybe { $0.free() },
      cluster: maybe { $0.text() })
  }

  private mutating func alert() -> AlertReport {
    AlertReport(
      alert: text(), status: any(), severity: maybe { $0.any() }, category: any(), event: free(), headline: free(),
      detail: maybe { $0.free() },
      instruction: maybe { $0.free() }, sender: maybe { $0.free() }, onsetAt: maybe { $0.time() },
      effectiveAt: maybe { $0.time() },
      expiresAt: maybe { $0.time() }, areas: list { $0.place() }, certainty: maybe { $0.any() }, urgency: maybe { $0.any() },
      signal: maybe { AlertReport.Signal(hazard: $0.text(), color: $0.any()) },
      response: maybe { AlertReport.Response(plan: $0.text(), level: $0.any()) }, value: maybe { $0.number() },
      threshold: maybe { $0.number() }, unit: maybe { $0.text() }, labels: labels(), references: list { $0.text() },
      runbook: maybe { $0.text() }, group: maybe { $0.text() }, grade: maybe { $0.any() })
  }

  private mutating func fleet() -> FleetReport {
    FleetReport(
      fleet: text(), title: maybe { $0.free() }, total: small(), online: small(), fault: maybe { $0.small() },
      idle: maybe { $0.small() },
      counts: labels().map { FleetReport.Count(name: $0.key, count: small()) },
      areas: list { FleetReport.Area(place: $0.place(), total: $0.small(), online: $0.small(), fault: $0.maybe { $0.small() }) },
      devices: list { random in
        FleetReport.Device(
          id: random.text(), place: random.maybe { $0.place() }, state: random.any(), faultCode: random.maybe { $0.text() },
          lastSeen: random.maybe { $0.time() })
      }, isSnapshot: Bool.random(using: &generator))
  }

  private mutating func task() -> TaskReport {
    TaskReport(
      task: text(), title: free(), lead: free(), state: any(), item: maybe { $0.text() },
      progress: maybe { Double.random(in: 0...1, using: &$0.generator) }, value: maybe { $0.number() },
      target: maybe { random in
        TaskReport.Target(comparison: random.any(), value: random.number(), unit: random.text(), by: random.maybe { $0.date() })
      },
      milestones: list { TaskReport.Milestone(title: $0.free(), due: $0.date(), isDone: Bool.random(using: &$0.generator)) },
      updatedAt: maybe { $0.time() })
  }
}
