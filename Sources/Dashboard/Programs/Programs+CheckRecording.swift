internal import Collectors
internal import Core
internal import TextSafety

extension Programs {
  /// A recording in blocks: events by kind, what had been set aside when it was made, and every damage with its place.
  static func checkRecording(_ file: String) throws -> CheckResult {
    var player = Player(recording: try Opening.recording(file))
    var counts: [Event.Payload.Kind: Int] = [:]
    var (setAside, errors): (Int, [String]) = (0, [])
    while true {
      let (actions, isDone) = player.advance(to: .distantFuture, budget: 4096)
      for action in actions {
        switch action {
        case .event(let event, _, _): counts[event.payload.kind, default: 0] += 1
        case .malformed(_, let position, _, _) where position.collector != Player.collector: setAside += 1
        case .malformed(let malformed, let position, _, _):
          errors.append("\(position.file):\(position.line): \(malformed.detail)")
        default: break
        }
      }
      if isDone { break }
    }
    let kinds = Event.Payload.Kind.allCases.compactMap { kind in counts[kind].map { "\(kind.rawValue) \($0)" } }
    let parts = kinds + (setAside > 0 ? ["set aside \(setAside)"] : [])
    return CheckResult(summary: "\(file): \(parts.joined(separator: ", ")), \(errors.count) errors", errors: errors)
  }
}
