public import Core
internal import Feeds
public import TextSafety

/// Turns a recording into actions, step by step towards a moment: events when they arrive, a tick at every whole second between.
///
/// How large the steps are does not change the sequence. Pure stepping: the caller's clock decides how far to go.
public struct Player {
  private let recording: Recording
  private let decoder = LineDecoder()
  private var next = 0
  /// The second that ticks next.
  private var nextTick: Int64
  private var waiting: [Action] = []
  private var given = 0

  /// What board 9 calls the reader of a recording.
  public static let collector: SafeText = "playback"

  public init(recording: Recording) {
    self.recording = recording
    nextTick = Player.second(recording.start)
  }

  public var start: Timestamp { recording.start }
  public var end: Timestamp { recording.end }

  public mutating func restart() {
    next = 0
    nextTick = Player.second(recording.start)
    waiting = []
    given = 0
  }

  /// Everything up to and with the moment, at most `budget` actions; `isDone` where nothing is left before it.
  public mutating func advance(to target: Timestamp, budget: Int) -> (actions: [Action], isDone: Bool) {
    var actions: [Action] = []
    while actions.count < budget {
      if given < waiting.count {
        actions.append(waiting[given])
        given += 1
        continue
      }
      waiting.removeAll(keepingCapacity: true)
      given = 0
      let tick = Timestamp(milliseconds: nextTick * 1000)
      let line = next < recording.lines.count ? recording.lines[next] : nil
      if tick <= target, line.map({ tick <= $0.arrival }) ?? true {
        actions.append(.tick(tick))
        nextTick += 1
      } else if let line, line.arrival <= target {
        decode(line)
        next += 1
      } else {
        return (actions, true)
      }
    }
    return (actions, false)
  }

  private mutating func decode(_ line: Recording.Line) {
    var events: [Event] = []
    var malformed: [Malformed] = []
    let bytes = recording.bytes(of: line)
    decoder.decode(line: bytes, into: &events, malformed: &malformed)
    for event in events { waiting.append(.event(event, collector: Player.collector, at: line.arrival)) }
    let position = LinePosition(collector: Player.collector, file: recording.path, line: line.number)
    for fault in malformed {
      let raw: SafeText = fault.reason == .classified ? "" : Excerpt.of(bytes)
      waiting.append(.malformed(fault, position, raw: raw, at: line.arrival))
    }
  }

  public func nextAlert(after time: Timestamp) -> Timestamp? { recording.alertMoments.first { $0 > time } }
  public func previousAlert(before time: Timestamp) -> Timestamp? { recording.alertMoments.last { $0 < time } }

  private static func second(_ time: Timestamp) -> Int64 { Int64((Double(time.milliseconds) / 1000).rounded(.up)) }
}
