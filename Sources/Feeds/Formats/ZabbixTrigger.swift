import Core
import TextSafety

private enum TriggerKey: String, CaseIterable {
  case id = "triggerid", description, status, value, priority, lastChange = "lastchange", comments, url, flags = "value_flags",
    state, tags
}

private let triggerKeys = Vocabulary(TriggerKey.self)

extension Event {
  /// A trigger as it stands: value 1 fires, value 0 is resolved, told anew only when it has changed.
  ///
  /// Nil where it could not be evaluated: its alert stays as it was.
  init?(zabbixTrigger object: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    var id: SafeText?
    var description: SafeText?
    var isFiring: Bool?
    var isDisabled = false
    var isUnknown = false
    var severity: Severity?
    var lastChange: Timestamp?
    var comments: SafeText?
    var url: SafeText?
    let host = ZabbixHost(of: object, texts)
    var labels: [Label] = []
    for (name, value) in try object.members() {
      guard let key = triggerKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try value.identifier(texts)
        case .description: description = value.prose(texts, atMost: 500)
        case .status: isDisabled = value.looseInteger == 1
        case .value:
          guard let isProblem = try value.zabbixIsProblem() else { return nil }
          isFiring = isProblem
        case .priority: severity = try Severity(zabbix: value)
        case .lastChange: lastChange = value.epochSeconds
        case .comments: comments = value.prose(texts, atMost: 2000)
        case .url: url = value.loose(texts)?.clipped(to: 500)
        case .flags, .state: if value.looseInteger == 1 { isUnknown = true }
        case .tags: labels = value.zabbixTags(texts)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("triggerid") }
    guard let description else { throw .missing("description") }
    guard let isFiring else { throw .missing("value") }
    let place = labels.place ?? context.place
    labels.set("host", host?.name)
    if isUnknown { labels.set("state", "unknown") }
    // Nobody watches a disabled trigger, whatever value it was left with.
    let status: AlertReport.Status = isFiring && !isDisabled ? .firing : .resolved
    let report = AlertReport(
      alert: "trigger-\(id)", status: status, severity: severity, category: .cloud, event: description.clipped(to: 120),
      headline: host.resolving(description).clipped(to: 120), detail: host.resolving(comments), onsetAt: lastChange,
      labels: labels, runbook: url)
    self.init(
      source: context.source, id: "trigger-\(id)@\(lastChange?.milliseconds ?? 0)-\(status.word)",
      time: lastChange ?? context.receivedAt, subject: report.alert, place: place,
      payload: .alert(report))
  }
}
