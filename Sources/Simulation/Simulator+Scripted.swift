internal import Core
internal import TextSafety

extension Simulator {
  func alerts(into events: inout [Event]) throws(ScenarioError) {
    for (number, alert) in (scenario.alerts ?? []).enumerated() {
      let time = try moment(alert.at)
      let signal = try alert.signal.map { (signal) throws(ScenarioError) in
        AlertReport.Signal(
          hazard: safe(signal.hazard), color: try word(signal.color, of: alert.id, AlertReport.Signal.Color.self))
      }
      let report = AlertReport(
        alert: safe(alert.id), status: try word(alert.status, of: alert.id, AlertReport.Status.self),
        severity: Severity(name: alert.severity),
        category: try word(alert.category, of: alert.id, AlertReport.Category.self), event: safe(alert.event),
        headline: safe(alert.headline),
        detail: alert.detail.map(safe), sender: alert.sender.map(safe), effectiveAt: time,
        areas: (alert.areas ?? []).map { PlaceCode(digits: $0) }, signal: signal)
      events.append(
        Event(
          source: safe(alert.source), id: safe("a-\(alert.id)-\(number + 1)"), time: time, subject: safe(alert.id),
          place: place(alert.place),
          marks: alert.exercise == true ? [.simulated, .exercise] : .simulated, payload: .alert(report)))
    }
  }

  func fleets(into events: inout [Event]) throws(ScenarioError) {
    for fleet in scenario.fleets ?? [] {
      var random = RandomSource.stream(seed: seed, "fleet" + fleet.id)
      var curves: [String: Curve] = [:]
      for (code, values) in fleet.curves ?? [:] { curves[code] = try curve(values, of: fleet.id) }
      let totals = fleet.totals.sorted { $0.key < $1.key }
      var time = start + random.between(0, 20).rounded()
      var number = 0
      while time <= end {
        var areas: [FleetReport.Area] = []
        for (code, total) in totals {
          let share = curves[code]?.value(at: second(time)) ?? fleet.online * random.between(0.995, 1.005)
          let online = min(total, max(0, Int((Double(total) * share).rounded())))
          areas.append(
            .init(
              place: PlaceCode(code) ?? place(nil), total: total, online: online,
              fault: Int((Double(total) * fleet.fault).rounded())))
        }
        let total = areas.reduce(0) { $0 + $1.total }
        let online = areas.reduce(0) { $0 + $1.online }
        let fault = areas.reduce(0) { $0 + ($1.fault ?? 0) }
        number += 1
        events.append(
          Event(
            source: safe(fleet.source), id: safe("f-\(fleet.id)-\(number)"), time: time, subject: safe(fleet.id),
            place: place(nil),
            expiryTime: time + fleet.every * 3, marks: .simulated,
            payload: .fleet(
              FleetReport(
                fleet: safe(fleet.id), title: safe(fleet.title), total: total, online: online, fault: fault,
                counts: [.init(name: "network", count: max(0, total - online)), .init(name: "paper_out", count: fault / 2)],
                areas: areas,
                isSnapshot: true))))
        time = time + fleet.every
      }
    }
  }

  func tasks(into events: inout [Event]) throws(ScenarioError) {
    for task in scenario.tasks ?? [] {
      let target = try task.target.map { (target) throws(ScenarioError) in
        TaskReport.Target(
          comparison: try word(target.op, of: task.id, TaskReport.Target.Comparison.self), value: target.value,
          unit: safe(target.unit),
          by: target.by.flatMap { Timestamp(rfc3339: $0 + "T00:00:00Z") }.map { CivilTime($0, offsetMinutes: 0).date })
      }
      events.append(
        Event(
          source: "/\(scenario.place)/task-ledger", id: safe("k-" + task.id), time: start, subject: safe(task.id),
          place: place(nil),
          marks: .simulated,
          payload: .task(
            TaskReport(
              task: safe(task.id), title: safe(task.title), lead: safe(task.lead),
              state: try word(task.state, of: task.id, TaskReport.State.self),
              item: task.item.map(safe), progress: task.progress, value: task.value, target: target, updatedAt: start - 54_000))))
    }
  }

  func heartbeats(into events: inout [Event]) throws(ScenarioError) {
    for heart in scenario.heartbeats ?? [] {
      var random = RandomSource.stream(seed: seed, "heart" + heart.collector)
      var down: [(Timestamp, Timestamp)] = []
      for interval in heart.down ?? [] { down.append((try moment(interval.from), try moment(interval.to))) }
      var time = start + random.between(0, heart.every).rounded()
      var number = 0
      var emitted: Int64 = 0
      while time <= end {
        number += 1
        emitted += Int64(random.between(3, 12))
        let isDown = down.contains { $0.0 <= time && time < $0.1 }
        events.append(
          Event(
            source: safe(heart.source), id: safe("h-\(heart.collector)-\(number)"), time: time, subject: safe(heart.subject),
            place: place(nil),
            marks: .simulated,
            payload: .heartbeat(
              Heartbeat(
                collector: safe(heart.collector), intervalSeconds: heart.every, upstream: isDown ? .down : .ok,
                lagSeconds: random.between(0.2, 1.4).rounded(decimals: 1), emitted: emitted, dropped: 0, errors: 0,
                lastEventAt: isDown ? nil : time - 2, version: "1.0.0",
                clockOffsetMilliseconds: random.between(-20, 20).rounded(decimals: 0)))))
        time = time + heart.every
      }
    }
  }

  /// The order of arrival: by time, but what an outage held back comes at its end with the moment it was sent on.
  func arrivals(of events: [Event]) throws(ScenarioError) -> [Event] {
    var outages: [(prefix: String, from: Timestamp, to: Timestamp)] = []
    for outage in scenario.outages ?? [] { outages.append((outage.source, try moment(outage.from), try moment(outage.to))) }
    var arriving: [(at: Timestamp, order: Int, event: Event)] = []
    for (order, event) in events.enumerated() {
      var at = event.time
      var event = event
      var isLost = false
      for outage in outages
      where event.source.string.hasPrefix(outage.prefix) && event.time >= outage.from && event.time < outage.to {
        if case .heartbeat = event.payload {
          isLost = true
        } else {
          at = outage.to + Double(order % 40) * 0.1
          event.recordedTime = at
        }
      }
      if !isLost { arriving.append((at, order, event)) }
    }
    arriving.sort { $0.at == $1.at ? $0.order < $1.order : $0.at < $1.at }
    return arriving.map(\.event)
  }
}
