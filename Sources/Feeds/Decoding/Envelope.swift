import Core
import TextSafety

enum AttributeKey: String, CaseIterable {
  case specversion, type, source, id, time, subject, contentType = "datacontenttype", dataSchema = "dataschema", place = "adcode",
    recordedTime = "recordedtime", expiryTime = "expirytime", sequence, classification = "dataclassification", exercise,
    simulated, origin,
    data, oddText = "oddtext", repaired
}
private enum TypeWord: String, CaseIterable {
  case metric = "zhiban.metric.v1", queue = "zhiban.queue.v1", ticket = "zhiban.ticket.v1", alert = "zhiban.alert.v1",
    fleet = "zhiban.fleet.v1", task = "zhiban.task.v1", heartbeat = "zhiban.heartbeat.v1", recording = "zhiban.recording.v1",
    action = "zhiban.action.v1"
}
private enum ClassificationWord: String, CaseIterable {
  case `public`, `internal`, confidential, restricted

  var classification: Event.Classification {
    switch self {
    case .public: .public
    case .internal: .internalUse
    case .confidential: .confidential
    case .restricted: .restricted
    }
  }
}
private enum OriginWord: String, CaseIterable { case native, open311, cap, prometheus, alertmanager, otlp, other }

let attributeKeys = Vocabulary(AttributeKey.self)
private let types = Vocabulary(TypeWord.self)
private let classifications = Vocabulary(ClassificationWord.self)
private let origins = Vocabulary(OriginWord.self)

extension Event {
  /// Decodes one CloudEvents object; `elsewhere` is its data where that does not stand in the object itself.
  init(
    _ object: JSONValue, _ texts: TextReader, _ options: LineDecoder.Options, data elsewhere: JSONValue? = nil
  ) throws(Fault) {
    texts.sawOddText = false
    texts.sawPersonalData = false
    let isStrict = options.isStrict
    let row = try FieldRow(object, attributeKeys) { name throws(Fault) in
      if isStrict, !(name == "data_base64") { try Event.checkName(name) }
    }
    let marks = try Event.marks(row)
    // First of all: nothing of an event that may not be shown here is looked at or named.
    let classification = try Event.classification(row[.classification], options)
    let type = try Event.type(row)
    guard let source = row[.source] else { throw .missing("source") }
    guard let id = row[.id] else { throw .missing("id") }
    guard let time = row[.time] else { throw .missing("time") }
    guard let subject = row[.subject] else { throw .missing("subject") }
    guard let place = row[.place] else { throw .missing("adcode") }
    guard let data = elsewhere ?? row[.data] else { throw .missing("data") }
    guard data.isObject else { throw Fault.value("an object", data).at("data") }

    self.init(
      source: try Event.reference(source, texts), id: try Event.id(id, texts), time: try Event.moment(time, "time", texts),
      subject: try Event.subject(subject, isTicket: type == .ticket, texts), place: try Event.place(place),
      recordedTime: try row.moment(.recordedTime, texts), expiryTime: try row.moment(.expiryTime, texts),
      sequence: try row.read(.sequence) { value throws(Fault) in try value.sequenceNumber() },
      classification: classification, marks: marks, payload: try Payload(type, data, texts))
    if texts.sawOddText { self.marks.insert(.oddText) }
    if texts.sawPersonalData { self.marks.insert(.masked) }
  }

  /// The attributes that are marks, and those that are only checked.
  private static func marks(_ row: FieldRow<AttributeKey>) throws(Fault) -> Marks {
    var marks: Marks = []
    _ = try row.read(.contentType) { value throws(Fault) in
      guard let bytes = value.bytes, bytes == "application/json" || MediaType(bytes)?.isJSON == true else {
        throw .value("application/json", value)
      }
    }
    _ = try row.read(.dataSchema) { value throws(Fault) in
      guard let bytes = value.bytes, !bytes.isEmpty else { throw .value("a URI", value) }
    }
    if try row.truth(.exercise) == true { marks.insert(.exercise) }
    if try row.truth(.simulated) == true { marks.insert(.simulated) }
    _ = try row.one(of: origins, .origin)
    if row[.oddText]?.boolean == true { marks.insert(.oddText) }
    if row[.repaired]?.boolean == true { marks.insert(.repaired) }
    return marks
  }

  private static func type(_ row: FieldRow<AttributeKey>) throws(Fault) -> TypeWord {
    guard let version = row[.specversion] else { throw .missing("specversion") }
    guard let versionText = version.bytes, versionText == "1.0" else {
      throw Fault.value("\"1.0\"", version).at("specversion").because(.unknownType)
    }
    guard let typeValue = row[.type] else { throw .missing("type") }
    guard let typeText = typeValue.bytes, let type = types(typeText) else {
      throw Fault.value("a type such as zhiban.metric.v1", typeValue).at("type").because(.unknownType)
    }
    return type
  }

  /// What `dataclassification` says; a fault where such an event may not be shown here.
  static func classification(_ value: JSONValue?, _ options: LineDecoder.Options) throws(Fault) -> Classification {
    var classification = Classification.internalUse
    if let value {
      do throws(Fault) { classification = try value.word(of: classifications).classification } catch {
        throw error.at("dataclassification")
      }
    }
    if classification > options.maximumClassification {
      throw Fault(.classified, "its classification may not be shown here")
    }
    return classification
  }

  /// Whether a CloudEvents type is one of ours.
  static func knows(type: JSONString) -> Bool { types(type) != nil }

  private static func moment(_ value: JSONValue, _ name: String, _ texts: TextReader) throws(Fault) -> Timestamp {
    do throws(Fault) { return try texts.moment(value) } catch { throw error.at(name) }
  }

  private static func place(_ value: JSONValue) throws(Fault) -> PlaceCode {
    do throws(Fault) { return try value.placeCode() } catch { throw error.at("adcode") }
  }

  static func id(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty else { throw Fault.value("a text that is not empty", value).at("id") }
    return try texts.id(value)
  }

  static func subject(_ value: JSONValue, isTicket: Bool, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty else { throw Fault.value("a text that is not empty", value).at("subject") }
    return isTicket ? try texts.ticketID(value) : texts.word(bytes)
  }

  static func reference(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty, let text = texts.reference(bytes) else {
      throw Fault.value("a URI reference such as /110000/hotline", value).at("source")
    }
    return text
  }
}

extension Event {
  /// CloudEvents: lower-case letters and digits, at most 20.
  private static func checkName(_ name: JSONString) throws(Fault) {
    guard (1...20).contains(name.count), name.buffer.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) else {
      throw Fault(.shape, "is no attribute name: 1 to 20 of a–z and 0–9", path: Fault.quote(name.raw))
    }
  }
}

extension Event.Payload {
  fileprivate init(_ type: TypeWord, _ data: JSONValue, _ texts: TextReader) throws(Fault) {
    do throws(Fault) {
      switch type {
      case .metric: self = .metric(try MetricReport(data, texts))
      case .queue: self = .queue(try QueueReading(data, texts))
      case .ticket: self = .ticket(try TicketUpdate(data, texts))
      case .alert: self = .alert(try AlertReport(data, texts))
      case .fleet: self = .fleet(try FleetReport(data, texts))
      case .task: self = .task(try TaskReport(data, texts))
      case .heartbeat: self = .heartbeat(try Heartbeat(data, texts))
      case .recording: self = .recording(try RecordingHeader(data, texts))
      case .action: self = .action(try OperatorRecord(data, texts))
      }
    } catch { throw error.at("data") }
  }
}
