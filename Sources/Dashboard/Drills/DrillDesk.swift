internal import Collectors
internal import Core
internal import Messaging
internal import TextSafety

/// Brings the alerts of a drill into the running program, beside its collectors.
final class DrillDesk: Sendable {
  private let supervisor: Supervisor

  init(bus: EventBus<Action>) { supervisor = Supervisor(bus: bus, clock: { Clock.now() }, quarantine: nil) }

  /// Opens its recording before the drill is begun; what is played is what was opened, whatever becomes of the file.
  func recording(_ path: String) throws(CollectorError) -> Recording { try Recording(path: path) }

  /// Ids begin with the number of the drill: those of the drill before it would be taken for repeats.
  func begin(_ drill: Drill, _ recording: Recording, speed: Double) {
    let collector = PlaybackCollector(recording, speed: speed, idPrefix: "\(drill.number)-")
    supervisor.apply([.init(name: drill.collector, collector: collector)])
  }

  func end() { supervisor.apply([]) }
}
