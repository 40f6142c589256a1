internal import Core
internal import Glibc
public import TextSafety

/// A recording as a feed: its lines come as they once came, at a speed. Their times are shifted to now, so that the wall takes them as live.
public struct PlaybackCollector: Collector {
  public static let kind = "playback"
  public static let settings = ["path", "speed", "loop"]

  private enum Origin: Sendable {
    case path(String)
    case recording(Recording)
  }

  private let origin: Origin
  private let speed: Double
  private let loops: Bool
  private let idPrefix: SafeText

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    origin = .path(try settings.required("path"))
    idPrefix = ""
    speed = try settings.number("speed") ?? 1
    guard speed > 0, speed <= 100_000 else { throw CollectorError("speed must be above 0") }
    loops = try settings.bool("loop") ?? false
  }

  /// A recording that is open already, played once; its ids begin with a prefix.
  public init(_ recording: Recording, speed: Double, idPrefix: SafeText) {
    origin = .recording(recording)
    (self.speed, self.idPrefix, loops) = (speed, idPrefix, false)
  }

  private func recording() throws(CollectorError) -> Recording {
    switch origin {
    case .path(let path): try Recording(path: path)
    case .recording(let recording): recording
    }
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let recording = try recording()
    var round = 0
    repeat {
      round += 1
      var player = Player(recording: recording)
      let begun = sink.now
      var target = recording.start
      while !sink.isStopped {
        let (actions, isDone) = player.advance(to: target, budget: 256)
        sink.send(actions.compactMap { now($0, round: round, sink: sink) })
        if isDone {
          if target >= recording.end { break }
          if sink.wait(milliseconds: 20) { return }
          target = min(recording.end, recording.start + (sink.now - begun) * speed)
        }
      }
    } while loops && !sink.isStopped
  }

  /// The action as if it happened now; ticks are the program's own.
  private func now(_ action: Action, round: Int, sink: Sink) -> Action? {
    switch action {
    case .event(let original, _, let at):
      let now = sink.now
      // Whatever its speed, what came late comes as late.
      var event = original.moved(by: now - at)
      event.recordedTime = nil
      if !idPrefix.isEmpty { event.id = idPrefix + event.id }
      if round > 1 { event.id = "\(event.id)-\(round)" }
      return .event(event, collector: sink.collector, at: now)
    case .malformed(let malformed, var position, let raw, _):
      position.collector = sink.collector
      return .malformed(malformed, position, raw: raw, at: sink.now)
    default: return nil
    }
  }
}
