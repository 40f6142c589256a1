internal import Collectors
internal import Core
internal import Panels

/// Plays a recording into a session: the same actions in the same order whatever the speed, and again after a jump backwards.
struct PlaybackDriver {
  private var player: Player
  private(set) var clock: PlaybackClock
  /// What the operator did, with the moment of the recording; done again when a jump backwards passes it anew.
  private var commands: [(at: Timestamp, action: Action)] = []
  private var nextCommand = 0
  private let initial: State
  private let loops: Bool
  /// The moment folded in last.
  private(set) var reached: Timestamp

  init(player: Player, state: State, from: Timestamp?, to: Timestamp?, speed: Double?, loops: Bool, at monotonic: Int64) {
    self.player = player
    initial = state
    self.loops = loops
    let start = player.start
    let end = min(to ?? player.end, player.end)
    clock = PlaybackClock(start: start, end: max(start, end), from: max(from ?? start, start), speed: speed, at: monotonic)
    reached = start
  }

  var end: Timestamp { clock.end }
  var start: Timestamp { clock.start }
  func isFinished(at monotonic: Int64) -> Bool { !loops && reached >= clock.end }

  /// What the banner says.
  var banner: ViewState.Playback { .init(from: clock.start, to: clock.end, speed: clock.speed, isPaused: clock.isPaused) }

  /// The next actions towards where the clock stands, at most `budget`; none when it has been reached.
  mutating func next(at monotonic: Int64, budget: Int) -> [Action] {
    if loops, reached >= clock.end { clock.jump(to: clock.start, at: monotonic) }
    let target = clock.target(at: monotonic)
    guard target >= reached else { return [] }
    if nextCommand < commands.count, commands[nextCommand].at <= target {
      let command = commands[nextCommand]
      let (actions, isDone) = player.advance(to: command.at, budget: budget)
      if isDone {
        nextCommand += 1
        reached = command.at
        return actions + [command.action]
      }
      return actions
    }
    let (actions, isDone) = player.advance(to: target, budget: budget)
    if isDone { reached = target }
    return actions
  }

  /// True where the clock stands before what has been folded in: the state must be made anew.
  mutating func needsRestart(at monotonic: Int64) -> Bool { clock.target(at: monotonic) < reached }

  mutating func restart() -> State {
    player.restart()
    nextCommand = 0
    reached = clock.start
    return initial
  }

  /// Remembers what the operator did now.
  mutating func note(_ action: Action) {
    commands.removeLast(commands.count - nextCommand)
    commands.append((reached, action))
    nextCommand = commands.count
  }

  mutating func perform(_ request: Session.PlaybackRequest, at monotonic: Int64, alerts: (previous: Timestamp?, next: Timestamp?))
  {
    switch request {
    case .togglePause: clock.setPaused(!clock.isPaused, reached: reached, at: monotonic)
    case .move(let seconds): clock.jump(to: reached + seconds, at: monotonic)
    case .goTo(let time): clock.jump(to: time, at: monotonic)
    case .previousAlert: if let time = alerts.previous { clock.jump(to: time, at: monotonic) }
    case .nextAlert: if let time = alerts.next { clock.jump(to: time, at: monotonic) }
    case .speed(let speed): clock.setSpeed(speed, reached: reached, at: monotonic)
    case .faster: clock.shift(by: 1, reached: reached, at: monotonic)
    case .slower: clock.shift(by: -1, reached: reached, at: monotonic)
    }
  }

  /// The moments of the alerts before and after where the playback stands.
  func alertMoments() -> (previous: Timestamp?, next: Timestamp?) {
    (player.previousAlert(before: reached - 1), player.nextAlert(after: reached))
  }
}
