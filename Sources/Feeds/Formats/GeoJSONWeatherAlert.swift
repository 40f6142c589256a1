import Core
import TextSafety

private enum PropertyKey: String, CaseIterable {
  case id, areaDesc, references, sent, effective, onset, expires, ends, status, messageType, category, severity, certainty,
    urgency, event, sender, senderName, headline, detail = "description", instruction
}

private let propertyKeys = Vocabulary(PropertyKey.self)

extension Event {
  /// An alert of api.weather.gov: CAP in GeoJSON. Nil for what is no alert: a draft, a message between systems, an answer.
  init?(weatherAlert properties: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    var id: SafeText?
    var report = AlertReport(alert: "", status: .firing, severity: nil, category: .other, event: "", headline: "")
    var status: AlertReport.Status?
    var sent: Timestamp?
    var ends: Timestamp?
    var expires: Timestamp?
    var headline: SafeText?
    var sender: SafeText?
    var marks: Marks = []
    for (name, value) in try properties.members() {
      guard let key = propertyKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try value.identifier(texts)
        case .areaDesc: report.labels.set("area", value.prose(texts, atMost: 200))
        case .references: report.references = try Self.references(value, texts)
        case .sent: sent = try Self.moment(value, context)
        case .effective: report.effectiveAt = try Self.moment(value, context)
        case .onset: report.onsetAt = try Self.moment(value, context)
        case .expires: expires = try Self.moment(value, context)
        case .ends: ends = try Self.moment(value, context)
        case .status:
          switch value.lowercasedWord {
          case "system", "draft": return nil
          case "exercise", "test": marks = .exercise
          default: break
          }
        case .messageType:
          status = AlertReport.Status(capMessageType: value.lowercasedWord)
          if status == nil {
            if value.lowercasedWord == "ack" || value.lowercasedWord == "error" { return nil }
            throw .value("Alert, Update or Cancel", value)
          }
        case .category: report.category = AlertReport.Category(capWord: value.lowercasedWord)
        case .severity: report.severity = Severity(capWord: value.lowercasedWord)
        case .certainty: report.certainty = AlertReport.Certainty(capWord: value.lowercasedWord)
        case .urgency: report.urgency = AlertReport.Urgency(capWord: value.lowercasedWord)
        case .event: report.event = value.prose(texts, atMost: 120) ?? ""
        case .sender: sender = value.prose(texts, atMost: 120)
        case .senderName: report.sender = value.prose(texts, atMost: 120)
        case .headline: headline = value.prose(texts, atMost: 120)
        case .detail: report.detail = value.prose(texts, atMost: 2000)
        case .instruction: report.instruction = value.prose(texts, atMost: 500)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("id") }
    guard let sent else { throw .missing("sent") }
    guard !report.event.isEmpty else { throw .missing("event") }
    report.alert = id
    report.status = status ?? .firing
    report.headline = headline ?? report.event
    report.sender = report.sender ?? sender
    // `expires` is the end of the message, `ends` that of the weather where it is known.
    report.expiresAt = ends ?? expires
    self.init(
      source: context.source, id: "\(id)@\(sent.milliseconds)-\(report.status.word)", time: sent, subject: id,
      place: context.place, marks: marks, payload: .alert(report))
  }

  private static func moment(_ value: JSONValue, _ context: DecodeContext) throws(Fault) -> Timestamp {
    guard let time = value.realMoment(context.offsetMinutes) else { throw .value("a date-time", value) }
    return time
  }

  /// The ids of the messages that this one replaces: the first thirty-two of them.
  private static func references(_ list: JSONValue, _ texts: TextReader) throws(Fault) -> [SafeText] {
    var references: [SafeText] = []
    for reference in list.elements.prefix(32) {
      if let id = try (reference["identifier"] ?? reference).identifier(texts) { references.append(id) }
    }
    return references
  }
}

extension AlertReport.Status {
  /// As a part of an event id.
  var word: SafeText {
    switch self {
    case .firing: "firing"
    case .update: "update"
    case .resolved: "resolved"
    case .cancelled: "cancelled"
    }
  }
}
