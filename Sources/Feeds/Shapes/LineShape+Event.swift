import Core
import TextSafety

extension Event.Envelope {
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

  /// With the marks that its texts ask for.
  @inline(__always)
  fileprivate consuming func marked(_ values: ShapeValues) -> Event.Envelope {
    if values.texts.sawOddText { marks.insert(.oddText) }
    if values.texts.sawPersonalData { marks.insert(.masked) }
    return self
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
    values.texts.sawWideText = false
    var envelope = envelope
    for number in attributeSlots {
      guard case .attribute(let key) = target(Int(number)) else { continue }
      try envelope.set(key, values[Int(number)], isTicket: kind == .ticket, values.texts)
    }
    events.append(Event(try content(consume envelope, values)))
  }

  /// Each kind has a function of its own, which fills a copy of the model's payload where it stands.
  @inline(__always)
  private func content(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    switch kind {
    case .metric: try metric(envelope, values)
    case .queue: try queue(envelope, values)
    case .ticket: try ticket(envelope, values)
    case .alert: try alert(envelope, values)
    case .heartbeat: try heartbeat(envelope, values)
    case .task: try task(envelope, values)
    }
  }

  @inline(__always)
  private func target(_ number: Int) -> ShapeTarget? { pieces.baseAddress![number].target }

  private func ticket(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.ticket else { return model }
    var update = known.update
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .ticket(let key): try update.set(key, values[number], values.texts)
      case .ticketAgency(let key): try update.agency?.set(key, values[number], values.texts)
      case .ticketPlace: try update.set(placeText: values[number], values.texts)
      default: break
      }
    }
    return Event.TicketContent(envelope.marked(values), consume update)
  }

  private func queue(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.queue else { return model }
    var reading = known.reading
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .queue(let key): try reading.set(key, values[number], values.texts)
      case .queueProvider(let key): try reading.provider.set(key, values[number], values.texts)
      case .queueConsumer(let key): try reading.consumer.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.QueueContent(envelope.marked(values), consume reading)
  }

  private func metric(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.metric else { return model }
    var samples = known.report.samples
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .sample(let place, let key): try samples[place].set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.MetricContent(
      envelope.marked(values),
      MetricReport(
        samples: consume samples, windowSeconds: known.report.windowSeconds, intervalSeconds: known.report.intervalSeconds))
  }

  private func alert(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.alert else { return model }
    var report = known.report
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .alert(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.AlertContent(envelope.marked(values), consume report)
  }

  private func heartbeat(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.heartbeat else { return model }
    var beat = known.beat
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .heartbeat(let key): try beat.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.HeartbeatContent(envelope.marked(values), consume beat)
  }

  private func task(_ envelope: consuming Event.Envelope, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.task else { return model }
    var report = known.report
    for slot in payloadSlots {
      let number = Int(slot)
      switch target(number) {
      case .task(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.TaskContent(envelope.marked(values), consume report)
  }
}
