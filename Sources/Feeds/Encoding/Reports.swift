import Core
import TextSafety

/// The data of the kinds that people report, and of the two that make recordings complete.
extension JSONWriter {
  mutating func ticket(_ update: TicketUpdate) {
    field("ticket_id", update.ticket)
    word("domain", update.domain)
    word("class", update.ticketClass)
    word("channel", update.channel)
    field("title", update.title)
    field("service_code", update.service)
    word("state", update.state)
    array("flags", TicketUpdate.Flags.names.filter { update.flags.contains($0.1) }) { writer, flag in writer.quoted(nil, flag.0) }
    word("priority", update.priority)
    party("agency", update.agency)
    array("co_agencies", update.coAgencies) { writer, agency in writer.object { $0.party(agency) } }
    field("received_at", update.receivedAt)
    field("dispatched_at", update.dispatchedAt)
    field("signed_at", update.signedAt)
    field("due_at", update.dueAt)
    field("replied_at", update.repliedAt)
    field("closed_at", update.closedAt)
    if let limit = update.limit {
      object("sla") { writer in
        writer.field("profile", limit.profile)
        writer.word("limit", Self.text(limit.limit))
        writer.word("light", limit.light)
      }
    }
    if update.returns != 0 { field("returns", update.returns) }
    field("rating", update.rating)
    if let text = update.placeText { object("place") { $0.field("text", text) } }
    field("cluster_id", update.cluster)
    field("rev", update.revision)
  }

  /// The largest unit that divides it: `90m`, `2h`, `7d`, `3wd`.
  private static func text(_ limit: TimeLimit) -> String {
    switch limit {
    case .workingDays(let days): return "\(days)wd"
    case .seconds(let seconds):
      let minutes = Int((seconds / 60).rounded(.up))
      if minutes % 1440 == 0 { return "\(minutes / 1440)d" }
      return minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)m"
    }
  }

  mutating func alert(_ report: AlertReport) {
    field("alert_id", report.alert)
    word("status", report.status)
    word("severity", report.severity?.name ?? "info")
    word("category", report.category)
    field("event", report.event)
    field("headline", report.headline)
    field("description", report.detail)
    field("instruction", report.instruction)
    field("sender", report.sender)
    field("onset_at", report.onsetAt)
    field("effective_at", report.effectiveAt)
    field("expires_at", report.expiresAt)
    array("areas", report.areas) { writer, area in writer.quoted(nil, area.padded) }
    word("certainty", report.certainty)
    word("urgency", report.urgency)
    if let signal = report.signal {
      object("signal") { writer in
        writer.field("hazard", signal.hazard)
        writer.word("color", signal.color)
      }
    }
    if let response = report.response {
      object("response") { writer in
        writer.field("plan", response.plan)
        writer.word("level", response.level)
      }
    }
    word("grade", report.grade)
    field("value", report.value)
    field("threshold", report.threshold)
    field("unit", report.unit)
    labels(report.labels)
    array("references", report.references) { writer, reference in writer.string(nil, reference) }
    field("runbook", report.runbook)
    field("group", report.group)
  }

  mutating func task(_ report: TaskReport) {
    field("task_id", report.task)
    field("item", report.item)
    field("title", report.title)
    field("lead", report.lead)
    word("state", report.state)
    field("progress_ratio", report.progress)
    field("value", report.value)
    if let target = report.target {
      object("target") { writer in
        writer.word("op", target.comparison)
        writer.field("value", target.value)
        writer.field("unit", target.unit)
        writer.field("by", target.by)
      }
    }
    array("milestones", report.milestones) { writer, milestone in
      writer.object { writer in
        writer.field("title", milestone.title)
        writer.field("due", milestone.due)
        writer.field("done", milestone.isDone)
      }
    }
    field("updated_at", report.updatedAt)
  }

  mutating func recording(_ header: RecordingHeader) {
    field("title", header.title)
    field("started_at", header.startedAt)
    field("ended_at", header.endedAt)
    field("events", header.events)
    field("speed_hint", header.speedHint)
    field("note", header.note)
    array("chapters", header.chapters) { writer, chapter in
      writer.object { writer in
        writer.field("at", chapter.at)
        writer.field("title", chapter.title)
      }
    }
  }

  mutating func action(_ record: OperatorRecord) {
    word("action", record.verb)
    if record.targetKind != .none { word("target_kind", record.targetKind) }
    field("target_id", record.target)
    field("operator", record.operatorID)
    field("shift", record.shift)
    field("note", record.note)
    field("until_at", record.until)
    word("result", record.result)
  }
}
