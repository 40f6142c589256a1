internal import Core
internal import Persistence
internal import TextSafety

/// What a log gives back at the start.
enum Recovery {
  /// Alarms, acknowledgements, notes and shelves as they were; then the events of so many hours, so that tickets, queues and curves are there
  /// again; nil leaves them out.
  static func restore(
    into state: inout State, from store: LogStore, keepHours: Double?, upTo: Event.Classification = .confidential
  ) throws {
    do {
      let recovered = try store.recover()
      state.restore(alarms: recovered.alarms, lastSequence: recovered.lastSequence)
      state.restore(journal: try store.journal(since: state.now - AlarmPerformance.memorySeconds))
      guard let keepHours else { return }
      var effects: [Effect] = []
      let now = state.now
      try store.events(since: now - keepHours * 3600) { event in
        // The log may have been kept by a screen that was allowed more.
        if event.classification <= upTo { state.reduce(.restored(event, at: now), effects: &effects) }
      }
    } catch {
      throw Failure(.badInput, "the log cannot be read: \(SafeText(sanitizing: "\(error)"))")
    }
  }
}
