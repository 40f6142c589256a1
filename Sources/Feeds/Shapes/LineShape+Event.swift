import Core
import TextSafety

extension Event {
  /// Takes the value of one attribute of those that a shape may change.
  @inline(__always)
  fileprivate mutating func set(_ key: AttributeKey, _ value: JSONValue, isTicket: Bool, _ texts: TextReader) throws(Fault) {
    switch key {
    case .source: source = try Event.reference(value, texts)
    case .id: id = try Event.id(value, texts)
    case .time: time = try texts.moment(value)
    case .subject: subject = try Event.subject(value, isTicket: isTicket, texts)
    case .place: place = try value.placeCode()
    case .recordedTime: recordedTime = try texts.moment(value)
    case .expiryTime: expiryTime = try texts.moment(value)
    case .sequence: sequence = try value.sequenceNumber()
    default: break
    }
  }
}

/// The values of a line that matched a shape.
struct ShapeValues {
  let tape: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let texts: TextReader

  @inline(__always)
  subscript(number: Int) -> JSONValue { JSONValue(tape: tape, strings: strings, index: 2 * number) }
}

extension LineShape {
  /// Appends the event of a line that matched; a fault where one of its values is not right.
  @inline(__always)
  func append(_ values: ShapeValues, to events: inout [Event]) throws(Fault) {
    values.texts.sawOddText = false
    values.texts.sawPersonalData = false
    // Each kind has a function of its own, which fills a copy of the model in place: taken through a closure it would be copied again.
    let payload: Event.Payload =
      switch kind {
      case .metric: try metric(values)
      case .queue: try queue(values)
      case .ticket: try ticket(values)
      case .alert: try alert(values)
      case .heartbeat: try heartbeat(values)
      case .task: try task(values)
      }
    events.append(
      Event(
        source: model.source, id: model.id, time: model.time, subject: model.subject, place: model.place,
        recordedTime: model.recordedTime, expiryTime: model.expiryTime, sequence: model.sequence,
        classification: model.classification, marks: model.marks, payload: payload))
    do throws(Fault) {
      // Filled where it stands: an event that is handed on is copied.
      try fill(&events[events.count - 1], values)
    } catch {
      events.removeLast()
      throw error
    }
  }

  private func fill(_ event: inout Event, _ values: ShapeValues) throws(Fault) {
    for number in 0..<slotCount {
      guard case .attribute(let key) = target(number) else { continue }
      try event.set(key, values[number], isTicket: kind == .ticket, values.texts)
    }
    if values.texts.sawOddText { event.marks.insert(.oddText) }
    if values.texts.sawPersonalData { event.marks.insert(.masked) }
  }

  @inline(__always)
  private func target(_ number: Int) -> ShapeTarget? { pieces.baseAddress![number].target }

  private func ticket(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .ticket(var update) = model.payload else { return model.payload }
    for number in 0..<slotCount {
      switch target(number) {
      case .ticket(let key): try update.set(key, values[number], values.texts)
      case .ticketAgency(let key): try update.agency?.set(key, values[number], values.texts)
      case .ticketPlace: try update.set(placeText: values[number], values.texts)
      default: break
      }
    }
    return .ticket(update)
  }

  private func queue(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .queue(var reading) = model.payload else { return model.payload }
    for number in 0..<slotCount {
      switch target(number) {
      case .queue(let key): try reading.set(key, values[number], values.texts)
      case .queueProvider(let key): try reading.provider.set(key, values[number], values.texts)
      case .queueConsumer(let key): try reading.consumer.set(key, values[number], values.texts)
      default: break
      }
    }
    return .queue(reading)
  }

  private func metric(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .metric(let report) = model.payload else { return model.payload }
    var samples = report.samples
    for number in 0..<slotCount {
      switch target(number) {
      case .sample(let place, let key): try samples[place].set(key, values[number], values.texts)
      default: break
      }
    }
    return .metric(MetricReport(samples: samples, windowSeconds: report.windowSeconds, intervalSeconds: report.intervalSeconds))
  }

  private func alert(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .alert(var report) = model.payload else { return model.payload }
    for number in 0..<slotCount {
      switch target(number) {
      case .alert(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return .alert(report)
  }

  private func heartbeat(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .heartbeat(var beat) = model.payload else { return model.payload }
    for number in 0..<slotCount {
      switch target(number) {
      case .heartbeat(let key): try beat.set(key, values[number], values.texts)
      default: break
      }
    }
    return .heartbeat(beat)
  }

  private func task(_ values: ShapeValues) throws(Fault) -> Event.Payload {
    guard case .task(var report) = model.payload else { return model.payload }
    for number in 0..<slotCount {
      switch target(number) {
      case .task(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return .task(report)
  }
}
