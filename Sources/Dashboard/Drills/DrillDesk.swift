internal import Collectors
internal import Core
internal import Messaging
internal import TextSafety

/// Brings the alerts of a drill into the running program, beside its collectors.
final class DrillDesk: Sendable {
  private let supervisor: Supervisor

  init(bus: EventBus<Action>) { supervisor = Supervisor(bus: bus, clock: { Clock.now() }, quarantine: nil) }

  /// Checked before the drill is begun: what is wrong with its recording, in words; nil where it can be played.
  func fault(of path: String, speed: Double) -> SafeText? {
    do throws(CollectorError) {
      _ = try collector(path, speed: speed)
      _ = try Recording(path: path)
      return nil
    } catch { return error.message }
  }

  func begin(_ path: String, speed: Double) {
    guard let collector = try? collector(path, speed: speed) else { return }
    supervisor.apply([.init(name: Drill.collector, collector: collector)])
  }

  func end() { supervisor.apply([]) }

  private func collector(_ path: String, speed: Double) throws(CollectorError) -> PlaybackCollector {
    try PlaybackCollector(name: Drill.collector, settings: CollectorSettings(["path": .text(path), "speed": .number(speed)]))
  }
}
