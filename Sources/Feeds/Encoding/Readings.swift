import Core
import TextSafety

/// The data of the kinds that machines report.
extension JSONWriter {
  mutating func metric(_ report: MetricReport) {
    field("window_s", report.windowSeconds)
    field("interval_s", report.intervalSeconds)
    array("samples", report.samples) { writer, sample in
      writer.object { writer in
        writer.field("name", sample.name)
        writer.fieldOrNull("value", sample.value)
        writer.field("unit", sample.unit)
        writer.labels(sample.labels)
        switch sample.kind {
        case .gauge: break
        case .counter: writer.word("kind", "counter")
        case .delta: writer.word("kind", "delta")
        }
        writer.field("capacity", sample.capacity)
        writer.field("target", sample.target)
        writer.field("started_at", sample.startedAt)
        switch sample.quality {
        case .good: break
        case .estimated: writer.word("quality", "estimated")
        case .suspect: writer.word("quality", "suspect")
        case .missing: writer.word("quality", "missing")
        }
      }
    }
  }

  mutating func queue(_ reading: QueueReading) {
    field("queue_id", reading.queue)
    field("title", reading.title)
    word("mode", reading.mode)
    party("provider", reading.provider)
    party("consumer", reading.consumer)
    field("depth", reading.depth)
    field("unit", reading.unit)
    field("oldest_s", reading.oldestSeconds)
    field("in_rate", reading.inRate)
    field("out_rate", reading.outRate)
    field("inflight", reading.inFlight)
    field("failed", reading.failed)
    field("retrying", reading.retrying)
    field("dead", reading.dead)
    field("offset", reading.offset)
    field("last_success_at", reading.lastSuccess)
    word("state", reading.state)
    field("sla_s", reading.limitSeconds)
    field("p95_ms", reading.p95Milliseconds)
  }

  mutating func fleet(_ report: FleetReport) {
    field("fleet_id", report.fleet)
    field("title", report.title)
    field("total", report.total)
    field("online", report.online)
    field("fault", report.fault)
    field("idle", report.idle)
    if !report.counts.isEmpty {
      object("counts") { writer in
        for count in report.counts { writer.integer(count.name, count.count) }
      }
    }
    array("by_area", report.areas) { writer, area in
      writer.object { writer in
        writer.field("adcode", area.place)
        writer.field("total", area.total)
        writer.field("online", area.online)
        writer.field("fault", area.fault)
      }
    }
    array("devices", report.devices) { writer, device in
      writer.object { writer in
        writer.field("id", device.id)
        writer.field("adcode", device.place)
        writer.word("state", device.state)
        writer.field("fault_code", device.faultCode)
        writer.field("last_seen_at", device.lastSeen)
      }
    }
    field("snapshot", report.isSnapshot)
  }

  mutating func heartbeat(_ heartbeat: Heartbeat) {
    field("collector", heartbeat.collector)
    field("interval_s", heartbeat.intervalSeconds)
    field("lag_s", heartbeat.lagSeconds)
    field("emitted", heartbeat.emitted)
    field("dropped", heartbeat.dropped)
    field("errors", heartbeat.errors)
    word("upstream", heartbeat.upstream)
    field("last_event_at", heartbeat.lastEventAt)
    field("version", heartbeat.version)
    field("clock_offset_ms", heartbeat.clockOffsetMilliseconds)
  }
}
