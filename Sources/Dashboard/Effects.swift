internal import Core
internal import Persistence

/// Carries effects out. With a log, what operators do is confirmed when the disk has it; without one, at once.
struct EffectRunner {
  let store: LogStore?

  /// Actions that answer at once.
  func run(_ effects: [Effect]) -> [Action] {
    var entries: [JournalEntry] = []
    var events: [Event] = []
    for effect in effects {
      switch effect {
      case .journal(let entry): entries.append(entry)
      case .keep(let event): events.append(event)
      case .announce, .tell: break
      }
    }
    guard let store else { return entries.last.map { [.journalled(through: $0.sequence)] } ?? [] }
    if !entries.isEmpty { store.submit(entries) }
    if !events.isEmpty { store.keep(events) }
    return []
  }
}
