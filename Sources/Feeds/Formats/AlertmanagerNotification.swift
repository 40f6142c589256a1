import Core
import TextSafety

private enum BodyKey: String, CaseIterable { case alerts, groupKey, truncatedAlerts, labels, version }

private let bodyKeys = Vocabulary(BodyKey.self)

/// What the body of a webhook, or a group of the API, says of its alerts as a whole.
struct AlertmanagerNotification {
  var group: SafeText?
  var alerts: JSONValue
  /// How many alerts the body leaves out.
  var truncated: Int64 = 0

  init(_ body: JSONValue, _ texts: TextReader) throws(Fault) {
    var alerts: JSONValue?
    var labels: [Label] = []
    for (name, value) in try body.members() {
      guard let key = bodyKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .alerts: alerts = value
        case .groupKey: group = value.loose(texts)?.clipped(to: 200)
        case .truncatedAlerts: truncated = value.integer ?? 0
        case .labels: labels = (try? value.boundedLabels(texts)) ?? []
        case .version:
          guard value.loose(texts) == "4" else { throw .value("\"4\"", value).because(.unknownType) }
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let alerts else { throw .missing("alerts") }
    guard alerts.isArray else { throw Fault.value("an array", alerts).at("alerts") }
    self.alerts = alerts
    // Groups of the API have labels where the body of a webhook has a key.
    if group == nil, !labels.isEmpty {
      group = labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",").clipped(to: 200)
    }
  }
}

extension Event {
  /// 另有 n 条: alerts that the notification left out.
  init(truncated notification: AlertmanagerNotification, _ context: DecodeContext) {
    let group = notification.group ?? "alertmanager"
    let report = AlertReport(
      alert: "truncated:\(group)", status: .firing, severity: .blue, category: .feed, event: "truncatedAlerts",
      headline: "另有 \(notification.truncated) 条告警未随通知送达", group: notification.group)
    self.init(
      source: context.source, id: "truncated:\(group)@\(context.receivedAt.milliseconds)", time: context.receivedAt,
      subject: "truncated:\(group)", place: context.place, payload: .alert(report))
  }
}
