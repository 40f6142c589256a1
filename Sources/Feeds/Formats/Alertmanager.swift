import Core
import TextSafety

extension FeedFormat {
  /// What Alertmanager sends to webhooks (version 4), and what its APIs answer for alerts and for groups of them.
  ///
  /// All of them speak of the same alerts: an alert has one id, and one state of it one event id, however it was heard.
  static let alertmanager = json("alertmanager", "Prometheus Alertmanager: webhook v4, API v2 and v1 alerts and groups") {
    root, records in
    // API v1 wraps what v2 answers, and keeps the alerts of a group in blocks, one for each receiver.
    let wrapped = root["data"]
    records.each(wrapped ?? root, at: wrapped == nil ? "" : "data") { element, records throws(Fault) in
      if let blocks = element["blocks"] {
        let group = element["groupKey"]?.loose(records.texts)?.clipped(to: 200)
        records.each(blocks, at: "blocks") { block, records throws(Fault) in
          try records.append(alertmanager: block, group: group)
        }
      } else if element["alerts"] == nil, element["labels"] != nil {
        records.append(try Event(alert: element, group: nil, records.texts, records.context))
      } else {
        try records.append(alertmanager: element, group: nil)
      }
    }
  }
}

extension Records {
  /// The alerts of a webhook's body or of a group.
  fileprivate mutating func append(alertmanager body: JSONValue, group: SafeText?) throws(Fault) {
    let notification = try AlertmanagerNotification(body, texts)
    each(notification.alerts, at: "alerts") { alert, records throws(Fault) in
      records.append(try Event(alert: alert, group: group ?? notification.group, records.texts, records.context))
    }
    if notification.truncated > 0 { append(Event(truncated: notification, context)) }
  }
}
