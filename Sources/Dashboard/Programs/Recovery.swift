internal import Core
internal import Persistence
internal import TextSafety

/// What a log gives back at the start.
enum Recovery {
  /// Alarms, acknowledgements, notes and shelves as they were; then the kept events, so that tickets, queues and curves are there again.
  static func restore(into state: inout State, from store: LogStore, withEvents: Bool) throws {
    do {
      let recovered = try store.recover()
      state.restore(alarms: recovered.alarms, lastSequence: recovered.lastSequence)
      guard withEvents else { return }
      var effects: [Effect] = []
      let now = state.now
      try store.events(since: now - 48 * 3600) { event in state.reduce(.restored(event, at: now), effects: &effects) }
    } catch {
      throw Failure(.badInput, "the log cannot be read: \(SafeText(sanitizing: "\(error)"))")
    }
  }
}
