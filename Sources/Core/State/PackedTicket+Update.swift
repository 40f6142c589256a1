internal import TextSafety

/// An update is read where it lies, in its event's block.
extension PackedTicket {
  /// A ticket that is new.
  init(
    _ content: Event.TicketContent, of event: Event, source: UInt8?, _ deadlines: Deadlines,
    with writer: inout PackedWriter
  ) {
    let head = PackedTicket.write(content, of: event, source: source, deadlines, after: nil, to: &writer)
    self = writer.withBytes { PackedTicket(head, $0) }
  }

  /// Takes a newer revision; the steps stay and grow.
  mutating func take(
    _ content: Event.TicketContent, of event: Event, source: UInt8?, _ deadlines: Deadlines,
    with writer: inout PackedWriter
  ) {
    let head = PackedTicket.write(content, of: event, source: source, deadlines, after: self, to: &writer)
    writer.withBytes { replace(head, $0) }
  }

  private static func write(
    _ content: Event.TicketContent, of event: Event, source: UInt8?, _ deadlines: Deadlines, after before: PackedTicket?,
    to writer: inout PackedWriter
  ) -> Head {
    writer.write(atMost: mostBytes(content, event.source) + mostStepBytes(content, after: before)) { cursor in
      write(content, of: event, source: source, deadlines, after: before, to: &cursor)
    }
  }

  /// What an update takes at most, without its steps.
  private static func mostBytes(_ content: Event.TicketContent, _ source: SafeText) -> Int {
    func room(_ text: SafeText?) -> Int { text.map { $0.string.utf8.count + 10 } ?? 0 }
    var bytes =
      128 + room(content.update.ticket) + room(content.update.title) + room(source) + room(content.update.limit?.profile)
    bytes += room(content.update.service) + room(content.update.placeText) + room(content.update.cluster)
    bytes += room(content.update.agency?.id) + room(content.update.agency?.name)
    for agency in content.update.coAgencies { bytes += room(agency.id) + room(agency.name) }
    return bytes
  }

  private static func write(
    _ content: Event.TicketContent, of event: Event, source: UInt8?, _ deadlines: Deadlines, after before: PackedTicket?,
    to writer: inout PackedCursor
  ) -> Head {
    writer.text(content.update.ticket)
    var parts: Parts = []
    func figure(_ part: Parts, _ value: Int64?) {
      guard let value else { return }
      parts.insert(part)
      writer.integer(value)
    }
    figure(.dispatchedAt, content.update.dispatchedAt?.milliseconds)
    figure(.signedAt, content.update.signedAt?.milliseconds)
    if let told = content.update.dueAt, told == deadlines.due, told != .distantFuture {
      parts.insert(.dueAsTold)
    } else {
      figure(.dueAt, content.update.dueAt?.milliseconds)
    }
    figure(.repliedAt, content.update.repliedAt?.milliseconds)
    figure(.closedAt, content.update.closedAt?.milliseconds)
    figure(.returns, content.update.returns == 0 ? nil : Int64(content.update.returns))
    figure(.rating, content.update.rating.map { Int64($0) })
    switch content.update.limit?.limit {
    case .seconds(let seconds)?: figure(.seconds, Int64(bitPattern: seconds.bitPattern))
    case .workingDays(let days)?: figure(.workingDays, Int64(days))
    case nil: break
    }
    // The agency first, where the next revision looks for it.
    if let agency = content.update.agency {
      parts.insert(.agency)
      writer.text(agency.id)
      writer.text(agency.name)
    }
    writer.text(content.update.title)
    if source != nil { parts.insert(.sharedSource) } else { writer.text(event.source) }
    if let limit = content.update.limit { writer.text(limit.profile) }
    func text(_ part: Parts, _ value: SafeText?) {
      guard let value else { return }
      parts.insert(part)
      writer.text(value)
    }
    text(.service, content.update.service)
    text(.placeText, content.update.placeText)
    text(.cluster, content.update.cluster)
    if !content.update.coAgencies.isEmpty {
      parts.insert(.coAgencies)
      writer.length(content.update.coAgencies.count)
      for agency in content.update.coAgencies {
        writer.text(agency.id)
        writer.text(agency.name)
      }
    }
    PackedTicket.writeSteps(content, at: event.time, after: before, to: &writer)
    var head = Head(
      revision: content.update.revision, place: event.place, at: event.time, receivedAt: content.update.receivedAt,
      dueAt: deadlines.due ?? .distantFuture, yellowAt: deadlines.yellow ?? .distantFuture, state: content.update.state,
      domain: content.update.domain,
      ticketClass: content.update.ticketClass, channel: content.update.channel, priority: content.update.priority,
      light: content.update.limit?.light,
      isExercise: before?.head.isExercise ?? event.marks.contains(.exercise), flags: content.update.flags, source: source ?? 0,
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
