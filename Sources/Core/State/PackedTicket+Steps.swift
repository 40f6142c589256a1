internal import TextSafety

/// The steps stand last: while nothing but figures changes, a revision takes them over as they are.
extension PackedTicket {
  typealias Step = TicketTable.Ticket.Step

  /// The agency of a step: none, that of the step before (of the first: that of the ticket now), or a name of its own.
  private enum StepAgency { static let none: UInt8 = 0, same: UInt8 = 1, named: UInt8 = 2 }

  static let stepsKept = 40

  static func writeSteps(_ update: TicketUpdate, at time: Timestamp, after before: PackedTicket?, to writer: inout PackedWriter) {
    guard let before else {
      write([Step(state: update.state, at: time, agency: update.agency?.name)], of: update, to: &writer)
      return
    }
    before.read { head, reader in
      reader.skipText()
      reader.skipFigures(head.parts.figures)
      let id = head.parts.contains(.agency) ? reader.textBytes() : nil
      let name = head.parts.contains(.agency) ? reader.textBytes() : nil
      let isSame = isSame(update.agency?.id, id) && isSame(update.agency?.name, name)
      PackedTicket.skipTexts(head.parts, &reader)
      if isSame, head.state == update.state {
        writer.raw(reader.rest)
        return
      }
      var steps = PackedTicket.steps(&reader, agency: name)
      steps.append(Step(state: update.state, at: time, agency: update.agency?.name))
      if steps.count > stepsKept { steps.remove(at: 1) }
      write(steps, of: update, to: &writer)
    }
  }

  var history: [Step] {
    read { head, reader in
      reader.skipText()
      reader.skipFigures(head.parts.figures)
      var agency: UnsafeRawBufferPointer?
      if head.parts.contains(.agency) {
        reader.skipText()
        agency = reader.textBytes()
      }
      PackedTicket.skipTexts(head.parts, &reader)
      return PackedTicket.steps(&reader, agency: agency)
    }
  }

  /// From the title to the last of the other agencies.
  private static func skipTexts(_ parts: Parts, _ reader: inout PackedReader) {
    reader.skipText()
    if !parts.contains(.sharedSource) { reader.skipText() }
    if parts.limit { reader.skipText() }
    for _ in 0..<parts.intersection([.service, .placeText, .cluster]).rawValue.nonzeroBitCount { reader.skipText() }
    guard parts.contains(.coAgencies) else { return }
    for _ in 0..<2 * reader.length() { reader.skipText() }
  }

  private static func steps(_ reader: inout PackedReader, agency: UnsafeRawBufferPointer?) -> [Step] {
    var steps: [Step] = []
    var last = agency.map { SafeText(utf8: $0.bindMemory(to: UInt8.self), limit: .max) }
    for _ in 0..<reader.byte() {
      let at = Timestamp(milliseconds: reader.integer())
      let state = TicketUpdate.State.allCases[Int(reader.byte())]
      let agency: SafeText? =
        switch reader.byte() {
        case StepAgency.none: nil
        case StepAgency.same: last
        default: reader.text()
        }
      last = agency
      steps.append(Step(state: state, at: at, agency: agency))
    }
    return steps
  }

  private static func write(_ steps: [Step], of update: TicketUpdate, to writer: inout PackedWriter) {
    writer.byte(UInt8(steps.count))
    var last = update.agency?.name
    for step in steps {
      writer.integer(step.at.milliseconds)
      writer.byte(step.state.ordinal)
      if let agency = step.agency {
        writer.byte(agency == last ? StepAgency.same : StepAgency.named)
        if agency != last { writer.text(agency) }
      } else {
        writer.byte(StepAgency.none)
      }
      last = step.agency
    }
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
