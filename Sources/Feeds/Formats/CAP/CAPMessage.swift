import Core
import TextSafety

private enum StatusWord: String, CaseIterable { case actual, exercise, system, test, draft }
private enum ScopeWord: String, CaseIterable { case `public`, restricted, `private` }

/// One `<alert>` on its way to an event.
struct CAPMessage {
  enum Kind: String, CaseIterable { case alert, update, cancel, ack, error }

  let alert: XMLElement
  /// An entry of an index stands for the alert: its id stays while it changes.
  let isEntry: Bool
  let envelope: CAPEnvelope
  let texts: TextReader
  let context: DecodeContext

  /// Nil for what says nothing about the world: drafts, messages between systems, acknowledgements, errors.
  func event(_ options: LineDecoder.Options) throws(Fault) -> Event? {
    // First of all: nothing of an alert that may not be shown here is looked at or named.
    let classification = try classification(isStrict: options.isStrict)
    if classification > options.maximumClassification {
      throw Fault(.classified, "its classification may not be shown here")
    }
    guard let status: StatusWord = try alert.word(of: "status") else { throw .missing("status") }
    guard let kind: Kind = try alert.word(of: "msgType") else { throw .missing("msgType") }
    if status == .system || status == .draft || kind == .ack || kind == .error || envelope.isDropped { return nil }
    let identifier = try identifier()
    if options.isStrict, alert.text(of: "sender") == nil { throw .missing("sender") }
    // `sendTime` is its name in Chinese interfaces.
    guard let sent = try alert.moment(of: alert.text(of: "sent") == nil ? "sendTime" : "sent", context) else {
      throw .missing("sent")
    }
    let references = CAPReferences(alert.text(of: "references"), texts, context)
    // An update or a cancel hits the alert it speaks of: the earliest of the chain that its references name.
    let root = kind == .alert ? identifier : references.earliest ?? identifier
    let report = try report(root, kind, references)
    let revision: SafeText = isEntry ? "@\(sent.milliseconds / 1000)" : ""
    let isExercise = status == .exercise || status == .test || envelope.isExercise
    return Event(
      source: context.source, id: "\(identifier)\(revision)-\(kind.code)", time: sent, subject: root,
      place: place(of: report, identifier), classification: classification, marks: isExercise ? .exercise : [],
      payload: .alert(report))
  }

  /// Without a scope nobody knows: fit for the wall of the house, not for more.
  private func classification(isStrict: Bool) throws(Fault) -> Event.Classification {
    let scope: ScopeWord? = try alert.word(of: "scope")
    if isStrict, scope == nil, !isEntry { throw .missing("scope") }
    if scope == .restricted || scope == .private || envelope.isConfidential { return .confidential }
    return scope == .public ? .public : .internalUse
  }

  private func identifier() throws(Fault) -> SafeText {
    guard let text = alert.text(of: "identifier") else { throw .missing("identifier") }
    let forbidden: (Unicode.Scalar) -> Bool = { $0.value <= 32 || $0 == "," || $0 == "<" || $0 == "&" }
    if text.utf8.count > 256 || (!isEntry && text.unicodeScalars.contains(where: forbidden)) {
      throw Fault.value("at most 256 bytes without blank, comma, < and &", text: text).at("identifier")
    }
    let identifier = texts.word(text)
    guard !identifier.isEmpty else { throw .missing("identifier") }
    return identifier
  }

  /// The one area; else the place of the office, which begins the identifiers of GB/T 35965; else that of the collector.
  private func place(of report: AlertReport, _ identifier: SafeText) -> PlaceCode {
    if report.areas.count == 1 { return report.areas[0] }
    let parts = identifier.string.split(separator: "_", omittingEmptySubsequences: false)
    let isNational = parts.count >= 2 && parts[0].utf8.count == 14 && parts[1].utf8.count == 14
    return isNational ? PlaceCode(chinese: parts[0].prefix(6)) ?? context.place : context.place
  }
}

extension CAPMessage.Kind {
  fileprivate var code: SafeText {
    switch self {
    case .alert: "alert"
    case .update: "update"
    case .cancel: "cancel"
    case .ack: "ack"
    case .error: "error"
    }
  }
}
