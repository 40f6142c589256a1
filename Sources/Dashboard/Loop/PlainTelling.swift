internal import Core
internal import Panels
internal import TextSafety

/// What was said last where sentences stand for the screen.
struct PlainTelling {
  /// How many entries of the log were said.
  var told: Int
  /// When the shift on duty began; nil before anything was said.
  var shift: Timestamp?
}

extension MainLoop {
  /// Says what has changed: at first how things stand.
  func tellPlainly() {
    guard var said = plain else { return }
    defer { plain = said }
    let (state, view) = (session.state, session.view)
    let shift = view.shiftTimes.start(at: state.now, offsetMinutes: state.city.offsetMinutes)
    // A playback that begins again has another log.
    if state.log.total < said.told { said.told = 0 }
    guard said.shift != shift || state.log.total > said.told else { return }
    let report = PlainReport(state, view: view)
    var lines = said.shift == nil ? report.summary : []
    let entries = state.log.entries(after: said.told)
    let missed = state.log.total - said.told - entries.count
    if missed > 0 { lines.append(report.missed(missed)) }
    lines += entries.map(report.line)
    if let before = said.shift, shift > before { lines.append(report.shiftChange(at: shift)) }
    (said.told, said.shift) = (state.log.total, shift)
    // Nobody reads any more: the reader of a pipe has gone.
    if !FileText.print(lines.map { $0.string + "\n" }.joined()) { ending = .finished }
  }
}
