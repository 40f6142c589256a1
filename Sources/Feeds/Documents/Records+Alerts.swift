import Core
import TextSafety

extension Records {
  /// An alert of a source that writes messages: each has an id of its own and names those that it replaces or cancels.
  ///
  /// They end with it, since nothing else will ever speak of them again.
  mutating func appendMessage(_ event: Event) {
    guard case .alert(let report) = event.payload else { return }
    for reference in report.references where reference != report.alert && endingsLeft > 0 {
      endingsLeft -= 1
      var ended = report
      ended.alert = reference
      ended.status = .cancelled
      ended.references = [report.alert]
      var event = event
      event.id = "\(reference)@cancelled-by-\(event.id)"
      event.subject = reference
      event.payload = .alert(ended)
      append(event)
    }
    append(event)
  }

  /// The source answered, but refused to tell: it lives, and what it should tell is missing.
  mutating func appendRefusal(by collector: SafeText, code: SafeText, words: SafeText) {
    // It will speak again, and nobody knows when: for a quarter of an hour it is not called silent.
    let heartbeat = Heartbeat(collector: collector, intervalSeconds: 300, upstream: .degraded, errors: 1)
    append(
      Event(
        source: context.source, id: "refusal-\(code)@\(context.receivedAt.milliseconds)", time: context.receivedAt,
        subject: context.source, place: context.place, payload: .heartbeat(heartbeat)))
    note(Malformed(.value, Masking.masked("\(collector) refused, \(code): \(words)")))
  }
}
