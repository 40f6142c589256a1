internal import TextSafety

extension State {
  /// The state as one JSON document: stable keys in a stable order, times in the city's offset, absent members left out.
  public func document() -> String {
    var json = JSONWriter(indents: true)
    json.object { json in
      json.string("format", "zhiban.state.v1")
      json.time("at", now, offsetMinutes: city.offsetMinutes)
      json.object("city") { json in
        json.string("code", city.code.text)
        json.string("name", city.name.zh)
      }
      json.bool("simulated", marksSeen.contains(.simulated))
      json.bool("exercise", isExercise)
      json.string("recording", recording?.title)
      writeCounts(&json)
      writeAlerts(&json)
      writeTickets(&json)
      writeQueues(&json)
      writeMetrics(&json)
      writeFleets(&json)
      writeTasks(&json)
      writeSources(&json)
      writeCollectors(&json)
      writeLog(&json)
    }
    return json.text + "\n"
  }

  private func writeCounts(_ json: inout JSONWriter) {
    json.object("counts") { json in
      json.object("events") { json in
        for kind in Event.Payload.Kind.allCases { json.integer(kind.name, counts.events(of: kind)) }
      }
      json.integer("malformed", counts.malformed)
      json.integer("duplicates", counts.duplicates)
      json.integer("outdated", counts.outdated)
      json.integer("expired", counts.expired)
    }
  }

  private func writeAlerts(_ json: inout JSONWriter) {
    json.object("alerts") { json in
      json.object("unacknowledged") { json in
        for severity in Severity.allCases.reversed() { json.integer(severity.word, alarms.totals.unacknowledged(severity)) }
      }
      json.integer("acknowledged", alarms.totals.acknowledged)
      json.integer("shelved", alarms.totals.shelved)
      json.integer("suppressed", alarms.totals.suppressed)
      json.array("rows") { json in for alarm in alarms.rows { write(alarm, &json) } }
    }
  }

  private func write(_ alarm: Alarm, _ json: inout JSONWriter) {
    let offset = city.offsetMinutes
    json.object { json in
      json.string("key", alarm.key.text)
      json.string("state", alarm.core.name)
      json.string("severity", alarm.current?.word)
      json.string("worst_unacknowledged", alarm.announced?.word)
      json.integer("revision", alarm.revision)
      json.integer("occurrence", alarm.occurrence)
      json.string("headline", alarm.facts.headline.zh)
      json.string("headline_en", alarm.facts.headline.en)
      json.string("category", alarm.facts.category.name)
      json.string("place", alarm.facts.place.text)
      json.number("value", alarm.facts.value)
      json.number("threshold", alarm.facts.threshold)
      json.time("raised_at", alarm.raisedAt, offsetMinutes: offset)
      json.time("cleared_at", alarm.clearedAt, offsetMinutes: offset)
      if let acknowledgement = alarm.acknowledgement {
        json.object("acknowledgement") { json in
          json.string("by", acknowledgement.by)
          json.time("at", acknowledgement.at, offsetMinutes: offset)
          json.bool("durable", !isConfirming(alarm))
        }
      }
      if let shelf = alarm.shelf {
        json.object("shelf") { json in
          json.string("by", shelf.by)
          json.time("until", shelf.until, offsetMinutes: offset)
          json.string("reason", shelf.reason)
        }
      }
      if !alarm.suppressedBy.isEmpty {
        json.array("suppressed_by") { json in for rule in alarm.suppressedBy { json.string(nil, rule) } }
      }
      if alarm.isStale { json.bool("stale", true) }
      if alarm.facts.isExercise { json.bool("exercise", true) }
      if !alarm.notes.isEmpty {
        json.array("notes") { json in
          for note in alarm.notes {
            json.object { json in
              json.time("at", note.at, offsetMinutes: offset)
              json.string("by", note.by)
              json.string("text", note.text)
            }
          }
        }
      }
    }
  }

  private func writeTickets(_ json: inout JSONWriter) {
    let offset = city.offsetMinutes
    json.object("tickets") { json in
      json.integer("total", tickets.tickets.count)
      json.integer("open", tickets.openCount)
      json.integer("received_today", tickets.arrivals.today(at: now, offsetMinutes: offset))
      json.array("rows") { json in
        for ticket in tickets.tickets {
          let update = ticket.update
          json.object { json in
            json.string("id", update.ticket)
            json.string("domain", update.domain.name)
            json.string("class", update.ticketClass.name)
            json.string("title", update.title)
            json.string("state", update.state.name)
            json.string("place", ticket.place.text)
            json.string("agency", update.agency?.name)
            json.string("cluster", update.cluster)
            json.integer("revision", update.revision)
            json.time("received_at", update.receivedAt, offsetMinutes: offset)
            json.time("due_at", ticket.dueAt, offsetMinutes: offset)
            json.time("closed_at", update.closedAt, offsetMinutes: offset)
            json.string("light", ticket.light(at: now).name)
          }
        }
      }
    }
  }

  private func writeQueues(_ json: inout JSONWriter) {
    json.array("queues") { json in
      for queue in queues.queues {
        json.object { json in
          json.string("id", queue.reading.queue)
          json.string("title", queue.reading.title)
          json.string("state", queue.reading.state.name)
          json.integer("depth", queue.reading.depth)
          json.number("oldest_s", queue.reading.oldestSeconds)
          json.number("in_rate", queue.reading.inRate)
          json.number("out_rate", queue.reading.outRate)
          json.time("at", queue.at, offsetMinutes: city.offsetMinutes)
        }
      }
    }
  }

  private func writeMetrics(_ json: inout JSONWriter) {
    json.array("metrics") { json in
      for metric in metrics.metrics {
        json.object { json in
          json.string("name", metric.key.name)
          json.string("subject", metric.key.subject)
          json.string("place", metric.key.place.text)
          if !metric.key.labels.isEmpty {
            json.object("labels") { json in for label in metric.key.labels { json.string(label.key, label.value) } }
          }
          if let value = metric.value { json.number("value", value) } else { json.null("value") }
          json.string("unit", metric.unit)
          json.time("at", metric.at, offsetMinutes: city.offsetMinutes)
        }
      }
    }
  }

  private func writeFleets(_ json: inout JSONWriter) {
    json.array("fleets") { json in
      for fleet in fleets.fleets {
        json.object { json in
          json.string("id", fleet.report.fleet)
          json.string("title", fleet.title)
          json.integer("total", fleet.report.total)
          json.integer("online", fleet.report.online)
          json.integer("fault", fleet.report.fault)
          json.time("at", fleet.at, offsetMinutes: city.offsetMinutes)
        }
      }
    }
  }

  private func writeTasks(_ json: inout JSONWriter) {
    json.array("tasks") { json in
      for task in tasks.tasks {
        json.object { json in
          json.string("id", task.report.task)
          json.string("title", task.report.title)
          json.string("lead", task.report.lead)
          json.string("state", task.report.state.name)
          json.number("progress", task.report.progress)
          json.number("value", task.report.value)
        }
      }
    }
  }

  private func writeSources(_ json: inout JSONWriter) {
    json.array("sources") { json in
      for source in sources.sources {
        json.object { json in
          json.string("id", source.id)
          json.string("health", source.health.name)
          json.integer("events", source.events)
          json.integer("duplicates", source.duplicates)
          json.integer("gaps", source.gaps)
          json.integer("late", source.late)
          json.integer("suspect", source.suspect)
          json.integer("expired", source.expired)
          json.integer("malformed", source.malformedCount)
          json.number("clock_skew_s", source.notableSkewSeconds)
          json.time("last_event_at", source.lastEventAt, offsetMinutes: city.offsetMinutes)
        }
      }
    }
  }

  private func writeCollectors(_ json: inout JSONWriter) {
    json.array("collectors") { json in
      for collector in collectors.collectors {
        json.object { json in
          json.string("name", collector.name)
          json.string("kind", collector.kind)
          json.integer("events", collector.events)
          json.object("malformed") { json in
            for reason in Malformed.Reason.allCases where collector.malformed[reason] != nil {
              json.integer(reason.name, collector.malformed[reason])
            }
          }
        }
      }
    }
  }

  private func writeLog(_ json: inout JSONWriter) {
    json.array("log") { json in
      for entry in log.entries {
        entry.write(&json, offsetMinutes: city.offsetMinutes)
      }
    }
  }
}
