extension Event {
  /// The same event so many seconds later: every moment it speaks of moves along, so that a recording can be fed in as if it happened now.
  ///
  /// Days of the calendar (when a task is due) stay.
  public func moved(by seconds: Double) -> Event {
    func later(_ time: Timestamp?) -> Timestamp? { time.map { $0 + seconds } }
    var envelope = content.envelope
    envelope.time = time + seconds
    envelope.recordedTime = later(recordedTime)
    envelope.expiryTime = later(expiryTime)
    var event = Event(movedPayload(by: seconds).content(in: envelope))
    event.bytes = bytes
    return event
  }

  private func movedPayload(by seconds: Double) -> Payload {
    func later(_ time: Timestamp?) -> Timestamp? { time.map { $0 + seconds } }
    switch payload {
    case .ticket(var update):
      update.receivedAt = update.receivedAt + seconds
      update.dispatchedAt = later(update.dispatchedAt)
      update.signedAt = later(update.signedAt)
      update.dueAt = later(update.dueAt)
      update.repliedAt = later(update.repliedAt)
      update.closedAt = later(update.closedAt)
      return .ticket(update)
    case .alert(var report):
      report.onsetAt = later(report.onsetAt)
      report.effectiveAt = later(report.effectiveAt)
      report.expiresAt = later(report.expiresAt)
      return .alert(report)
    case .queue(var reading):
      reading.lastSuccess = later(reading.lastSuccess)
      return .queue(reading)
    case .metric(var report):
      for index in report.samples.indices { report.samples[index].startedAt = later(report.samples[index].startedAt) }
      return .metric(report)
    case .fleet(var report):
      for index in report.devices.indices { report.devices[index].lastSeen = later(report.devices[index].lastSeen) }
      return .fleet(report)
    case .task(var report):
      report.updatedAt = later(report.updatedAt)
      return .task(report)
    case .heartbeat(var heartbeat):
      heartbeat.lastEventAt = later(heartbeat.lastEventAt)
      return .heartbeat(heartbeat)
    case .recording(var header):
      header.startedAt = header.startedAt + seconds
      header.endedAt = later(header.endedAt)
      for index in header.chapters.indices { header.chapters[index].at = header.chapters[index].at + seconds }
      return .recording(header)
    case .action(var record):
      record.until = later(record.until)
      return .action(record)
    }
  }
}
