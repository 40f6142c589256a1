internal import Core
internal import Settings
internal import TextSafety

extension Simulator {
  func alerts() throws(ConfigurationError) -> [Event] {
    var events: [Event] = []
    for (number, alert) in ((scenario.alerts ?? []) + incidents.alerts).enumerated() {
      let time = try moment(alert.at)
      let response = try alert.response.map { (response) throws(ConfigurationError) in
        AlertReport.Response(
          plan: safe(response.plan), level: try word(response.level, of: alert.id, AlertReport.Response.Level.self))
      }
      let signal = try alert.signal.map { (signal) throws(ConfigurationError) in
        AlertReport.Signal(
          hazard: safe(signal.hazard), color: try word(signal.color, of: alert.id, AlertReport.Signal.Color.self))
      }
      let report = AlertReport(
        alert: safe(alert.id), status: try word(alert.status, of: alert.id, AlertReport.Status.self),
        severity: Severity(name: alert.severity),
        category: try word(alert.category, of: alert.id, AlertReport.Category.self), event: safe(alert.event),
        headline: safe(alert.headline),
        detail: alert.detail.map(safe), sender: alert.sender.map(safe), effectiveAt: time,
        areas: (alert.areas ?? []).map { PlaceCode(digits: $0) }, signal: signal, response: response,
        labels: labels(alert.labels), group: alert.group.map(safe))
      for flap in 0..<max(1, alert.flaps ?? 1) {
        var told = report
        if flap % 2 == 1 { told.status = .resolved }
        let at = time + (alert.over ?? 0) * Double(flap) / Double(max(1, alert.flaps ?? 1))
        events.append(
          Event(
            source: safe(alert.source), id: safe("a-\(alert.id)-\(number + 1)" + (flap == 0 ? "" : "-\(flap)")), time: at,
            subject: safe(alert.id),
            place: place(alert.place),
            marks: alert.exercise == true ? [.simulated, .exercise] : marks, payload: .alert(told)))
      }
    }
    return events
  }

  func tasks() throws(ConfigurationError) -> [Event] {
    var events: [Event] = []
    for task in scenario.tasks ?? [] {
      let target = try task.target.map { (target) throws(ConfigurationError) in
        TaskReport.Target(
          comparison: try word(target.op, of: task.id, TaskReport.Target.Comparison.self), value: target.value,
          unit: safe(target.unit),
          by: target.by.flatMap { Timestamp(rfc3339: $0 + "T00:00:00Z") }.map { CivilTime($0, offsetMinutes: 0).date })
      }
      events.append(
        Event(
          source: "/\(scenario.place)/task-ledger", id: safe("k-" + task.id + (task.at.map { "-" + $0 } ?? "")),
          time: try task.at.map(moment) ?? start, subject: safe(task.id),
          place: place(nil),
          marks: marks,
          payload: .task(
            TaskReport(
              task: safe(task.id), title: safe(task.title), lead: safe(task.lead),
              state: try word(task.state, of: task.id, TaskReport.State.self),
              item: task.item.map(safe), progress: task.progress, value: task.value, target: target, updatedAt: start - 54_000))))
    }
    return events
  }
}
