import Core
import TextSafety

/// The alerts of the last document of a source that always lists all that are open: those missing in the next have ended.
struct EndedAlerts {
  private var open: [SafeText: Event] = [:]

  /// A source may have so many open; of more than these nothing is concluded.
  static let limit = 20_000

  /// Appends an end for every alert that the document, whose events begin at `first`, lists no more.
  mutating func settle(_ events: inout [Event], from first: Int, receivedAt: Timestamp) {
    var listed: [SafeText: Event] = [:]
    var newest = Timestamp.distantPast
    for event in events[first...] {
      guard case .alert(let report) = event.payload, report.status == .firing || report.status == .update else { continue }
      listed[report.alert] = event
      newest = max(newest, event.time)
    }
    guard listed.count <= EndedAlerts.limit else {
      open = [:]
      return
    }
    for (alert, event) in open.sorted(by: { $0.key < $1.key }) where listed[alert] == nil {
      events.append(EndedAlerts.end(of: event, at: listed.isEmpty ? receivedAt : newest))
    }
    open = listed
  }

  private static func end(of event: Event, at time: Timestamp) -> Event {
    var end = event
    end.time = max(event.time, time)
    end.id = "\(event.id)-ended@\(end.time.milliseconds)"
    end.sequence = nil
    if case .alert(var report) = event.payload {
      report.status = .resolved
      end.payload = .alert(report)
    }
    return end
  }
}
