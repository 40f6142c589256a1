internal import Core
internal import Recordings
internal import TextSafety

/// The recorder with what its operators' records need beside themselves.
struct RecorderTap: Sendable {
  let recorder: Recorder
  let shift: SafeText
  let place: PlaceCode

  func take(_ actions: [Action]) { recorder.take(actions) }

  /// Hands over what holds where a new file is to begin with it.
  func open(with state: @autoclosure () -> State) { if recorder.wantsOpening { recorder.open(with: state()) } }

  func take(_ entries: [JournalEntry]) {
    if !entries.isEmpty { recorder.take(entries, shift: shift, place: place) }
  }
}
