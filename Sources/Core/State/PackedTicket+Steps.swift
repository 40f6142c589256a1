internal import TextSafety

/// The steps stand last: a revision takes them over as they are and adds its own.
///
/// The newest step is that of the ticket's revision; every other one has its revision written behind it.
extension PackedTicket {
  typealias Step = TicketTable.Ticket.Step

  /// The agency of a step: none, that of the step before (of the first: that of the ticket now), or a name of its own.
  private enum StepAgency { static let none: UInt8 = 0, same: UInt8 = 1, named: UInt8 = 2 }

  static let stepsKept = 40

  /// What the steps take at most: no more of them get a name of their own than a new step and its neighbours.
  static func mostStepBytes(_ content: Event.TicketContent, after before: PackedTicket?) -> Int {
    256 + 2 * (content.update.agency?.name.string.utf8.count ?? 0) + 4 * (before?.byteCount ?? 0)
  }

  static func writeSteps(
    _ content: Event.TicketContent, at time: Timestamp, after before: PackedTicket?, to writer: inout PackedCursor
  ) {
    let step = Step(state: content.update.state, at: time, agency: content.update.agency?.name, revision: content.update.revision)
    guard let before else { return write([step], agency: step.agency, to: &writer) }
    before.read { head, reader in
      let name = PackedTicket.skipToSteps(head, &reader)
      if isSame(step.agency, name), copySteps(reader.rest, to: &writer) {
        writer.integer(head.revision)
        write(step, agency: step.agency == nil ? StepAgency.none : StepAgency.same, to: &writer)
        return
      }
      var steps = PackedTicket.steps(&reader, agency: name, newest: head.revision)
      steps.append(step)
      write(trimmed(steps), agency: step.agency, to: &writer)
    }
  }

  /// Copies steps as they are, with room made for one more and counted in; false where one that stays refers to the one that goes.
  private static func copySteps(_ bytes: UnsafeRawBufferPointer, to writer: inout PackedCursor) -> Bool {
    var reader = PackedReader(bytes)
    let count = reader.byte()
    guard count >= stepsKept else {
      writer.byte(count + 1)
      writer.raw(reader.rest)
      return true
    }
    _ = skipStep(&reader)
    let first = bytes.count - reader.rest.count
    let going = skipStep(&reader)
    let rest = reader.rest
    var next = reader
    guard going == StepAgency.same || skipStep(&next) != StepAgency.same else { return false }
    writer.byte(count)
    writer.raw(UnsafeRawBufferPointer(rebasing: bytes[1..<first]))
    writer.raw(rest)
    return true
  }

  /// Past a step that is not the newest; tells how its agency is written.
  private static func skipStep(_ reader: inout PackedReader) -> UInt8 {
    reader.skipFigures(1)
    _ = reader.byte()
    let agency = reader.byte()
    if agency == StepAgency.named { reader.skipText() }
    reader.skipFigures(1)
    return agency
  }

  /// Puts a revision that comes late in its place; true where it is the oldest that is known.
  mutating func remember(late content: Event.TicketContent, at time: Timestamp, with writer: inout PackedWriter) -> Bool {
    var steps = steps
    let index = steps.firstIndex { $0.revision >= content.update.revision } ?? steps.count
    guard index < steps.count, steps[index].revision > content.update.revision else { return false }
    steps.insert(
      Step(state: content.update.state, at: time, agency: content.update.agency?.name, revision: content.update.revision),
      at: index)
    writer.write(atMost: byteCount + PackedTicket.mostStepBytes(content, after: self)) { cursor in
      read { head, reader in
        let all = reader.rest
        let agency = PackedTicket.skipToSteps(head, &reader)
        cursor.raw(UnsafeRawBufferPointer(rebasing: all.prefix(all.count - reader.rest.count)))
        PackedTicket.write(PackedTicket.trimmed(steps), agency: agency.map(PackedTicket.text), to: &cursor)
      }
    }
    writer.withBytes { replace(head, $0) }
    return index == 0
  }

  /// Every revision that has been seen, oldest first, late ones in their place.
  var steps: [Step] {
    read { head, reader in
      let agency = PackedTicket.skipToSteps(head, &reader)
      return PackedTicket.steps(&reader, agency: agency, newest: head.revision)
    }
  }

  /// How it began says more than its middle.
  private static func trimmed(_ steps: [Step]) -> [Step] {
    steps.count > stepsKept ? [steps[0]] + steps.dropFirst(2) : steps
  }

  /// Past all that stands before the steps; gives the name of the agency.
  private static func skipToSteps(_ head: Head, _ reader: inout PackedReader) -> UnsafeRawBufferPointer? {
    reader.skipText()
    reader.skipFigures(head.parts.figures)
    var agency: UnsafeRawBufferPointer?
    if head.parts.contains(.agency) {
      reader.skipText()
      agency = reader.textBytes()
    }
    reader.skipText()
    if !head.parts.contains(.sharedSource) { reader.skipText() }
    if head.parts.limit { reader.skipText() }
    for _ in 0..<head.parts.intersection([.service, .placeText, .cluster]).rawValue.nonzeroBitCount { reader.skipText() }
    if head.parts.contains(.coAgencies) { for _ in 0..<2 * reader.length() { reader.skipText() } }
    return agency
  }

  /// How often it was returned; nil where it never was.
  var returns: Int? {
    read { head, reader in
      guard head.parts.contains(.returns) else { return nil }
      reader.skipText()
      reader.skipFigures(head.parts.intersection([.dispatchedAt, .signedAt, .dueAt, .repliedAt, .closedAt]).figures)
      return Int(reader.integer())
    }
  }

  /// Who has it now; nil where nobody is named.
  var agency: Party? {
    read { head, reader in
      guard head.parts.contains(.agency) else { return nil }
      reader.skipText()
      reader.skipFigures(head.parts.figures)
      let id = PackedTicket.text(reader.textBytes())
      return Party(id: id, name: PackedTicket.text(reader.textBytes()))
    }
  }

  private static func steps(_ reader: inout PackedReader, agency: UnsafeRawBufferPointer?, newest: Int64) -> [Step] {
    var steps: [Step] = []
    var last = agency.map(text)
    let count = reader.byte()
    for number in 1...count {
      let at = Timestamp(milliseconds: reader.integer())
      let state = TicketUpdate.State.allCases[Int(reader.byte())]
      let agency: SafeText? =
        switch reader.byte() {
        case StepAgency.none: nil
        case StepAgency.same: last
        default: reader.text()
        }
      last = agency
      steps.append(Step(state: state, at: at, agency: agency, revision: number == count ? newest : reader.integer()))
    }
    return steps
  }

  private static func write(_ steps: [Step], agency: SafeText?, to writer: inout PackedCursor) {
    writer.byte(UInt8(steps.count))
    var last = agency
    for (number, step) in steps.enumerated() {
      if number > 0 { writer.integer(steps[number - 1].revision) }
      write(
        step, agency: step.agency == nil ? StepAgency.none : step.agency == last ? StepAgency.same : StepAgency.named, to: &writer
      )
      last = step.agency
    }
  }

  private static func write(_ step: Step, agency: UInt8, to writer: inout PackedCursor) {
    writer.integer(step.at.milliseconds)
    writer.byte(step.state.ordinal)
    writer.byte(agency)
    if agency == StepAgency.named, let name = step.agency { writer.text(name) }
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> SafeText {
    SafeText(utf8: bytes.bindMemory(to: UInt8.self), limit: .max)
  }
}

private func isSame(_ text: SafeText?, _ bytes: UnsafeRawBufferPointer?) -> Bool {
  guard let text, let bytes else { return text == nil && bytes == nil }
  return text.isSame(as: bytes)
}

extension TicketUpdate.State {
  /// Its place in `allCases`.
  fileprivate var ordinal: UInt8 {
    switch self {
    case .received: 0
    case .accepted: 1
    case .answered: 2
    case .dispatched: 3
    case .signed: 4
    case .inProgress: 5
    case .returned: 6
    case .replied: 7
    case .callback: 8
    case .reopened: 9
    case .closed: 10
    case .void: 11
    }
  }
}
