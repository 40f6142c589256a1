import Core
import TextSafety

private enum AlertKey: String, CaseIterable {
  case alertID = "alert_id", status, severity, category, event, headline, detail = "description", instruction, sender,
    onsetAt = "onset_at", effectiveAt = "effective_at", expiresAt = "expires_at", areas, certainty, urgency, signal, response,
    value,
    threshold, unit, labels, references, runbook, group, grade
}
private enum SeverityWord: String, CaseIterable {
  case red, orange, yellow, blue, info

  var severity: Severity? { Severity(name: rawValue) }
}
private enum SignalKey: String, CaseIterable { case hazard, color }
private enum ResponseKey: String, CaseIterable { case plan, level }

private let alertKeys = Vocabulary(AlertKey.self)
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
    let row = FieldRow(data, alertKeys)
    self.init(
      alert: try row.required(.alertID, try row.word(.alertID, texts)),
      status: try row.required(.status, try row.one(of: statuses, .status)),
      severity: try row.required(.severity, try row.one(of: severities, .severity)).severity,
      category: try row.required(.category, try row.one(of: categories, .category)),
      event: try row.required(.event, try row.title(.event, texts)),
      headline: try row.required(.headline, try row.title(.headline, texts, atMost: 120)),
      detail: try row.free(.detail, texts, atMost: 2000), instruction: try row.free(.instruction, texts, atMost: 500),
      sender: try row.title(.sender, texts), onsetAt: try row.moment(.onsetAt, texts),
      effectiveAt: try row.moment(.effectiveAt, texts), expiresAt: try row.moment(.expiresAt, texts),
      areas: try row.read(.areas) { value throws(Fault) in
        try value.list { value throws(Fault) in try value.placeCode() }
      } ?? [],
      certainty: try row.one(of: certainties, .certainty), urgency: try row.one(of: urgencies, .urgency),
      signal: try row.read(.signal) { value throws(Fault) in try Signal(value, texts) },
      response: try row.read(.response) { value throws(Fault) in try Response(value, texts) }, value: try row.number(.value),
      threshold: try row.number(.threshold), unit: try row.word(.unit, texts),
      labels: try row.read(.labels) { value throws(Fault) in try texts.labels(value) } ?? [],
      references: try row.read(.references) { value throws(Fault) in
        try value.list { value throws(Fault) in try texts.id(value) }
      } ?? [], runbook: try row.word(.runbook, texts), group: try row.word(.group, texts),
      grade: try row.one(of: grades, .grade))
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
