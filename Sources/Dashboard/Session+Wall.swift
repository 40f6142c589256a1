internal import Core
internal import Panels
internal import TextSafety

extension Session {
  /// What the wall shows in turn: the configuration's word, then the city's.
  var effectiveWallPlan: WallPlan { wallPlan ?? state.city.wall ?? WallPlan() }

  /// The boards turn from now on.
  mutating func enterWall() {
    view.wall = WallShow(effectiveWallPlan, boards: view.boards, showing: view.board, state: state, at: deskSeconds)
    if let board = view.wall?.board { view.board = board }
    (view.focus, view.isZoomed, view.search) = (nil, false, nil)
    (view.filters, view.orders) = ([:], [:])
    freeze(false)
    view.releaseAlerts()
    needsFrame = true
  }

  /// The desk's own clock has come to this second; it runs on while a playback stands or races.
  mutating func pass(toDeskSecond seconds: Double) {
    deskSeconds = max(deskSeconds, seconds)
    guard view.wall != nil else { return }
    view.turnWall(to: deskSeconds, state)
    needsFrame = true
  }

  /// What a key does to a wall; nil lets the command go on as at a desk.
  mutating func performAtWall(_ command: KeyCommand) -> [Request]? {
    guard view.wall != nil else { return nil }
    switch command {
    case .wall:
      view.wall = nil
      return []
    case .pause:
      view.wall?.togglePause()
      return []
    default: break
    }
    // Who looks around wants to read on.
    if command.group == .look { view.wall?.pause() }
    return refusalAtWall(command)
  }

  /// A wall shows and does not act, unless somebody has signed in at it.
  private mutating func refusalAtWall(_ command: KeyCommand) -> [Request]? {
    switch command {
    case .signIn, .lock, .hush, .handover: return nil
    default: return command.group == .act ? refusalAtWall() : nil
    }
  }

  /// Nil where the desk may act.
  mutating func refusalAtWall() -> [Request]? {
    guard view.wall != nil, view.desk != .signedIn else { return nil }
    let keys = view.keys
    return refuse(
      view.desk == .open
        ? Phrase(zh: "大屏只看不处置;\(keys[.wall]) 退出大屏后处置", en: "a wall only shows; \(keys[.wall]) leaves it")
        : Phrase(zh: "大屏只看不处置;\(keys[.signIn]) 登录后处置", en: "a wall only shows; \(keys[.signIn]) signs in to act"))
  }
}
