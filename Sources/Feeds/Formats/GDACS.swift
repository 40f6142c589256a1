import Core
import TextSafety

extension FeedFormat {
  /// The RSS of gdacs.org: disasters all over the world, where green stands for no matter of concern, or no longer one.
  static let gdacs = xml("gdacs", "GDACS disasters of the world, RSS") { root, records, _ throws(Fault) in
    guard root.name == "rss", let channel = root.child("channel") else {
      throw Fault.value("<rss>", text: root.name).because(.shape)
    }
    for (position, item) in channel.children(named: "item").enumerated() {
      records.one(at: "line \(item.line), item[\(position)]") { records throws(Fault) in
        records.append(try Event(disaster: item, records.texts, records.context))
      }
    }
  }
}

private enum Level: String, CaseIterable {
  case green, orange, red

  var severity: Severity? { self == .red ? .red : self == .orange ? .orange : nil }
}
private enum Disaster: String, CaseIterable {
  case earthquake = "eq", cyclone = "tc", flood = "fl", volcano = "vo", drought = "dr", wildfire = "wf", tsunami = "ts"

  var name: SafeText { facts.0 }
  var category: AlertReport.Category { facts.1 }

  private var facts: (SafeText, AlertReport.Category) {
    switch self {
    case .earthquake: ("地震", .geo)
    case .cyclone: ("热带气旋", .weather)
    case .flood: ("洪水", .flood)
    case .volcano: ("火山", .geo)
    case .drought: ("干旱", .weather)
    case .wildfire: ("野火", .fire)
    case .tsunami: ("海啸", .geo)
    }
  }
}

extension Event {
  fileprivate init(disaster item: XMLElement, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    guard let guid = item.text(of: "guid").map({ texts.word($0, atMost: 80) }), !guid.isEmpty else { throw .missing("guid") }
    guard let level: Level = try item.word(of: "alertlevel") else { throw .missing("alertlevel") }
    guard let time = try item.moment(of: "pubDate", context) else { throw .missing("pubDate") }
    let kind = item.text(of: "eventtype").flatMap { Disaster(rawValue: $0.lowercased()) }
    let event = kind?.name ?? "灾害"
    let report = AlertReport(
      alert: guid, status: level == .green ? .resolved : .firing, severity: level.severity, category: kind?.category ?? .other,
      event: event, headline: item.text(of: "title").map { texts.free($0, atMost: 120) } ?? event,
      detail: item.text(of: "description").map { texts.free($0, atMost: 2000) }, sender: "GDACS",
      onsetAt: try item.moment(of: "fromdate", context))
    self.init(
      source: context.source, id: "\(guid)@\(time.milliseconds / 1000)-\(level.severity?.rawValue ?? 0)", time: time,
      subject: guid,
      place: context.place, payload: .alert(report))
  }
}
