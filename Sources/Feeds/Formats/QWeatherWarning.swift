import Core
import TextSafety

// Version 7 and version 1 of the interface name the same things differently.
private enum WarningKey: String, CaseIterable {
  case id, sender, senderName, pubTime, issuedTime, title, headline, startTime, onsetTime, effectiveTime, endTime, expireTime,
    expiredTime, status, messageType, severity, severityColor, color, type, typeName, eventType, urgency, certainty, text,
    detail = "description", instruction, related
}

private let warningKeys = Vocabulary(WarningKey.self)

extension Event {
  init(warning: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    var id: SafeText?
    var report = AlertReport(alert: "", status: .firing, severity: nil, category: .weather, event: "", headline: "")
    var issued: Timestamp?
    var severity: String?
    var color: String?
    var code: Int64?
    for (name, value) in try warning.members() {
      guard let key = warningKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .id: id = try value.identifier(texts)
        case .sender, .senderName: report.sender = value.prose(texts, atMost: 120)
        case .pubTime, .issuedTime: issued = try Self.moment(value, context)
        case .title, .headline: report.headline = value.prose(texts, atMost: 120) ?? ""
        case .startTime, .onsetTime: report.onsetAt = try Self.moment(value, context)
        case .effectiveTime: report.effectiveAt = try Self.moment(value, context)
        case .endTime, .expireTime, .expiredTime: report.expiresAt = try Self.moment(value, context)
        case .status: report.status = Self.status(value)
        case .messageType:
          report.status = Self.status(value["code"])
          report.references = try Self.references(value["supersedes"], texts)
        case .severity: severity = value.lowercasedWord
        case .severityColor: color = value.lowercasedWord
        case .color: color = value["code"]?.lowercasedWord
        case .type: code = value.looseInteger
        case .typeName: report.event = value.prose(texts, atMost: 80) ?? ""
        case .eventType:
          report.event = value["name"]?.prose(texts, atMost: 80) ?? ""
          code = value["code"]?.looseInteger
        case .urgency: report.urgency = AlertReport.Urgency(capWord: value.lowercasedWord)
        case .certainty: report.certainty = AlertReport.Certainty(capWord: value.lowercasedWord)
        case .text, .detail: report.detail = value.prose(texts, atMost: 2000)
        case .instruction: report.instruction = value.prose(texts, atMost: 500)
        case .related: report.references = try Self.references(value, texts)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let id else { throw .missing("id") }
    guard let issued else { throw .missing("issuedTime") }
    if report.event.isEmpty { report.event = report.headline }
    guard !report.event.isEmpty else { throw .missing("eventType") }
    if report.headline.isEmpty { report.headline = report.event }
    report.alert = id
    report.category = AlertReport.Category(qweather: code)
    let colors = SignalColor(color, headline: report.headline)
    report.severity = colors.severity ?? Severity(capWord: severity)
    report.signal = colors.signal.map { AlertReport.Signal(hazard: report.event, color: $0) }
    self.init(
      source: context.source, id: "\(id)@\(issued.milliseconds)-\(report.status.word)", time: issued, subject: id,
      place: context.place, payload: .alert(report))
  }

  /// Nil where the text is empty: not said.
  private static func moment(_ value: JSONValue, _ context: DecodeContext) throws(Fault) -> Timestamp? {
    if let bytes = value.bytes, bytes.isEmpty { return nil }
    guard let time = value.realMoment(context.offsetMinutes) else { throw .value("a date-time", value) }
    return time
  }

  /// Words may be added, say the makers; what is sent at all is in force unless it says otherwise.
  private static func status(_ value: JSONValue?) -> AlertReport.Status {
    AlertReport.Status(capMessageType: value?.lowercasedWord) ?? .firing
  }

  /// The warnings that this one replaces: a list of ids, or one text of them.
  private static func references(_ value: JSONValue?, _ texts: TextReader) throws(Fault) -> [SafeText] {
    guard let value else { return [] }
    if let bytes = value.bytes {
      let ids = bytes.buffer.prefix(2000).split(maxSplits: 32) { $0 == UInt8(ascii: ",") || $0 <= 32 }
      return ids.prefix(32).map { SafeText(sanitizing: String(decoding: $0, as: UTF8.self)).clipped(to: 200) }
    }
    var references: [SafeText] = []
    for element in value.elements.prefix(32) {
      if let id = try element.identifier(texts) { references.append(id) }
    }
    return references
  }
}

/// What the colour of a warning means: the national signals are white, blue, yellow, orange and red.
private struct SignalColor {
  var signal: AlertReport.Signal.Color?
  var severity: Severity?

  /// The colour that is sent, or the one that the headline names.
  init(_ word: String?, headline: SafeText) {
    switch word ?? Self.named(in: headline) {
    case "white": signal = .white
    case "blue": (signal, severity) = (.blue, .blue)
    case "yellow": (signal, severity) = (.yellow, .yellow)
    case "orange": (signal, severity) = (.orange, .orange)
    case "red": (signal, severity) = (.red, .red)
    // Colours of other countries: no signal of ours, but grave ones must be seen.
    case "amber": severity = .orange
    case "purple", "black": severity = .red
    default: break
    }
  }

  private static func named(in headline: SafeText) -> String? {
    let names = [("红色", "red"), ("橙色", "orange"), ("黄色", "yellow"), ("蓝色", "blue"), ("白色", "white")]
    return names.first { headline.string.contains($0.0) }?.1
  }
}

extension AlertReport.Category {
  /// By the code of the event: floods, slides, fires and polluted air; all others are weather.
  fileprivate init(qweather code: Int64?) {
    switch code ?? 0 {
    case 1201...1221, 1606: self = .flood
    case 1241...1251: self = .geo
    case 1271...1274: self = .environment
    case 1025, 1026, 1041, 1077, 1084, 1605: self = .fire
    default: self = .weather
    }
  }
}
