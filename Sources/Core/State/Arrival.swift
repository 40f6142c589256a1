internal import TextSafety

/// What the arrival of an event tells beside the event itself.
struct Arrival {
  /// The row of its source; nil where there are too many sources.
  var row: Int?
  /// When it happened, as far as it can be believed.
  var moment: Timestamp
  /// It came much later than is usual for its source: held back by an outage, old news perhaps.
  var isLate = false
  /// Its value was no longer true when it came: it counts, and changes nothing of what holds now.
  var isExpired = false
  /// Its time cannot be right, or is more than a day old.
  var isSuspect = false
  /// The usual seconds from what happens at its source to the arrival here: from its clock to ours.
  var delay = 0.0
  /// Seconds by which its clock is ahead of ours.
  var skew = 0.0

  init(moment: Timestamp) { self.moment = moment }

  /// A moment of the source's clock by ours, for what is measured against our clock.
  func local(_ time: Timestamp, at now: Timestamp) -> Timestamp { min(now, time + delay) }

  /// When the value stops being true, by our clock.
  func expiry(of event: Event) -> Timestamp? { event.expiryTime.map { $0 - skew } }
}

extension SourceTable.Source {
  /// Counts an event in, and judges its time.
  mutating func receive(_ event: Event, row: Int, at now: Timestamp, isLive: Bool) -> Arrival {
    var arrival = Arrival(moment: event.time)
    arrival.row = row
    let isFuture = event.time > now + SourceTable.futureTolerance
    if isFuture {
      // Believed, it would be the newest for hours and shut out all that is true. The order it came in is all that is left.
      lastAssigned = min(max(now, lastAssigned + 0.001), now + SourceTable.futureTolerance)
      arrival.moment = lastAssigned
    }
    if isLive, isFuture || now - event.time > SourceTable.oldAge {
      arrival.isSuspect = true
      suspect += 1
    }
    let seconds = now - event.time
    if let typical = delay.typical, seconds > max(0, typical) + 60, seconds > max(0, typical) + lateness(of: event) {
      arrival.isLate = true
      late += 1
    }
    delay.record(seconds, isFuture: isFuture, at: now)
    if let written = event.recordedTime { transport.record(now - written, isFuture: isFuture, at: now) }
    arrival.delay = delay.typical ?? 0
    arrival.skew = notableSkewSeconds ?? 0
    if let end = arrival.expiry(of: event), end <= now {
      arrival.isExpired = true
      expired += 1
    }

    events += 1
    bytes += Int64(event.bytes)
    lastArrivalAt = now
    countRate(at: now)
    if let content = event.heartbeatContent {
      if !arrival.isExpired { take(content.beat, at: arrival.moment) }
      return arrival
    }
    lags.record(max(0, seconds))
    if arrival.moment >= lastEventAt ?? .distantPast {
      lastEventAt = arrival.moment
      newestDelay = max(0, seconds)
    }
    return arrival
  }

  /// Beyond the usual delay by this, an event is late: what would have been called an outage.
  private func lateness(of event: Event) -> Double {
    var seconds = silenceLimit ?? SourceTable.futureTolerance
    if let interval = event.metricContent?.report.intervalSeconds {
      seconds = max(seconds, 3 * min(interval, 3600))
    }
    return max(60, seconds)
  }

  /// An older heartbeat that comes late says nothing of now.
  private mutating func take(_ new: Heartbeat, at time: Timestamp) {
    guard time >= heartbeatAt else { return }
    heartbeatAt = time
    heartbeat = new
    if let count = new.emitted { emitted.take(Double(count)) }
    if let count = new.dropped { dropped.take(Double(count)) }
    if let count = new.errors { reportedErrors.take(Double(count)) }
  }

  private mutating func countRate(at now: Timestamp) {
    let current = floorDivision(now.milliseconds, 60_000)
    if current != minute {
      minute = current
      minuteCount = 0
    }
    minuteCount += 1
    rates.record(Double(minuteCount), at: now)
  }
}

extension SafeText {
  private static let namings = ["\"source\":\"", "\"source\": \""]

  /// The `source` that a line of JSON names, if it stands in the part that is kept.
  var sourceNamed: SafeText? {
    for opening in SafeText.namings {
      guard let start = string.firstRange(of: opening)?.upperBound else { continue }
      guard let end = string[start...].firstIndex(of: "\"") else { return nil }
      return part(start..<end)
    }
    return nil
  }
}
