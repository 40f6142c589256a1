internal import Collectors
internal import Core
internal import Panels

/// Plays a recording into a session: the same actions in the same order whatever the speed, and again after a jump backwards.
struct PlaybackDriver {
  /// What the operator did, with the moment of the recording.
  struct Command: Sendable {
    var at: Timestamp
    var action: Action
  }

  private(set) var player: Player
  private(set) var clock: PlaybackClock
  /// Done again when a jump backwards passes them anew.
  private(set) var commands: [Command] = []
  private var nextCommand = 0
  private let initial: State
  private let loops: Bool
  /// The recording is played to its end, wherever that proves to be.
  private let isWhole: Bool
  /// Nil where every event must be folded in by the session itself, because a log is kept of what follows from it.
  let survey: Survey?
  /// Gaps without events longer than this are jumped over.
  var idleLimit: Double?
  /// The clock was set, so a checkpoint may be nearer than what has been folded in.
  private var hasJumped = false
  /// The moment that was asked for has not been folded in yet.
  private var isSeeking = true
  /// The moment folded in last.
  private(set) var reached: Timestamp

  init(
    player: Player, state: State, from: Timestamp?, to: Timestamp?, speed: Double?, loops: Bool, survey: Survey? = nil,
    at monotonic: Int64
  ) {
    self.player = player
    initial = state
    self.loops = loops
    self.survey = survey
    isWhole = to == nil
    let start = player.start
    let end = min(to ?? player.end, player.end)
    clock = PlaybackClock(
      start: start, end: max(start, end), from: max(from ?? player.recording.playStart, start), speed: speed, at: monotonic)
    reached = start
    survey?.start(
      at: .init(at: start - 0.001, state: state, place: player.place, commands: 0), commands: [], until: .distantFuture)
  }

  var recording: Recording { player.recording }
  var end: Timestamp { clock.end }
  var start: Timestamp { clock.start }
  func isFinished(at monotonic: Int64) -> Bool { !loops && reached >= clock.end }

  /// More is to be folded in before the screen shows the moment that it should.
  func isBehind(at monotonic: Int64) -> Bool { !clock.isPaused && clock.speed == nil && reached < clock.end }

  /// What the banner says.
  var banner: ViewState.Playback {
    var banner = ViewState.Playback(
      from: recording.playStart, to: clock.end, speed: clock.speed, isPaused: clock.isPaused)
    banner.track = track
    return banner
  }

  /// The next actions towards where the clock stands, at most `budget`; none when it has been reached.
  mutating func next(at monotonic: Int64, budget: Int) -> [Action] {
    var actions: [Action] = []
    next(at: monotonic, budget: budget, into: &actions)
    return actions
  }

  /// The same, added to what is there.
  mutating func next(at monotonic: Int64, budget: Int, into actions: inout [Action]) {
    if loops, reached >= clock.end { clock.jump(to: recording.playStart, at: monotonic) }
    let target = clock.target(at: monotonic)
    guard target >= reached else { return }
    if nextCommand < commands.count, commands[nextCommand].at <= target {
      let command = commands[nextCommand]
      guard player.advance(to: command.at, budget: budget, into: &actions) else { return }
      nextCommand += 1
      reached = command.at
      actions.append(command.action)
    } else if player.advance(to: target, budget: budget, into: &actions) {
      reached = target
      isSeeking = false
      lookAhead(from: target, at: monotonic)
    }
  }

  private mutating func lookAhead(from target: Timestamp, at monotonic: Int64) {
    guard let next = player.nextArrival() else { return }
    // A file in disorder goes on longer than its last lines said.
    if isWhole, next > clock.end { clock.extend(to: next) }
    if let idleLimit, !clock.isPaused, clock.speed != nil, next - target > idleLimit {
      clock.jump(to: next - min(1, idleLimit), at: monotonic)
    }
  }

  /// Where it jumps to with the next turn; nil where it just goes on.
  func pendingJump(at monotonic: Int64) -> Timestamp? {
    let target = clock.target(at: monotonic)
    return hasJumped || target < reached ? target : nil
  }

  /// The state to go on from after a jump: backwards the initial one or a checkpoint, forwards a checkpoint that is nearer; nil: this one.
  mutating func restartState(at monotonic: Int64) -> State? {
    let target = clock.target(at: monotonic)
    let isBack = target < reached
    guard isBack || hasJumped else { return nil }
    hasJumped = false
    if let checkpoint = survey?.timeline.checkpoint(at: target), isBack || checkpoint.at > reached {
      player.place = checkpoint.place
      nextCommand = checkpoint.commands
      reached = max(start, checkpoint.at)
      return checkpoint.state
    }
    guard isBack else { return nil }
    player.restart()
    nextCommand = 0
    reached = start
    return initial
  }

  /// What is left of the moment that is on the screen, so that a command comes after all of it.
  mutating func settle(at moment: Timestamp) -> [Action] {
    guard moment >= reached else { return [] }
    let (actions, _) = player.advance(to: moment, budget: .max)
    reached = moment
    return actions
  }

  /// Remembers what the operator does now, in this state; what he had done later is another story.
  mutating func note(_ action: Action, before state: State) {
    commands.removeLast(commands.count - nextCommand)
    if let survey {
      commands.append(Command(at: reached, action: action))
      var folded = state
      var effects: [Effect] = []
      folded.settle(action, &effects)
      survey.start(
        at: .init(at: reached, state: folded, place: player.place, commands: commands.count), commands: commands,
        until: .distantFuture)
    } else {
      commands.append(Command(at: reached, action: action))
    }
    nextCommand = commands.count
  }

  mutating func perform(_ request: Session.PlaybackRequest, at monotonic: Int64) {
    let reached = standing(at: monotonic)
    switch request {
    case .togglePause: clock.setPaused(!clock.isPaused, reached: reached, at: monotonic)
    case .move(let seconds): jump(to: reached + seconds, monotonic)
    case .goTo(let time): jump(to: time, monotonic)
    case .previousAlert: if let time = alerts.last(where: { $0 < reached - 1 }) { jump(to: time, monotonic) }
    case .nextAlert: if let time = alerts.first(where: { $0 > reached }) { jump(to: time, monotonic) }
    case .previousChapter:
      if let chapter = recording.chapters.last(where: { $0.at < reached - 2 }) { jump(to: chapter.at, monotonic) }
    case .nextChapter: if let chapter = recording.chapters.first(where: { $0.at > reached }) { jump(to: chapter.at, monotonic) }
    case .stepForward: step(to: player.nextArrival(), monotonic)
    case .stepBack: step(to: previousArrival(), monotonic)
    case .speed(let speed): clock.setSpeed(speed, reached: reached, at: monotonic)
    case .faster: clock.shift(by: 1, reached: reached, at: monotonic)
    case .slower: clock.shift(by: -1, reached: reached, at: monotonic)
    }
  }

  /// The moment that is on the screen or, while it is still being sought, that will be.
  private func standing(at monotonic: Int64) -> Timestamp {
    isSeeking && clock.speed != nil ? max(reached, clock.target(at: monotonic)) : reached
  }

  private mutating func jump(to time: Timestamp, _ monotonic: Int64) {
    clock.jump(to: max(time, recording.playStart), at: monotonic)
    (hasJumped, isSeeking) = (true, true)
  }

  /// To one event, and no further by itself.
  private mutating func step(to time: Timestamp?, _ monotonic: Int64) {
    guard let time else { return }
    clock.setPaused(true, reached: reached, at: monotonic)
    jump(to: time, monotonic)
  }

  /// When the latest line before the moment came that is on the screen.
  private func previousArrival() -> Timestamp? {
    var scout = Player(recording: recording)
    // One second earlier: the checkpoint may stand exactly at the line that is looked for.
    if let checkpoint = survey?.timeline.checkpoint(at: reached - 1) { scout.place = checkpoint.place }
    for attempt in 0..<2 {
      var before: Timestamp?
      while let arrival = scout.nextArrival(), arrival < reached {
        before = arrival
        _ = scout.advance(to: arrival, budget: .max)
      }
      if before != nil || attempt == 1 { return before }
      scout.restart()
    }
    return nil
  }

  /// When alerts begin, as far as that is known.
  private var alerts: [Timestamp] {
    if let known = recording.knownAlerts { return known }
    return survey?.timeline.findings.alerts ?? []
  }
}
