internal import TextSafety

extension Handover {
  /// The page as JSON, for machines.
  public func document(city: City) -> String {
    let offset = city.offsetMinutes
    var json = JSONWriter(indents: true)
    json.object { json in
      json.string("format", "zhiban.handover.v1")
      json.string("city", city.name.zh)
      json.time("from", from, offsetMinutes: offset)
      json.time("to", at, offsetMinutes: offset)
      json.string("outgoing", outgoing)
      json.object("alerts") { json in
        Self.write(unacknowledged, "unacknowledged", &json, offset)
        Self.write(acknowledged, "acknowledged", &json, offset)
        Self.write(shelved, "shelved", &json, offset)
        Self.write(suppressed, "suppressed", &json, offset)
        Self.write(outOfService, "out_of_service", &json, offset)
        Self.write(standing, "standing_over_24h", &json, offset)
        Self.write(drills, "drills", &json, offset)
        Self.write(worked, "worked_on", &json, offset)
        Self.write(overdue, "overdue", &json, offset)
      }
      json.array("reports") { json in
        for report in reports {
          json.object { json in
            json.string("key", report.alarm.key.text)
            json.string("plan", report.plan.id)
            json.string("stage", SafeText(sanitizing: report.due.stage.rawValue))
            json.integer("number", report.due.number)
            json.time("due", report.due.at, offsetMinutes: offset)
          }
        }
      }
      json.array("sources") { json in
        for source in sources {
          json.object { json in
            json.string("id", source.id)
            json.string("health", source.health.name)
            json.time("since", source.healthSince, offsetMinutes: offset)
          }
        }
      }
      json.object("tickets") { json in
        json.integer("open", openTickets)
        json.integer("overdue", overdueTickets)
      }
      json.integer("malformed", malformed)
      json.string("journal_failure", journalFailure)
      json.object("figures") { figures.write(&$0) }
      if !exercise.isEmpty { json.object("exercise") { exercise.write(&$0, offset) } }
      json.array("remarks") { json in for remark in remarks { remark.write(&json, offsetMinutes: offset) } }
    }
    return json.text + "\n"
  }

  private static func write(_ alarms: [Alarm], _ key: SafeText, _ json: inout JSONWriter, _ offset: Int) {
    json.array(key) { json in
      for alarm in alarms {
        json.object { json in
          json.string("key", alarm.key.text)
          json.string("headline", alarm.facts.headline.zh)
          if alarm.facts.isExercise { json.bool("exercise", true) }
          json.string("severity", alarm.worst?.word)
          json.time("raised_at", alarm.raisedAt, offsetMinutes: offset)
          json.time("acknowledged_at", alarm.acknowledgement?.at, offsetMinutes: offset)
          json.string("by", alarm.acknowledgement?.by ?? alarm.shelf?.by ?? alarm.outOfService?.by)
          json.time("until", alarm.shelf?.until, offsetMinutes: offset)
          alarm.work?.write(&json)
        }
      }
    }
  }
}

extension AlarmFigures {
  fileprivate func write(_ json: inout JSONWriter) {
    json.integer("announced", announced)
    json.object("by_severity") { json in
      for severity in Severity.allCases.reversed() { json.integer(severity.word, bySeverity[severity] ?? 0) }
    }
    json.object("share_by_priority") { json in
      for priority in AlarmPriority.allCases { json.number(SafeText(sanitizing: priority.rawValue), share(of: priority)) }
    }
    json.number("per_10_min", average)
    json.integer("operators", operators)
    json.number("per_operator_per_10_min", averagePerOperator)
    json.string("band", SafeText(sanitizing: band.rawValue))
    json.integer("peak_per_10_min", peak)
    json.integer("flood_minutes", floodMinutes)
    json.integer("chattering", chattering)
    json.number("top_10_share", frequentShare)
    json.array("top_10") { json in
      for one in frequent {
        json.object { json in
          json.string("key", one.key.text)
          json.integer("count", one.count)
        }
      }
    }
    json.integer("acknowledged", acknowledged)
    json.number("mean_seconds_to_acknowledge", meanResponse)
    json.number("median_seconds_to_acknowledge", medianResponse)
    json.number("p95_seconds_to_acknowledge", p95Response)
    json.number("slowest_seconds_to_acknowledge", slowestResponse)
    json.object("refused") { json in
      for (code, count) in refused.sorted(by: { $0.key < $1.key }) { json.integer(code, count) }
    }
  }
}

extension ExerciseScore {
  fileprivate func write(_ json: inout JSONWriter, _ offset: Int) {
    json.integer("alerts", alarms)
    json.integer("acknowledged", answered.count)
    json.number("mean_seconds_to_acknowledge", meanResponse)
    json.number("median_seconds_to_acknowledge", medianResponse)
    json.number("slowest_seconds_to_acknowledge", slowestResponse)
    json.array("answered") { json in
      for answer in answered {
        json.object { json in
          json.string("key", answer.key.text)
          json.string("severity", answer.severity.word)
          json.number("seconds", answer.seconds)
          json.string("by", answer.by)
        }
      }
    }
    json.array("missed") { json in
      for one in missed {
        json.object { json in
          json.string("key", one.key.text)
          json.string("severity", one.severity.word)
          json.time("at", one.at, offsetMinutes: offset)
          json.bool("over", one.isOver)
        }
      }
    }
    json.array("wrong") { json in
      for one in wrong {
        json.object { json in
          json.string("key", one.key?.text)
          json.string("code", one.code)
          json.string("by", one.by)
          json.time("at", one.at, offsetMinutes: offset)
        }
      }
    }
  }
}

extension AlarmWork {
  fileprivate func write(_ json: inout JSONWriter) {
    json.string("assigned_to", assignment?.text)
    if urgeCount > 0 { json.integer("urged", urgeCount) }
    if !supervisions.isEmpty { json.integer("supervised", supervisions.count) }
    json.string("escalated_to", escalations.last { $0.step.by != nil }?.to.name)
  }
}
