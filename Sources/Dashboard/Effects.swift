internal import Core
internal import Messaging
internal import Persistence
internal import Recordings
internal import TextSafety

/// Carries effects out. With a log, what operators do is confirmed when the disk has it; without one, at once.
struct EffectRunner {
  let store: LogStore?
  let receipts: Receipts?
  /// Writes down what operators do.
  var recorder: RecorderTap?

  /// The disk is so far behind that no more is to be made for it now.
  var isBehind: Bool { store?.isBehind ?? false }

  /// Actions that answer at once.
  func run(_ effects: [Effect]) -> [Action] {
    var entries: [JournalEntry] = []
    var events: [Event] = []
    var receipts: [Int64] = []
    for index in effects.indices {
      // Without a log nobody keeps it, and a copy would retain every text in it.
      if store == nil, effects[index].isKeep { continue }
      switch effects[index] {
      case .journal(let entry): entries.append(entry)
      case .keep(let event): events.append(event)
      case .receipt(let number): receipts.append(number)
      case .announce, .tell, .reveal: break
      }
    }
    defer { settle(receipts) }
    recorder?.take(entries)
    guard let store else { return entries.last.map { [.journalled(through: $0.sequence)] } ?? [] }
    if !entries.isEmpty { store.submit(entries) }
    if !events.isEmpty { store.keep(events) }
    return []
  }

  private func settle(_ numbers: [Int64]) {
    guard let receipts, !numbers.isEmpty else { return }
    let settle: @Sendable (Bool) -> Void = { isKept in for number in numbers { receipts.settle(number, isKept: isKept) } }
    if let store { store.whenKept(settle) } else { settle(true) }
  }
}

extension Effect {
  /// An event for the log: one comes with nearly every action.
  var isKeep: Bool { if case .keep = self { true } else { false } }
}
