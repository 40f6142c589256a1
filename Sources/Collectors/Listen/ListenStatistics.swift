internal import Synchronization

/// What a listening collector has done, for `/metrics`.
final class ListenStatistics: Sendable {
  private struct Counts {
    var responses: [Int: Int] = [:]
    var events = 0
    var faults = 0
    var bytes = 0
  }

  private let counts = Mutex(Counts())

  func note(status: Int) { counts.withLock { $0.responses[status, default: 0] += 1 } }

  func note(events: Int, faults: Int, bytes: Int) {
    counts.withLock {
      $0.events += events
      $0.faults += faults
      $0.bytes += bytes
    }
  }

  /// Prometheus exposition text.
  var exposition: String {
    let counts = counts.withLock { $0 }
    var text = """
      # HELP zhiban_listen_responses_total Answers by HTTP status.
      # TYPE zhiban_listen_responses_total counter

      """
    for (status, count) in counts.responses.sorted(by: { $0.key < $1.key }) {
      text += "zhiban_listen_responses_total{status=\"\(status)\"} \(count)\n"
    }
    for (name, help, value) in [
      ("events", "Events taken in.", counts.events), ("faults", "Records refused.", counts.faults),
      ("bytes", "Bytes of bodies read.", counts.bytes),
    ] {
      text += "# HELP zhiban_listen_\(name)_total \(help)\n# TYPE zhiban_listen_\(name)_total counter\n"
      text += "zhiban_listen_\(name)_total \(value)\n"
    }
    return text
  }
}
