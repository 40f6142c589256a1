import Core
import TextSafety

private enum PropertyKey: String, CaseIterable {
  case magnitude = "mag", magnitudeType = "magType", place, time, updated, url, alert, status, tsunami, network = "net", type,
    title
}

private let propertyKeys = Vocabulary(PropertyKey.self)

extension Event {
  /// An earthquake of the USGS; its moment is the earthquake's, and every revision is an event of its own.
  init(earthquake properties: JSONValue, id idValue: JSONValue?, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    guard let id = try idValue?.identifier(texts) else { throw .missing("id") }
    var magnitude: Double?
    var color: String?
    var place: SafeText?
    var time: Timestamp?
    var updated: Timestamp?
    var isDeleted = false
    var type: SafeText?
    var title: SafeText?
    var sender: SafeText?
    var runbook: SafeText?
    var labels: [Label] = []
    for (name, value) in try properties.members() {
      guard let key = propertyKeys(name), !value.isNull else { continue }
      do throws(Fault) {
        switch key {
        case .magnitude:
          magnitude = value.finiteNumber
          if magnitude == nil { throw .value("a number", value) }
        case .magnitudeType: labels.set("magnitude_type", value.loose(texts))
        case .place: place = value.prose(texts, atMost: 120)
        case .time:
          time = value.epochMilliseconds
          if time == nil { throw .value("milliseconds since 1970", value) }
        case .updated: updated = value.epochMilliseconds
        case .url: runbook = value.loose(texts)?.clipped(to: 500)
        case .alert: color = value.lowercasedWord
        case .status:
          isDeleted = value.lowercasedWord == "deleted"
          labels.set("review", value.loose(texts))
        case .tsunami: if value.looseInteger == 1 { labels.set("tsunami", "1") }
        case .network: sender = value.prose(texts, atMost: 40)
        case .type: type = value.prose(texts, atMost: 80)
        case .title: title = value.prose(texts, atMost: 120)
        }
      } catch { throw error.at(key.rawValue) }
    }
    guard let time else { throw .missing("time") }
    let event = type ?? "earthquake"
    let report = AlertReport(
      alert: id, status: isDeleted ? .cancelled : .firing, severity: Severity(earthquake: magnitude, alert: color),
      category: .geo,
      event: event, headline: title ?? place ?? event, sender: sender, onsetAt: time, value: magnitude,
      unit: magnitude == nil ? nil : "{magnitude}", labels: labels, runbook: runbook)
    self.init(
      source: context.source, id: "\(id)@\((updated ?? time).milliseconds)-\(report.status.word)", time: time, subject: id,
      place: context.place, recordedTime: updated ?? context.receivedAt, payload: .alert(report))
  }
}

extension Severity {
  /// By the colour of the expected damage, where it was computed: green, none, is blue. Else by magnitude: 6 and more is red, 5.5 is
  /// orange, 5 yellow, 4.5 blue; below that it is information.
  fileprivate init?(earthquake magnitude: Double?, alert color: String?) {
    switch color {
    case "red": self = .red
    case "orange": self = .orange
    case "yellow": self = .yellow
    case "green": self = .blue
    default:
      switch magnitude ?? 0 {
      case 6...: self = .red
      case 5.5..<6: self = .orange
      case 5..<5.5: self = .yellow
      case 4.5..<5: self = .blue
      default: return nil
      }
    }
  }
}
