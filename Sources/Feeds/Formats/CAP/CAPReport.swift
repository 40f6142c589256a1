import Core
import TextSafety

extension CAPMessage {
  /// What the message says, in the terms of the dashboard; `root` is the alert that it is about.
  func report(_ root: SafeText, _ kind: Kind, _ references: CAPReferences) throws(Fault) -> AlertReport {
    let infos = alert.shownInfos
    var shown: XMLElement?
    var severity: Severity?
    for info in infos {
      let own = try Self.severity(of: info)
      guard shown == nil || (own?.rawValue ?? 0) > (severity?.rawValue ?? 0) else { continue }
      (shown, severity) = (info, own)
    }
    // A cancel may come without any info.
    let info = shown ?? alert
    func free(_ names: String..., atMost limit: Int) -> SafeText? {
      let text = names.lazy.compactMap { info.text(of: $0) }.first.map { texts.free($0, atMost: limit) }
      return text?.isEmpty == false ? text : nil
    }
    let note = shown == nil ? texts.free(alert.text(of: "note") ?? root.string, atMost: 120) : nil
    guard let event = free("event", "eventName", "headline", "eventType", atMost: 120) ?? note else {
      throw Fault.missing("event").at("info")
    }
    let isOver = info.children(named: "responseType").contains { $0.text.lowercased() == "allclear" }
    return AlertReport(
      alert: root, status: kind == .cancel ? .cancelled : isOver ? .resolved : kind == .update ? .update : .firing,
      severity: severity, category: Self.category(of: info), event: event,
      headline: free("headline", atMost: 120) ?? event, detail: free("description", atMost: 2000),
      instruction: free("instruction", atMost: 500),
      sender: free("senderName", atMost: 120) ?? alert.text(of: "sender").map { texts.free($0, atMost: 120) },
      onsetAt: try moment("onset", info), effectiveAt: try moment("effective", info), expiresAt: try moment("expires", info),
      areas: CAPAreas.codes(of: infos), certainty: Self.certainty(info.text(of: "certainty")),
      urgency: info.text(of: "urgency").flatMap { AlertReport.Urgency(rawValue: $0.lowercased()) },
      signal: CAPSignal.color(of: info).map { AlertReport.Signal(hazard: event, color: $0) },
      references: references.identifiers, group: alert.text(of: "incidents").map { texts.word($0, atMost: 120) })
  }

  private func moment(_ name: String, _ info: XMLElement) throws(Fault) -> Timestamp? {
    do throws(Fault) { return try info.moment(of: name, context) } catch { throw error.at("info") }
  }

  private enum SeverityWord: String, CaseIterable {
    case extreme, severe, moderate, minor, unknown, red, orange, yellow, blue, white

    var severity: Severity? {
      switch self {
      case .extreme, .red: .red
      case .severe, .orange: .orange
      case .moderate, .yellow: .yellow
      case .minor, .blue: .blue
      case .unknown, .white: nil
      }
    }
  }

  /// A signal's colour is what people go by; white has no severity of its own.
  private static func severity(of info: XMLElement) throws(Fault) -> Severity? {
    do throws(Fault) {
      let word: SeverityWord? = try info.word(of: "severity")
      return CAPSignal.color(of: info).flatMap { Severity(name: $0.rawValue) } ?? word?.severity
    } catch { throw error.at("info") }
  }

  private static func certainty(_ word: String?) -> AlertReport.Certainty? {
    // CAP 1.0 had one more.
    word?.lowercased() == "very likely" ? .likely : word.flatMap { AlertReport.Certainty(rawValue: $0.lowercased()) }
  }
}

extension XMLElement {
  /// The infos of the language that is shown: Chinese where there is any, else that of the first.
  fileprivate var shownInfos: [XMLElement] {
    let infos = children(named: "info").map { (language: $0.text(of: "language")?.lowercased() ?? "en-us", info: $0) }
    let languages = infos.lazy.map(\.language)
    let shown =
      languages.first { $0 == "zh-cn" || $0.hasPrefix("zh-hans") } ?? languages.first { $0 == "zh" || $0.hasPrefix("zh-") }
      ?? languages.first
    return infos.filter { $0.language == shown }.map(\.info)
  }
}
