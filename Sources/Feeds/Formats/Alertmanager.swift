import Core
import TextSafety

extension FeedFormat {
  /// The body of a webhook, version 4: one object, an array of them, or JSON lines.
  static let alertmanager = json("alertmanager", "Prometheus Alertmanager webhook v4") { root, records in
    records.each(root) { body, records throws(Fault) in
      let notification = try Notification(body, records.texts)
      records.each(notification.alerts, at: "alerts") { alert, records throws(Fault) in
        records.append(try Event(alert: alert, of: notification, records.texts, records.context))
      }
      if notification.truncated > 0 { records.append(Event(truncated: notification, records.context)) }
    }
  }
}

private enum BodyKey: String, CaseIterable { case alerts, groupKey, truncatedAlerts, receiver, version }
private enum AlertKey: String, CaseIterable { case status, labels, annotations, startsAt, endsAt, generatorURL, fingerprint }

private let bodyKeys = Vocabulary(BodyKey.self)
private let alertKeys = Vocabulary(AlertKey.self)

/// What the whole notification says of its alerts.
private struct Notification {
  var group: SafeText?
  var alerts: JSONValue
  var truncated: Int64 = 0

  init(_ body: JSONValue, _ texts: TextReader) throws(Fault) {
    var alerts: JSONValue?
    for (name, value) in try body.members() {
      guard let key = bodyKeys(name), !value.isNull else { continue }
      switch key {
      case .alerts: alerts = value
      case .groupKey: group = value.loose(texts)
      case .truncatedAlerts: truncated = value.integer ?? 0
      case .receiver: break
      case .version:
        guard value.loose(texts) == "4" else { throw Fault.value("\"4\"", value).at("version").because(.unknownType) }
      }
    }
    guard let alerts else { throw .missing("alerts") }
    guard alerts.isArray else { throw Fault.value("an array", alerts).at("alerts") }
    self.alerts = alerts
  }
}

extension Event {
  fileprivate init(
    alert: JSONValue, of notification: Notification, _ texts: TextReader, _ context: DecodeContext
  ) throws(Fault) {
    var isFiring: Bool?
    var labels: [Label] = []
    var annotations = Annotations()
    var startsAt: Timestamp?
    var endsAt: Timestamp?
    var fingerprint: SafeText?
    var generator: SafeText?
    for (name, value) in try alert.members() {
      guard let key = alertKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .status: isFiring = try Self.isFiring(value)
        case .labels: labels = try texts.labels(value)
        case .annotations: annotations = Annotations(value, texts)
        case .startsAt: startsAt = value.looseMoment(context.offsetMinutes)
        case .endsAt: endsAt = value.looseMoment(context.offsetMinutes)
        case .generatorURL: generator = value.loose(texts)
        case .fingerprint: fingerprint = value.loose(texts)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let isFiring else { throw .missing("status") }
    guard let name = labels.value("alertname") else { throw Fault.missing("alertname").at("labels") }
    // Go's zero time stands for "not set"; so does anything of that age.
    if let time = endsAt, time < Timestamp(milliseconds: 0) { endsAt = nil }
    let identity = fingerprint ?? labels.fingerprint
    let time = isFiring ? startsAt : endsAt ?? startsAt
    let place = labels.value("adcode").flatMap { PlaceCode($0.string) } ?? context.place
    let headline = annotations.summary ?? annotations.detail?.clipped(to: 120) ?? name
    let report = AlertReport(
      alert: identity, status: isFiring ? .firing : .resolved, severity: Self.severity(labels.value("severity")),
      category: .cloud,
      event: name, headline: headline, detail: annotations.detail, sender: labels.value("prometheus"), onsetAt: startsAt,
      expiresAt: isFiring ? endsAt : nil, labels: labels, runbook: annotations.runbook ?? generator, group: notification.group)
    let start = startsAt.map { $0.milliseconds } ?? 0
    // The same state is notified again and again: one event per alert, start and state.
    let id: SafeText = "\(identity)@\(start)-\(isFiring ? "firing" : "resolved")"
    self.init(
      source: context.source, id: id, time: time ?? context.receivedAt, subject: identity, place: place,
      recordedTime: context.receivedAt, payload: .alert(report))
  }

  /// 另有 n 条: alerts that the notification left out.
  fileprivate init(truncated notification: Notification, _ context: DecodeContext) {
    let group = notification.group ?? "alertmanager"
    let report = AlertReport(
      alert: "truncated:\(group)", status: .firing, severity: .blue, category: .feed, event: "truncatedAlerts",
      headline: "另有 \(notification.truncated) 条告警未随通知送达", group: notification.group)
    self.init(
      source: context.source, id: "truncated:\(group)@\(context.receivedAt.milliseconds)", time: context.receivedAt,
      subject: "truncated:\(group)", place: context.place, payload: .alert(report))
  }

  private static func isFiring(_ value: JSONValue) throws(Fault) -> Bool {
    if let bytes = value.bytes {
      if bytes == "firing" { return true }
      if bytes == "resolved" { return false }
    }
    throw .value("firing or resolved", value)
  }

  /// The names in use; one that is not known is yellow, so that it is neither lost nor cried.
  private static func severity(_ name: SafeText?) -> Severity? {
    switch name?.string.lowercased() {
    case "critical", "page", "emergency", "disaster", "fatal", "red", "p1": .red
    case "severe", "major", "high", "error", "orange", "p2": .orange
    case "notice", "low", "minor", "blue", "p4": .blue
    case "info", "information": .blue
    case "none", "debug": nil
    default: .yellow
    }
  }
}

/// The annotations that have a place of their own.
private struct Annotations {
  var summary: SafeText?
  var detail: SafeText?
  var runbook: SafeText?

  init() {}

  init(_ object: JSONValue, _ texts: TextReader) {
    var message: SafeText?
    for (name, value) in object.fields {
      guard let bytes = value.bytes, !bytes.isEmpty else { continue }
      if name == "summary" { summary = texts.free(bytes, atMost: 120) }
      if name == "description" { detail = texts.free(bytes, atMost: 2000) }
      if name == "message" { message = texts.free(bytes, atMost: 2000) }
      if name == "runbook_url" { runbook = texts.word(bytes) }
    }
    detail = detail ?? message
  }
}

extension [Label] {
  fileprivate func value(_ key: SafeText) -> SafeText? { first { $0.key == key }.map(\.value) }

  /// FNV-1a of the sorted labels, for bodies without a fingerprint.
  fileprivate var fingerprint: SafeText {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ text: SafeText, _ end: UInt8) {
      for byte in text.string.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ UInt64(end)) &* 0x100_0000_01B3
    }
    for label in self {
      mix(label.key, 0xFF)
      mix(label.value, 0xFE)
    }
    return SafeText(sanitizing: String(hash, radix: 16))
  }
}
