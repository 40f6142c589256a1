import Core
import TextSafety

private enum AttributeKey: String, CaseIterable {
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

private let attributeKeys = Vocabulary(AttributeKey.self)
private let types = Vocabulary(TypeWord.self)
private let classifications = Vocabulary(ClassificationWord.self)
private let origins = Vocabulary(OriginWord.self)

/// The CloudEvents attributes of one event as they stand in the document, before any is looked at.
private struct Attributes {
  var specversion: JSONValue?
  var type: JSONValue?
  var source: JSONValue?
  var id: JSONValue?
  var time: JSONValue?
  var subject: JSONValue?
  var place: JSONValue?
  var recordedTime: JSONValue?
  var expiryTime: JSONValue?
  var sequence: JSONValue?
  var classification: JSONValue?
  var data: JSONValue?
  var marks: Event.Marks = []
}

extension Event {
  /// Decodes one CloudEvents object; `elsewhere` is its data where that does not stand in the object itself.
  init(
    _ object: JSONValue, _ texts: TextReader, _ options: LineDecoder.Options, data elsewhere: JSONValue? = nil
  ) throws(Fault) {
    texts.sawOddText = false
    texts.sawPersonalData = false
    let attributes = try Attributes(object, isStrict: options.isStrict)
    // First of all: nothing of an event that may not be shown here is looked at or named.
    let classification = try Event.classification(attributes.classification, options)
    guard let version = attributes.specversion else { throw .missing("specversion") }
    guard let versionText = version.bytes, versionText == "1.0" else {
      throw Fault.value("\"1.0\"", version).at("specversion").because(.unknownType)
    }
    guard let typeValue = attributes.type else { throw .missing("type") }
    guard let typeText = typeValue.bytes, let type = types(typeText) else {
      throw Fault.value("a type such as zhiban.metric.v1", typeValue).at("type").because(.unknownType)
    }
    guard let source = attributes.source else { throw .missing("source") }
    guard let id = attributes.id else { throw .missing("id") }
    guard let time = attributes.time else { throw .missing("time") }
    guard let subject = attributes.subject else { throw .missing("subject") }
    guard let place = attributes.place else { throw .missing("adcode") }
    guard let data = elsewhere ?? attributes.data else { throw .missing("data") }
    guard data.isObject else { throw Fault.value("an object", data).at("data") }

    self.init(
      source: try Event.reference(source, texts), id: try Event.id(id, texts), time: try Event.moment(time, "time"),
      subject: try Event.subject(subject, texts), place: try Event.place(place),
      recordedTime: try attributes.recordedTime.map { value throws(Fault) in try Event.moment(value, "recordedtime") },
      expiryTime: try attributes.expiryTime.map { value throws(Fault) in try Event.moment(value, "expirytime") },
      sequence: try attributes.sequence.map { value throws(Fault) in try Event.sequence(value) },
      classification: classification, marks: attributes.marks, payload: try Payload(type, data, texts))
    if texts.sawOddText { marks.insert(.oddText) }
    if texts.sawPersonalData { marks.insert(.masked) }
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

  private static func moment(_ value: JSONValue, _ name: String) throws(Fault) -> Timestamp {
    do throws(Fault) { return try value.moment() } catch { throw error.at(name) }
  }

  private static func place(_ value: JSONValue) throws(Fault) -> PlaceCode {
    do throws(Fault) { return try value.placeCode() } catch { throw error.at("adcode") }
  }

  private static func sequence(_ value: JSONValue) throws(Fault) -> Int64 {
    do throws(Fault) { return try value.sequenceNumber() } catch { throw error.at("sequence") }
  }

  private static func id(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty else { throw Fault.value("a text that is not empty", value).at("id") }
    return try texts.id(value)
  }

  private static func subject(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty else { throw Fault.value("a text that is not empty", value).at("subject") }
    return texts.word(bytes)
  }

  static func reference(_ value: JSONValue, _ texts: TextReader) throws(Fault) -> SafeText {
    guard let bytes = value.bytes, !bytes.isEmpty, let text = texts.reference(bytes) else {
      throw Fault.value("a URI reference such as /110000/hotline", value).at("source")
    }
    return text
  }
}

extension Attributes {
  fileprivate init(_ object: JSONValue, isStrict: Bool) throws(Fault) {
    var fields = object.fields
    while let (name, value) = fields.next() {
      guard let key = attributeKeys(name) else {
        if isStrict, !(name == "data_base64") { try Attributes.checkName(name) }
        continue
      }
      // CloudEvents: null stands for "absent".
      if value.isNull { continue }
      do throws(Fault) {
        switch key {
        case .specversion: specversion = value
        case .type: type = value
        case .source: source = value
        case .id: id = value
        case .time: time = value
        case .subject: subject = value
        case .contentType:
          guard let bytes = value.bytes, bytes == "application/json" || MediaType(bytes)?.isJSON == true else {
            throw .value("application/json", value)
          }
        case .dataSchema:
          guard let bytes = value.bytes, !bytes.isEmpty else { throw .value("a URI", value) }
        case .place: place = value
        case .recordedTime: recordedTime = value
        case .expiryTime: expiryTime = value
        case .sequence: sequence = value
        case .classification: classification = value
        case .exercise: if try value.truth() { marks.insert(.exercise) }
        case .simulated: if try value.truth() { marks.insert(.simulated) }
        case .origin: _ = try value.word(of: origins)
        case .data: data = value
        case .oddText: if value.boolean == true { marks.insert(.oddText) }
        case .repaired: if value.boolean == true { marks.insert(.repaired) }
        }
      } catch { throw error.at(key.rawValue) }
    }
  }

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
