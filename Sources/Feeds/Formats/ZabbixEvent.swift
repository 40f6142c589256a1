import Core
import TextSafety

private enum EventKey: String, CaseIterable {
  case id = "eventid", problemID = "p_eventid", source, object, trigger = "objectid", clock, value, recoveryID = "r_eventid",
    recoveryClock = "r_clock", name, severity, acknowledged, suppressed, opdata, tags, related = "relatedObject"
}

private let eventKeys = Vocabulary(EventKey.self)

extension Event {
  /// An event or a problem: the beginning, or with a recovery the end, of what its trigger reports.
  ///
  /// Nil where it tells nothing of an alert: a discovery, a registration, a trigger that could not be evaluated.
  init?(zabbixEvent object: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    var id: SafeText?
    var problemID: SafeText?
    var isOfTrigger = true
    var trigger: SafeText?
    var clock: Timestamp?
    var isFiring = true
    var recoveryID: SafeText?
    var recoveryClock: Timestamp?
    var name: SafeText?
    var severity: Severity?
    var related: (description: SafeText?, severity: Severity?)
    var isAcknowledged = false
    var isSuppressed = false
    var detail: SafeText?
    var labels: [Label] = []
    let host = ZabbixHost(of: object, texts)
    for (fieldName, value) in try object.members() {
      guard let key = eventKeys(fieldName), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try value.identifier(texts)
        case .problemID: problemID = try value.identifier(texts)
        case .source:
          let source = value.looseInteger ?? 0
          if source == 1 || source == 2 { return nil }
          if source != 0 { isOfTrigger = false }
        case .object: if let kind = value.looseInteger, kind != 0 { isOfTrigger = false }
        case .trigger: trigger = try value.identifier(texts)
        case .clock:
          clock = value.epochSeconds
          if clock == nil { throw .value("seconds since 1970", value) }
        case .value:
          guard let isProblem = try value.zabbixIsProblem() else { return nil }
          isFiring = isProblem
        case .recoveryID: recoveryID = try value.identifier(texts)
        case .recoveryClock: recoveryClock = value.epochSeconds
        case .name: name = value.prose(texts, atMost: 500)
        case .severity: severity = try Severity(zabbix: value)
        case .acknowledged: isAcknowledged = value.looseInteger == 1
        case .suppressed: isSuppressed = value.looseInteger == 1
        case .opdata: detail = value.prose(texts, atMost: 2000)
        case .tags: labels = value.zabbixTags(texts)
        case .related:
          related.description = value["description"]?.prose(texts, atMost: 500)
          if let priority = value["priority"] { related.severity = try Severity(zabbix: priority) }
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("eventid") }
    guard let clock else { throw .missing("clock") }
    if let recoveryID, recoveryID != "0" { isFiring = false }
    // Where the trigger is not told, as in an export, the problem's own id tells one alert from another.
    var alert: SafeText = "event-\(problemID ?? id)"
    if isOfTrigger, let trigger { alert = "trigger-\(trigger)" }
    let title = name ?? related.description ?? alert
    let place = labels.place ?? context.place
    labels.set("host", host?.name)
    if isAcknowledged { labels.set("acknowledged", "true") }
    if isSuppressed { labels.set("suppressed", "true") }
    let status: AlertReport.Status = isFiring ? .firing : .resolved
    let report = AlertReport(
      alert: alert, status: status, severity: severity ?? related.severity, category: .cloud, event: title.clipped(to: 120),
      headline: host.resolving(title).clipped(to: 120), detail: host.resolving(detail),
      onsetAt: problemID == nil ? clock : nil, labels: labels)
    let time = recoveryClock ?? clock
    self.init(
      source: context.source, id: "\(alert)@\(time.milliseconds)-\(status.word)", time: time, subject: alert, place: place,
      payload: .alert(report))
  }
}
