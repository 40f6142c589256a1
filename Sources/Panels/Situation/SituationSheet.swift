public import Core
internal import TextSafety

/// What holds at the moment of a state as one CSV sheet, a row a thing: for a spreadsheet, safe to open in one (RFC 4180).
public enum SituationSheet {
  public static func csv(_ state: State) -> String {
    let heads: [SafeText] = ["kind", "id", "title", "place", "state", "value", "unit", "at"]
    var rows = [heads.map { $0.csvCell() }]
    func time(_ time: Timestamp?) -> SafeText {
      guard let time, time > .distantPast else { return "" }
      return SafeText(sanitizing: time.rfc3339(offsetMinutes: state.city.offsetMinutes))
    }
    func add(
      _ kind: SafeText, _ id: SafeText, _ title: SafeText, _ place: PlaceCode, _ condition: SafeText, _ value: SafeText,
      _ unit: SafeText, _ at: Timestamp?
    ) {
      let texts = [kind, id, title, place == .none ? "" : place.text, condition]
      rows.append(texts.map { $0.csvCell() } + [value.csvCell(numeric: true), unit.csvCell(), time(at).csvCell()])
    }
    for alarm in state.alarms.rows where alarm.core != .normal {
      add(
        "alert", alarm.key.text, alarm.facts.headline(.zh), alarm.facts.place,
        alarm.core.name + "/" + alarm.shownSeverity.word + (alarm.facts.isExercise ? "/exercise" : ""),
        alarm.facts.value.map(number) ?? "", alarm.facts.unit ?? "", alarm.raisedAt)
    }
    for ticket in state.tickets.tickets where ticket.isOpen {
      add(
        "ticket", ticket.update.ticket, ticket.update.title, ticket.place, ticket.update.state.name, "", "", ticket.dueAt)
    }
    for queue in state.queues.queues {
      add(
        "queue", queue.reading.queue, queue.reading.title, queue.place, queue.reading.state.name,
        "\(queue.reading.depth)", "", queue.at)
    }
    for metric in state.metrics.metrics {
      let labels = metric.key.labels.map { $0.key + "=" + $0.value }.joined(separator: ";")
      add(
        "metric", metric.key.name, metric.key.subject + (labels.isEmpty ? "" : " " + labels), metric.key.place,
        SafeText(sanitizing: "\(metric.quality)"), metric.value.map(number) ?? "", metric.unit, metric.at)
    }
    for fleet in state.fleets.fleets {
      add("fleet", fleet.report.fleet, fleet.title, fleet.place, "", "\(fleet.report.online)", "{online}", fleet.at)
    }
    for task in state.tasks.tasks {
      add(
        "task", task.report.task, task.report.title, .none, task.report.state.name,
        task.report.progress.map(number) ?? "", "ratio", task.at)
    }
    for source in state.sources.sources {
      add(
        "source", source.id, source.name.map { $0(.zh) } ?? source.id, .none, source.health.name, "\(source.events)",
        "{event}", source.lastEventAt)
    }
    return rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func number(_ value: Double) -> SafeText { SafeText(sanitizing: JSONWriter.text(of: value)) }
}
