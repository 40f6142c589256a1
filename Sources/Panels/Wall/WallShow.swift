public import Core
internal import TextSafety
internal import TextUI

/// The boards of a wall in turn. It knows no clock: moments are given to it, in seconds of the desk's own clock, which no playback speeds up.
public struct WallShow: Sendable, Equatable {
  public struct Turn: Sendable, Equatable {
    public var board: BoardID
    public var seconds: Double
  }

  /// The red alerts that have the screen, and until when.
  public struct Red: Sendable, Equatable {
    /// The newest first.
    public var keys: [AlarmKey]
    public var endsAt: Double
  }

  /// So many of the worst alerts are looked at for new reds.
  static let lookedAt = 200

  private(set) var turns: [Turn]
  /// All there are.
  private let boards: [BoardID]
  /// Nothing was planned: what there is to show decides.
  private let isUnplanned: Bool
  private let redSeconds: Double
  private let resumeSeconds: Double
  /// The newest moment given.
  private(set) var now: Double
  private(set) var index: Int
  private(set) var endsAt: Double
  /// The boards stand still until then; nil while they turn.
  public private(set) var resumesAt: Double?
  public private(set) var red: Red?
  /// Reds that have been shown, with their occurrence.
  private var told: [AlarmKey: Int] = [:]
  private var seenVersion: Int?
  /// What was raised before is none of the new ones: a playback has jumped here.
  private var newSince = Timestamp.distantPast

  /// Begins with the board that is on the screen. Reds that are there already are not new.
  public init(_ plan: WallPlan, boards: Boards, showing board: BoardID, state: State, at now: Double) {
    let planned = plan.turns.compactMap { turn in boards.find(turn.board.string).map { Turn(board: $0.id, seconds: turn.seconds) }
    }
    isUnplanned = planned.isEmpty
    self.boards = boards.all.isEmpty ? [board] : boards.all.map(\.id)
    turns = planned.isEmpty ? WallShow.every(self.boards, state) : planned
    redSeconds = plan.redSeconds
    resumeSeconds = plan.resumeSeconds
    self.now = now
    index = turns.firstIndex { $0.board == board } ?? 0
    endsAt = now + turns[index].seconds
    told = Dictionary(state.waitingReds.map { ($0.key, $0.occurrence) }) { first, _ in first }
    seenVersion = state.alarms.version
  }

  /// Every board; of a machine that watches only itself the one that has anything on it.
  private static func every(_ boards: [BoardID], _ state: State) -> [Turn] {
    let isHostOnly = BoardSituation(state, size: Size(width: 0, height: 0)).isHostOnly
    return boards.prefix(isHostOnly ? 1 : .max).map { Turn(board: $0, seconds: WallPlan.standardSeconds) }
  }

  public var board: BoardID { turns[index].board }
  var next: BoardID { turns[(index + 1) % turns.count].board }
  public var isPaused: Bool { resumesAt != nil }

  /// Seconds until the next turn, or until the boards turn again.
  var secondsLeft: Double { max(0, (red?.endsAt ?? resumesAt ?? endsAt) - now) }

  /// Time has passed; true where another board is to be shown, or the same anew.
  public mutating func advance(to moment: Double, _ state: State) -> Bool {
    now = max(now, moment)
    if isUnplanned, replan(state) { return true }
    let had = red
    lookForReds(state)
    if red != nil {
      // The turn it interrupted is given back whole.
      endsAt = now + turns[index].seconds
      return had == nil
    }
    if had != nil { return true }
    if let resumesAt {
      guard now >= resumesAt else { return false }
      self.resumesAt = nil
      return turn()
    }
    return now >= endsAt && turns.count > 1 ? turn() : false
  }

  /// Data may come after the wall has begun.
  private mutating func replan(_ state: State) -> Bool {
    let every = WallShow.every(boards, state)
    guard every != turns else { return false }
    let board = board
    turns = every
    index = turns.firstIndex { $0.board == board } ?? 0
    endsAt = now + turns[index].seconds
    return true
  }

  /// A playback jumps: what has been raised until then is not new there.
  public mutating func jump(to moment: Timestamp) {
    newSince = moment
    told = [:]
    seenVersion = nil
    guard red != nil else { return }
    red = nil
    endsAt = now + turns[index].seconds
  }

  /// Somebody is looking: the boards stand still for a while.
  public mutating func pause() { resumesAt = now + resumeSeconds }

  /// The key for it: stand still, or go on.
  public mutating func togglePause() {
    guard resumesAt == nil else {
      resumesAt = nil
      endsAt = now + turns[index].seconds
      return
    }
    pause()
  }

  private mutating func turn() -> Bool {
    index = (index + 1) % turns.count
    endsAt = now + turns[index].seconds
    return true
  }

  private mutating func lookForReds(_ state: State) {
    if seenVersion != state.alarms.version || red != nil {
      seenVersion = state.alarms.version
      let waiting = state.waitingReds
      let new = waiting.filter { told[$0.key] != $0.occurrence && $0.raisedAt > newSince }
      told = Dictionary(waiting.map { ($0.key, $0.occurrence) }) { first, _ in first }
      let kept = red?.keys.filter { key in waiting.contains { $0.key == key } && !new.contains { $0.key == key } } ?? []
      let keys = new.sorted { $0.raisedAt > $1.raisedAt }.map(\.key) + kept
      red = keys.isEmpty ? nil : Red(keys: keys, endsAt: new.isEmpty ? red?.endsAt ?? now : now + redSeconds)
    }
    if let red, now >= red.endsAt { self.red = nil }
  }
}

extension State {
  /// Reds that nobody has acknowledged, the oldest first; those of drills are none.
  var waitingReds: [Alarm] {
    guard alarms.totals.unacknowledged(.red) > 0 || !confirmingAlarms.isEmpty else { return [] }
    return alarmsInOrder(limit: WallShow.lookedAt).filter { alarm in
      alarm.shownSeverity == .red && needsAcknowledgement(alarm) && !alarm.isHidden && !alarm.facts.isExercise
    }.sorted { ($0.raisedAt, $0.key) < ($1.raisedAt, $1.key) }
  }

  /// How many they are, also where there are too many to look at.
  var waitingRedCount: Int {
    alarms.totals.unacknowledged(.red)
      + confirmingAlarms.count { $0.shownSeverity == .red && !$0.isHidden && !$0.facts.isExercise }
  }
}
