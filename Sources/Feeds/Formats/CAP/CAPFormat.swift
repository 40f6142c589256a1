import Core
import TextSafety

extension FeedFormat {
  /// Alerts of the Common Alerting Protocol: one, several, in entries of Atom or RSS, in EDXL-DE.
  ///
  /// An entry that only links to its alert is used as far as its `cap:` elements go; entries without any are told in one fault,
  /// since a format fetches nothing.
  static let cap = xml("cap", "CAP 1.0 to 1.2 and GB/T 35965 alerts, alone or in Atom, RSS, EDXL-DE") {
    root, records, options throws(Fault) in
    var walk = CAPWalk(options: options)
    walk.read(root, in: CAPEnvelope(), into: &records)
    if walk.linked > 0 {
      let words = "\(walk.linked) of \(walk.entries) entries hold no alert and no cap: elements; what they link to is not fetched"
      records.note(Fault(.shape, words, path: root.position))
    } else if !walk.hasFound, !CAPWalk.containers.contains(root.name) {
      throw Fault.value("<alert>, or a feed of alerts", text: root.name).because(.shape)
    }
  }
}

/// Finds the alerts of a document wherever they are.
private struct CAPWalk {
  static let containers = ["feed", "rss", "RDF", "channel", "EDXLDistribution", "alerts"]

  let options: LineDecoder.Options
  var hasFound = false
  var entries = 0
  /// Entries that only link to an alert.
  var linked = 0

  init(options: LineDecoder.Options) { self.options = options }

  /// Goes as deep as documents may be nested.
  mutating func read(_ element: XMLElement, in envelope: CAPEnvelope, into records: inout Records) {
    if element.isAlert {
      append(element, isEntry: false, envelope, into: &records)
    } else if element.name == "entry" || element.name == "item" {
      readEntry(element, envelope, into: &records)
    } else {
      let inner = envelope.inside(element)
      for child in element.children { read(child, in: inner, into: &records) }
    }
  }

  private mutating func readEntry(_ entry: XMLElement, _ envelope: CAPEnvelope, into records: inout Records) {
    entries += 1
    let alerts = entry.alerts
    for alert in alerts { append(alert, isEntry: false, envelope, into: &records) }
    if !alerts.isEmpty { return }
    if entry.children.contains(where: \.isCAP) {
      append(entry.asAlert, isEntry: true, envelope, into: &records)
    } else {
      linked += 1
      hasFound = true
    }
  }

  private mutating func append(_ alert: XMLElement, isEntry: Bool, _ envelope: CAPEnvelope, into records: inout Records) {
    hasFound = true
    records.one(at: alert.position) { records throws(Fault) in
      let message = CAPMessage(alert: alert, isEntry: isEntry, envelope: envelope, texts: records.texts, context: records.context)
      if let event = try message.event(options) { records.append(event) }
    }
  }
}

extension XMLElement {
  fileprivate var isCAP: Bool {
    namespace.hasPrefix("urn:oasis:names:tc:emergency:cap:1.") || namespace.hasPrefix("http://www.incident.com/cap/1.")
  }

  /// An alert of CAP, or of a standard after its pattern.
  fileprivate var isAlert: Bool { name == "alert" && (isCAP || child("identifier") != nil) }

  /// The alerts somewhere in it.
  fileprivate var alerts: [XMLElement] { isAlert ? [self] : children.flatMap(\.alerts) }

  /// The alert that an index entry stands for: its `cap:` elements, with what Atom or RSS say where those are silent.
  fileprivate var asAlert: XMLElement {
    let own = children.filter(\.isCAP)
    let feed = XMLElement(namespace: "", name: name, children: children.filter { !$0.isCAP }, line: line, column: column)
    func named(_ target: String, _ sources: [String], or text: String? = nil) -> XMLElement? {
      if own.contains(where: { $0.name == target && !$0.text.isEmpty }) { return nil }
      guard let text = sources.lazy.compactMap({ feed.text(of: $0) }).first ?? text else { return nil }
      return XMLElement(namespace: "", name: target, text: text, line: line, column: column)
    }
    var info = XMLElement(namespace: "", name: "info", children: own, line: line, column: column)
    info.children += [
      named("headline", ["title"]), named("description", ["summary", "description", "content"]), named("event", ["title"]),
      named("senderName", [], or: feed.child("author")?.text(of: "name")),
    ].compactMap { $0 }
    var alert = XMLElement(namespace: "", name: name, children: own, line: line, column: column)
    alert.children += [
      named("identifier", ["id", "guid", "link"]), named("sent", ["updated", "published", "pubDate", "date"]),
      named("status", [], or: "Actual"), named("msgType", [], or: "Alert"), info,
    ].compactMap { $0 }
    return alert
  }
}
