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
    var alert: SafeText?
    var status: Status?
    var severity: SeverityWord?
    var category: Category?
    var event: SafeText?
    var headline: SafeText?
    var detail: SafeText?
    var instruction: SafeText?
    var sender: SafeText?
    var onsetAt: Timestamp?
    var effectiveAt: Timestamp?
    var expiresAt: Timestamp?
    var areas: [PlaceCode] = []
    var certainty: Certainty?
    var urgency: Urgency?
    var signal: Signal?
    var response: Response?
    var reading: Double?
    var threshold: Double?
    var unit: SafeText?
    var labels: [Label] = []
    var references: [SafeText] = []
    var runbook: SafeText?
    var group: SafeText?
    var grade: Grade?
    var fields = data.fields
    while let (name, value) = fields.next() {
      guard let key = alertKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .alertID: alert = try texts.word(value)
        case .status: status = try value.word(of: statuses)
        case .severity: severity = try value.word(of: severities)
        case .category: category = try value.word(of: categories)
        case .event: event = try texts.free(value)
        case .headline: headline = try texts.free(value, atMost: 120)
        case .detail: detail = try texts.free(value, atMost: 2000)
        case .instruction: instruction = try texts.free(value, atMost: 500)
        case .sender: sender = try texts.free(value)
        case .onsetAt: onsetAt = try value.moment()
        case .effectiveAt: effectiveAt = try value.moment()
        case .expiresAt: expiresAt = try value.moment()
        case .areas: areas = try value.list { value throws(Fault) in try value.placeCode() }
        case .certainty: certainty = try value.word(of: certainties)
        case .urgency: urgency = try value.word(of: urgencies)
        case .signal: signal = try Signal(value, texts)
        case .response: response = try Response(value, texts)
        case .value: reading = try value.anyNumber()
        case .threshold: threshold = try value.anyNumber()
        case .unit: unit = try texts.word(value)
        case .labels: labels = try texts.labels(value)
        case .references: references = try value.list { value throws(Fault) in try texts.id(value) }
        case .runbook: runbook = try texts.word(value)
        case .group: group = try texts.word(value)
        case .grade: grade = try value.word(of: grades)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let alert else { throw .missing("alert_id") }
    guard let status else { throw .missing("status") }
    guard let severity else { throw .missing("severity") }
    guard let category else { throw .missing("category") }
    guard let event else { throw .missing("event") }
    guard let headline else { throw .missing("headline") }
    self.init(
      alert: alert, status: status, severity: severity.severity, category: category, event: event, headline: headline,
      detail: detail,
      instruction: instruction, sender: sender, onsetAt: onsetAt, effectiveAt: effectiveAt, expiresAt: expiresAt, areas: areas,
      certainty: certainty, urgency: urgency, signal: signal, response: response, value: reading, threshold: threshold,
      unit: unit,
      labels: labels, references: references, runbook: runbook, group: group, grade: grade)
  }
}

extension AlertReport.Signal {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var hazard: SafeText?
    var color: Color?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = signalKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .hazard: hazard = try texts.word(value)
        case .color: color = try value.word(of: colors)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let hazard else { throw .missing("hazard") }
    guard let color else { throw .missing("color") }
    self.init(hazard: hazard, color: color)
  }
}

extension AlertReport.Response {
  fileprivate init(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    var plan: SafeText?
    var level: Level?
    var fields = try object.object().fields
    while let (name, value) = fields.next() {
      guard let key = responseKeys(name) else { continue }
      do throws(Fault) {
        switch key {
        case .plan: plan = try texts.word(value)
        case .level: level = try value.word(of: levels)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let plan else { throw .missing("plan") }
    guard let level else { throw .missing("level") }
    self.init(plan: plan, level: level)
  }
}
