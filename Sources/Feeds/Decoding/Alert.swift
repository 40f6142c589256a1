import Core
import TextSafety

/// In the order in which faults are told.
enum AlertReportKey: String, CaseIterable {
  case alertID = "alert_id", status, severity, category, event, headline, detail = "description", instruction, sender,
    onsetAt = "onset_at", effectiveAt = "effective_at", expiresAt = "expires_at", areas, certainty, urgency, signal, response,
    value, threshold, unit, labels, references, runbook, group, grade
}
private enum SeverityWord: String, CaseIterable {
  case red, orange, yellow, blue, info

  var severity: Severity? { Severity(name: rawValue) }
}
private enum SignalKey: String, CaseIterable { case hazard, color }
private enum ResponseKey: String, CaseIterable { case plan, level }

let alertReportKeys = Vocabulary(AlertReportKey.self)
private let requiredKeys: KeySet<AlertReportKey> = [.alertID, .status, .severity, .category, .event, .headline]
private let signalKeys = Vocabulary(SignalKey.self)
private let responseKeys = Vocabulary(ResponseKey.self)
private let statuses = Vocabulary(AlertReport.Status.self)
private let severities = Vocabulary(SeverityWord.self)
private let categories = Vocabulary(AlertReport.Category.self)
private let certainties = Vocabulary(AlertReport.Certainty.self)
private let urgencies = Vocabulary(AlertReport.Urgency.self)
private let colors = Vocabulary(AlertReport.Signal.Color.self)
private let levels = Vocabulary(AlertReport.Response.Level.self)
private let grades = Vocabulary(AlertReport.Grade.self)

extension AlertReport {
  init(_ data: JSONValue, _ texts: TextReader) throws(Fault) {
    self.init(alert: .empty, status: .firing, severity: nil, category: .other, event: .empty, headline: .empty)
    try FieldRow(data, alertReportKeys).each(required: requiredKeys) { key, value throws(Fault) in try set(key, value, texts) }
  }

  /// Takes the value of one field.
  @inline(__always)
  mutating func set(_ key: AlertReportKey, _ value: JSONValue, _ texts: TextReader) throws(Fault) {
    switch key {
    case .alertID: alert = try texts.word(value)
    case .status: status = try value.word(of: statuses)
    case .severity: severity = try value.word(of: severities).severity
    case .category: category = try value.word(of: categories)
    case .event: event = try texts.title(value)
    case .headline: headline = try texts.title(value, atMost: 120)
    case .detail: detail = try texts.free(value, atMost: 2000)
    case .instruction: instruction = try texts.free(value, atMost: 500)
    case .sender: sender = try texts.title(value)
    case .onsetAt: onsetAt = try texts.moment(value)
    case .effectiveAt: effectiveAt = try texts.moment(value)
    case .expiresAt: expiresAt = try texts.moment(value)
    case .areas: areas = try value.list { value throws(Fault) in try value.placeCode() }
    case .certainty: certainty = try value.word(of: certainties)
    case .urgency: urgency = try value.word(of: urgencies)
    case .signal: signal = try Signal(value, texts)
    case .response: response = try Response(value, texts)
    case .value: self.value = try value.anyNumber()
    case .threshold: threshold = try value.anyNumber()
    case .unit: unit = try texts.word(value)
    case .labels: labels = try texts.labels(value)
    case .references: references = try value.list { value throws(Fault) in try texts.id(value) }
    case .runbook: runbook = try texts.word(value)
    case .group: group = try texts.word(value)
    case .grade: grade = try value.word(of: grades)
    }
  }
}

extension AlertReport.Signal {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), signalKeys)
    self.init(
      hazard: try row.required(.hazard, try row.word(.hazard, texts)),
      color: try row.required(.color, try row.one(of: colors, .color)))
  }
}

extension AlertReport.Response {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    let row = FieldRow(try object.object(), responseKeys)
    self.init(
      plan: try row.required(.plan, try row.word(.plan, texts)), level: try row.required(.level, try row.one(of: levels, .level)))
  }
}
