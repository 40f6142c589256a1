public import Core
public import TextSafety

/// A small true state for drawing and for sessions: made by reducing events, like any other.
public enum SampleState {
  public static let start = Timestamp(rfc3339: "2022-07-03T10:00:00+08:00") ?? .distantPast

  public static var city: City {
    let units: [(Int64, SafeText, SafeText, Int, Int)] = [
      (440803, "霞山", "Xiashan", 1, 1), (440802, "赤坎", "Chikan", 1, 0), (440811, "麻章", "Mazhang", 0, 0),
    ]
    let places = units.map { code, zh, en, column, row in
      Places.Place(
        code: PlaceCode(digits: code), name: LocalName(zh: zh + "区", en: en), short: LocalName(zh: zh, en: en), initials: "xs",
        tile: .init(column: column, row: row))
    }
    let rule = Rule(
      id: "alloc", subject: .metric(name: "cloud.vcpu.alloc_ratio", labels: []),
      levels: [.init(severity: .red, value: 0.97), .init(severity: .orange, value: 0.92)], hysteresis: 0.01, category: .cloud,
      headline: LocalName(zh: "分配率 {value} ≥ {level}", en: "allocation {value} ≥ {level}"),
      owner: LocalName(zh: "云网运维", en: "Cloud ops"))
    return City(
      code: PlaceCode(digits: 440800), name: LocalName(zh: "某市", en: "Sample"), desk: LocalName(zh: "某市值班台", en: "Sample desk"),
      places: Places(places), calendar: WorkingCalendar(years: [2022]),
      ticketLimits: TicketLimits(entries: [.init(priority: .urgent, limit: .seconds(7200)), .init(limit: .workingDays(3))]),
      rules: [rule],
      phrases: ["已知悉"],
      ticketBaseline: TicketBaseline(workingDay: Array(repeating: 60, count: 24), dayOff: Array(repeating: 30, count: 24)))
  }

  public static func event(
    _ payload: Event.Payload, id: SafeText, subject: SafeText = "s", source: SafeText = "/test/feed", at seconds: Double = 0,
    place: Int64 = 440800
  ) -> Event {
    Event(
      source: source, id: id, time: start + seconds, subject: subject, place: PlaceCode(digits: place), marks: .simulated,
      payload: payload)
  }

  public static func alert(_ id: SafeText, _ severity: Severity, _ headline: SafeText, at seconds: Double, place: Int64 = 440803)
    -> Event
  {
    event(
      .alert(AlertReport(alert: id, status: .firing, severity: severity, category: .flood, event: "积水", headline: headline)),
      id: "e-\(id)-\(Int(seconds))",
      subject: id, at: seconds, place: place)
  }

  public static func ticket(_ id: SafeText, _ title: SafeText, revision: Int64 = 1, at seconds: Double, cluster: SafeText? = nil)
    -> Event
  {
    event(
      .ticket(
        TicketUpdate(
          ticket: id, domain: .hotline, title: title, state: .dispatched, priority: .urgent, receivedAt: start + seconds,
          revision: revision,
          ticketClass: .help, agency: Party(id: "csgl", name: "市城市管理和综合执法局"), cluster: cluster)),
      id: "\(id)-\(Int(revision))", subject: id, at: seconds, place: 440803)
  }

  /// Alerts of every severity, a cluster of tickets, a cloud, a stalled queue, at 10:10.
  public static func make() -> State {
    var state = State(city: city, startingAt: start)
    var events = [
      alert("a-red", .red, "泵站停机", at: 10), alert("a-orange", .orange, "绿道积水 28 cm", at: 20),
      alert("a-yellow", .yellow, "接口超时", at: 30),
      alert("a-blue", .blue, "证书将到期", at: 40),
    ]
    for number in 1...4 {
      events.append(ticket("T\(number)", "路面积水 车辆无法通行", at: Double(50 + number), cluster: number < 4 ? "c1" : nil))
    }
    events.append(
      event(
        .metric(
          MetricReport(samples: [
            MetricSample(name: "cloud.vcpu.alloc_ratio", value: 0.975, unit: "ratio"),
            MetricSample(name: "cloud.vcpu.used_ratio", value: 0.41, unit: "ratio"),
          ])), id: "m1", subject: "cloud", source: "/test/cloud", at: 60))
    events.append(
      event(
        .queue(
          QueueReading(
            queue: "q1", title: "公安→政数 户籍人口", mode: .table, provider: Party(id: "ga", name: "市公安局"),
            consumer: Party(id: "zs", name: "市政数局"),
            depth: 48_210, unit: "{record}", state: .stall, oldestSeconds: 1260, inRate: 38.5, outRate: 0)), id: "q1-1",
        subject: "q1",
        source: "/test/exchange", at: 70))
    events.append(
      event(.heartbeat(Heartbeat(collector: "c", intervalSeconds: 15, upstream: .ok)), id: "h1", source: "/test/exchange", at: 71)
    )
    var effects: [Effect] = []
    for event in events { state.reduce(.event(event, collector: "test", at: event.time), effects: &effects) }
    settle(&state, &effects)
    for second in stride(from: 80.0, through: 600, by: 10) { state.reduce(.tick(start + second), effects: &effects) }
    settle(&state, &effects)
    return state
  }

  /// Confirms every journal entry among the effects, as a log that never fails would.
  public static func settle(_ state: inout State, _ effects: inout [Effect]) {
    let last = effects.compactMap { if case .journal(let entry) = $0 { entry.sequence } else { nil } }.max()
    effects = []
    if let last { state.reduce(.journalled(through: last), effects: &effects) }
  }
}
