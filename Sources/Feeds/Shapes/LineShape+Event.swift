import Core
import TextSafety

extension Event {
  /// Takes the value of one attribute of those that a shape may change, other than a name.
  @inline(__always)
  fileprivate mutating func set(_ key: AttributeKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .time: time = try texts.moment(value)
    case .place: place = try value.placeCode()
    case .recordedTime: recordedTime = try texts.moment(value)
    case .expiryTime: expiryTime = try texts.moment(value)
    case .sequence: sequence = try value.sequenceNumber()
    default: break
    }
  }
}

extension Event.Names {
  @inline(__always)
  fileprivate mutating func set(_ key: AttributeKey, _ value: JSONValue, isTicket: Bool, _ texts: TextReader) throws(Fault) {
    switch key {
    case .source: source = try Event.reference(value, texts)
    case .id: id = try Event.id(value, texts)
    case .subject: subject = try Event.subject(value, isTicket: isTicket, texts)
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
    values.texts.sawWideText = false
    var event = Event(try content(names(values), values), like: model)
    for number in 0..<slotCount {
      guard case .attribute(let key) = target(number) else { continue }
      try event.set(key, values[number], values.texts)
    }
    if values.texts.sawOddText { event.marks.insert(.oddText) }
    if values.texts.sawPersonalData { event.marks.insert(.masked) }
    events.append(consume event)
  }

  @inline(__always)
  private func names(_ values: ShapeValues) throws(Fault) -> Event.Names {
    var names = names
    for number in 0..<slotCount {
      guard case .attribute(let key) = target(number) else { continue }
      try names.set(key, values[number], isTicket: kind == .ticket, values.texts)
    }
    return names
  }

  /// Each kind has a function of its own, which fills a copy of the model's payload where it stands.
  @inline(__always)
  private func content(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    switch kind {
    case .metric: try metric(names, values)
    case .queue: try queue(names, values)
    case .ticket: try ticket(names, values)
    case .alert: try alert(names, values)
    case .heartbeat: try heartbeat(names, values)
    case .task: try task(names, values)
    }
  }

  @inline(__always)
  private func target(_ number: Int) -> ShapeTarget? { pieces.baseAddress![number].target }

  private func ticket(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.ticket else { return model.content }
    var update = known.update
    for number in 0..<slotCount {
      switch target(number) {
      case .ticket(let key): try update.set(key, values[number], values.texts)
      case .ticketAgency(let key): try update.agency?.set(key, values[number], values.texts)
      case .ticketPlace: try update.set(placeText: values[number], values.texts)
      default: break
      }
    }
    return Event.TicketContent(names, consume update)
  }

  private func queue(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.queue else { return model.content }
    var reading = known.reading
    for number in 0..<slotCount {
      switch target(number) {
      case .queue(let key): try reading.set(key, values[number], values.texts)
      case .queueProvider(let key): try reading.provider.set(key, values[number], values.texts)
      case .queueConsumer(let key): try reading.consumer.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.QueueContent(names, consume reading)
  }

  private func metric(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.metric else { return model.content }
    var samples = known.report.samples
    for number in 0..<slotCount {
      switch target(number) {
      case .sample(let place, let key): try samples[place].set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.MetricContent(
      names,
      MetricReport(
        samples: consume samples, windowSeconds: known.report.windowSeconds, intervalSeconds: known.report.intervalSeconds))
  }

  private func alert(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.alert else { return model.content }
    var report = known.report
    for number in 0..<slotCount {
      switch target(number) {
      case .alert(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.AlertContent(names, consume report)
  }

  private func heartbeat(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.heartbeat else { return model.content }
    var beat = known.beat
    for number in 0..<slotCount {
      switch target(number) {
      case .heartbeat(let key): try beat.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.HeartbeatContent(names, consume beat)
  }

  private func task(_ names: consuming Event.Names, _ values: ShapeValues) throws(Fault) -> Event.Content {
    guard let known = model.content.task else { return model.content }
    var report = known.report
    for number in 0..<slotCount {
      switch target(number) {
      case .task(let key): try report.set(key, values[number], values.texts)
      default: break
      }
    }
    return Event.TaskContent(names, consume report)
  }
}
