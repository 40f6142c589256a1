internal import TextSafety

/// An update is read where it lies: handed on as a value, all its texts would be retained.
extension PackedTicket {
  /// A ticket that is new.
  init(
    _ update: UnsafePointer<TicketUpdate>, of event: Event, source: UInt8?, _ deadlines: Deadlines,
    with writer: inout PackedWriter
  ) {
    let head = PackedTicket.write(update, of: event, source: source, deadlines, after: nil, to: &writer)
    self = writer.withBytes { PackedTicket(head, $0) }
  }

  /// Takes a newer revision; the steps stay and grow.
  mutating func take(
    _ update: UnsafePointer<TicketUpdate>, of event: Event, source: UInt8?, _ deadlines: Deadlines,
    with writer: inout PackedWriter
  ) {
    let head = PackedTicket.write(update, of: event, source: source, deadlines, after: self, to: &writer)
    writer.withBytes { replace(head, $0) }
  }

  private static func write(
    _ update: UnsafePointer<TicketUpdate>, of event: Event, source: UInt8?, _ deadlines: Deadlines, after before: PackedTicket?,
    to writer: inout PackedWriter
  ) -> Head {
    writer.write(atMost: mostBytes(update, event.source) + mostStepBytes(update, after: before)) { cursor in
      write(update, of: event, source: source, deadlines, after: before, to: &cursor)
    }
  }

  /// What an update takes at most, without its steps.
  private static func mostBytes(_ update: UnsafePointer<TicketUpdate>, _ source: SafeText) -> Int {
    func room(_ text: SafeText?) -> Int { text.map { $0.string.utf8.count + 10 } ?? 0 }
    var bytes =
      128 + room(update.pointee.ticket) + room(update.pointee.title) + room(source) + room(update.pointee.limit?.profile)
    bytes += room(update.pointee.service) + room(update.pointee.placeText) + room(update.pointee.cluster)
    bytes += room(update.pointee.agency?.id) + room(update.pointee.agency?.name)
    for agency in update.pointee.coAgencies { bytes += room(agency.id) + room(agency.name) }
    return bytes
  }

  private static func write(
    _ update: UnsafePointer<TicketUpdate>, of event: Event, source: UInt8?, _ deadlines: Deadlines, after before: PackedTicket?,
    to writer: inout PackedCursor
  ) -> Head {
    writer.text(update.pointee.ticket)
    var parts: Parts = []
    func figure(_ part: Parts, _ value: Int64?) {
      guard let value else { return }
      parts.insert(part)
      writer.integer(value)
    }
    figure(.dispatchedAt, update.pointee.dispatchedAt?.milliseconds)
    figure(.signedAt, update.pointee.signedAt?.milliseconds)
    if let told = update.pointee.dueAt, told == deadlines.due, told != .distantFuture {
      parts.insert(.dueAsTold)
    } else {
      figure(.dueAt, update.pointee.dueAt?.milliseconds)
    }
    figure(.repliedAt, update.pointee.repliedAt?.milliseconds)
    figure(.closedAt, update.pointee.closedAt?.milliseconds)
    figure(.returns, update.pointee.returns == 0 ? nil : Int64(update.pointee.returns))
    figure(.rating, update.pointee.rating.map { Int64($0) })
    switch update.pointee.limit?.limit {
    case .seconds(let seconds)?: figure(.seconds, Int64(bitPattern: seconds.bitPattern))
    case .workingDays(let days)?: figure(.workingDays, Int64(days))
    case nil: break
    }
    // The agency first, where the next revision looks for it.
    if let agency = update.pointee.agency {
      parts.insert(.agency)
      writer.text(agency.id)
      writer.text(agency.name)
    }
    writer.text(update.pointee.title)
    if source != nil { parts.insert(.sharedSource) } else { writer.text(event.source) }
    if let limit = update.pointee.limit { writer.text(limit.profile) }
    func text(_ part: Parts, _ value: SafeText?) {
      guard let value else { return }
      parts.insert(part)
      writer.text(value)
    }
    text(.service, update.pointee.service)
    text(.placeText, update.pointee.placeText)
    text(.cluster, update.pointee.cluster)
    if !update.pointee.coAgencies.isEmpty {
      parts.insert(.coAgencies)
      writer.length(update.pointee.coAgencies.count)
      for agency in update.pointee.coAgencies {
        writer.text(agency.id)
        writer.text(agency.name)
      }
    }
    PackedTicket.writeSteps(update, at: event.time, after: before, to: &writer)
    var head = Head(
      revision: update.pointee.revision, place: event.place, at: event.time, receivedAt: update.pointee.receivedAt,
      dueAt: deadlines.due ?? .distantFuture, yellowAt: deadlines.yellow ?? .distantFuture, state: update.pointee.state,
      domain: update.pointee.domain,
      ticketClass: update.pointee.ticketClass, channel: update.pointee.channel, priority: update.pointee.priority,
      light: update.pointee.limit?.light,
      isExercise: before?.head.isExercise ?? event.marks.contains(.exercise), flags: update.pointee.flags, source: source ?? 0,
      parts: parts)
    head.firstUnit = before?.head.firstUnit ?? event.place.county
    return head
  }

  /// The update as it was told, and the source that told it where that is none of the table's.
  var update: (TicketUpdate, source: SafeText?) {
    read { head, reader in
      let parts = head.parts
      let ticket = reader.text()
      func moment(_ part: Parts) -> Timestamp? { parts.contains(part) ? Timestamp(milliseconds: reader.integer()) : nil }
      var update = TicketUpdate(
        ticket: ticket, domain: head.domain, title: "", state: head.state, priority: head.priority, receivedAt: head.receivedAt,
        revision: head.revision, ticketClass: head.ticketClass, channel: head.channel, flags: head.flags)
      update.dispatchedAt = moment(.dispatchedAt)
      update.signedAt = moment(.signedAt)
      update.dueAt = parts.contains(.dueAsTold) ? head.dueAt : moment(.dueAt)
      update.repliedAt = moment(.repliedAt)
      update.closedAt = moment(.closedAt)
      if parts.contains(.returns) { update.returns = Int(reader.integer()) }
      if parts.contains(.rating) { update.rating = Int(reader.integer()) }
      var limit: TimeLimit?
      if parts.contains(.seconds) { limit = .seconds(Double(bitPattern: UInt64(bitPattern: reader.integer()))) }
      if parts.contains(.workingDays) { limit = .workingDays(Int(reader.integer())) }
      if parts.contains(.agency) { update.agency = Party(id: reader.text(), name: reader.text()) }
      update.title = reader.text()
      let source = parts.contains(.sharedSource) ? nil : reader.text()
      if let limit { update.limit = .init(profile: reader.text(), limit: limit, light: head.light) }
      if parts.contains(.service) { update.service = reader.text() }
      if parts.contains(.placeText) { update.placeText = reader.text() }
      if parts.contains(.cluster) { update.cluster = reader.text() }
      if parts.contains(.coAgencies) {
        let count = reader.length()
        update.coAgencies = (0..<count).map { _ in Party(id: reader.text(), name: reader.text()) }
      }
      return (update, source)
    }
  }

  /// When it was closed, or answered, as far as its source says.
  var endedAt: Timestamp? {
    read { head, reader in
      reader.skipText()
      for part in [Parts.dispatchedAt, .signedAt, .dueAt] where head.parts.contains(part) { _ = reader.integer() }
      var ended: Timestamp?
      for part in [Parts.repliedAt, .closedAt] where head.parts.contains(part) {
        ended = Timestamp(milliseconds: reader.integer())
      }
      return ended
    }
  }

  var cluster: SafeText? { head.parts.contains(.cluster) ? update.0.cluster : nil }
}
