/// What a key can ask for.
enum KeyCommand: Hashable, Sendable {
  case board(Int)
  case nextBoard, previousBoard
  case nextPanel, previousPanel
  case up, down, pageUp, pageDown, first, last
  case open, back, zoom, fold, resort
  case acknowledge, acknowledgeScreen, unacknowledge, note, shelve, reveal
  case assign, urge, supervise, escalate, report
  case signIn, lock
  case filter, order, layer
  case search, place, palette, handover
  case hush, quiet
  case pause, minuteBack, minuteForward, previousEvent, nextEvent, stepBack, stepForward, previousChapter, nextChapter, chapters,
    faster, slower, live
  case wall
  case theme, language, help, redraw, suspend, quit
}
