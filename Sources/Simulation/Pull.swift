internal import Core

/// An incident's hold on a value: from one moment on it is drawn to another value, and let go again.
struct Pull: Sendable {
  var from: Timestamp
  var to: Timestamp
  /// Seconds the way takes, there and back.
  var over: Double
  var value: Double?
  var factor: Double?

  func apply(to usual: Double, at time: Timestamp) -> Double {
    let target = value ?? usual * (factor ?? 1)
    return usual + (target - usual) * weight(at: time)
  }

  private func weight(at time: Timestamp) -> Double {
    guard time >= from, time < to + over else { return 0 }
    guard over > 0 else { return 1 }
    return min(1, min((time - from) / over, time < to ? 1 : 1 - (time - to) / over))
  }
}

/// All pulls of a scenario's incidents, by what they hold.
struct Pulls: Sendable {
  var metrics: [(name: String, subject: String?, labels: [String: String]?, pull: Pull)] = []
  var fleets: [(id: String, area: String?, pull: Pull)] = []
  var queues: [(id: String, pull: Pull)] = []

  func metric(_ source: Scenario.MetricSource, _ sample: Scenario.MetricSource.Sample) -> [Pull] {
    metrics.filter {
      $0.name == sample.name && ($0.subject ?? source.subject) == source.subject && ($0.labels ?? sample.labels) == sample.labels
    }.map(\.pull)
  }

  func fleet(_ id: String, area: String) -> [Pull] {
    fleets.filter { $0.id == id && ($0.area ?? area) == area }.map(\.pull)
  }

  func queue(_ id: String) -> [Pull] { queues.filter { $0.id == id }.map(\.pull) }
}
