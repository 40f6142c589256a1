import Core
import TextSafety

extension FeedFormat {
  /// What Alertmanager sends to webhooks (version 4), and what its API v2 answers for alerts and for groups of them.
  ///
  /// All of them speak of the same alerts: an alert has one id, and one state of it one event id, however it was heard.
  static let alertmanager = json("alertmanager", "Prometheus Alertmanager: webhook v4, API v2 alerts and groups") {
    root, records in
    records.each(root) { element, records throws(Fault) in
      if element["alerts"] == nil, element["labels"] != nil {
        records.append(try Event(alert: element, group: nil, records.texts, records.context))
        return
      }
      let notification = try AlertmanagerNotification(element, records.texts)
      records.each(notification.alerts, at: "alerts") { alert, records throws(Fault) in
        records.append(try Event(alert: alert, group: notification.group, records.texts, records.context))
      }
      if notification.truncated > 0 { records.append(Event(truncated: notification, records.context)) }
    }
  }
}
