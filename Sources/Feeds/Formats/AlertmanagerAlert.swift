import Core
import TextSafety

private enum AlertKey: String, CaseIterable {
  case status, labels, annotations, startsAt, endsAt, updatedAt, generatorURL, fingerprint
}

private let alertKeys = Vocabulary(AlertKey.self)

extension Event {
  /// One alert of a webhook or of the API.
  init(alert: JSONValue, group: SafeText?, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    var status: AlertmanagerStatus?
    var labels: [Label] = []
    var annotations = AlertmanagerAnnotations()
    var startsAt: Timestamp?
    var endsAt: Timestamp?
    var updatedAt: Timestamp?
    var fingerprint: SafeText?
    var generator: SafeText?
    for (name, value) in try alert.members() {
      guard let key = alertKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .status: status = try AlertmanagerStatus(value, texts)
        case .labels: labels = try value.boundedLabels(texts)
        case .annotations: annotations = AlertmanagerAnnotations(value, texts)
        // Go's zero time stands for "not set".
        case .startsAt: startsAt = value.realMoment(context.offsetMinutes)
        case .endsAt: endsAt = value.realMoment(context.offsetMinutes)
        case .updatedAt: updatedAt = value.realMoment(context.offsetMinutes)
        case .generatorURL: generator = value.loose(texts)?.clipped(to: 500)
        case .fingerprint: fingerprint = try value.identifier(texts)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let status else { throw .missing("status") }
    guard let name = labels.value("alertname").map({ Masking.masked($0) }) else {
      throw Fault.missing("alertname").at("labels")
    }
    // The API lists an alert a while after its sender ended it. An end that lies ahead is put off with every report of the sender,
    // which we do not see: it is not when the alert is over.
    var isFiring = status.isFiring
    if let endsAt, let updatedAt, endsAt <= updatedAt { isFiring = false }
    let identity = fingerprint ?? labels.fingerprint
    let place = labels.place ?? context.place
    let sender = labels.value("prometheus").map { Masking.masked($0) }
    let severity = Severity(alertmanager: labels.value("severity"))
    for label in status.quieting { labels.set(label) }
    let report = AlertReport(
      alert: identity, status: isFiring ? .firing : .resolved, severity: severity, category: .cloud, event: name,
      headline: annotations.summary ?? annotations.detail?.clipped(to: 120) ?? name.clipped(to: 120),
      detail: annotations.detail, sender: sender, onsetAt: startsAt, labels: labels,
      runbook: annotations.runbook ?? generator, group: group)
    // The same state is told again and again: one event per alert, start and state.
    let start = startsAt.map { $0.milliseconds } ?? 0
    let state: SafeText = !isFiring ? "resolved" : status.quieting.isEmpty ? "firing" : "quiet-\(status.quieting.fingerprint)"
    self.init(
      source: context.source, id: "\(identity)@\(start)-\(state)",
      time: (isFiring ? startsAt : endsAt ?? startsAt) ?? context.receivedAt, subject: identity, place: place,
      recordedTime: context.receivedAt, payload: .alert(report))
  }
}

/// How an alert stands: webhooks say it in a word, the API in an object.
private struct AlertmanagerStatus {
  var isFiring: Bool
  /// Who keeps it from notifying: `silenced_by`, `inhibited_by`, `muted_by`, with the ids the API gives.
  ///
  /// A silence is Alertmanager's, the condition holds all the same: such an alert fires here and says who silenced it there.
  var quieting: [Label] = []

  init(_ value: JSONValue, _ texts: TextReader) throws(Fault) {
    guard value.isObject else {
      switch value.lowercasedWord {
      case "firing": isFiring = true
      case "resolved": isFiring = false
      default: throw .value("firing or resolved", value)
      }
      return
    }
    isFiring = true
    let isSuppressed: Bool
    switch value["state"]?.lowercasedWord {
    case "active", "unprocessed": isSuppressed = false
    case "suppressed": isSuppressed = true
    default: throw Fault(.value, "must be active, suppressed or unprocessed", path: "state")
    }
    guard isSuppressed else { return }
    quieting.set("silenced_by", Self.ids(value["silencedBy"], texts))
    quieting.set("inhibited_by", Self.ids(value["inhibitedBy"], texts))
    quieting.set("muted_by", Self.ids(value["mutedBy"], texts))
    if quieting.isEmpty { quieting.set("silenced_by", "unknown") }
  }

  /// The first ids of a list, joined; nil where there are none.
  private static func ids(_ list: JSONValue?, _ texts: TextReader) -> SafeText? {
    guard let list else { return nil }
    let ids = list.elements.prefix(5).compactMap { $0.loose(texts)?.clipped(to: 40) }
    return ids.isEmpty ? nil : ids.joined(separator: ",")
  }
}
