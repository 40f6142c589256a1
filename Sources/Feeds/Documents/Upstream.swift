import Core
import TextSafety

extension DecodeContext {
  /// The last part of the source: what the collector is called by formats that do not say it.
  var collector: SafeText {
    let parts = source.string.split(separator: "/")
    return parts.last.map { SafeText(sanitizing: String($0)) } ?? (source.isEmpty ? "feed" : source)
  }
}

extension Records {
  /// Nobody says here how often the collector asks; it is silent only after three times this.
  private static let heartbeatSeconds = 300.0

  /// What an answer says of the system that was asked: every one says it, so that a fault is over once an answer is good.
  mutating func upstream(_ state: Heartbeat.Upstream) {
    let isGood = state == .ok
    append(
      Event(
        source: context.source, id: "\(isGood ? "up" : "fault")@\(context.receivedAt.milliseconds)", time: context.receivedAt,
        subject: context.collector, place: context.place,
        payload: .heartbeat(
          Heartbeat(collector: context.collector, intervalSeconds: Self.heartbeatSeconds, upstream: state))))
  }

  /// What the asked system said in words: masked and short.
  func said(_ value: JSONValue?, atMost limit: Int = 200) -> String {
    guard let bytes = value?.bytes, !bytes.isEmpty else { return "no reason given" }
    return texts.free(bytes, atMost: limit).string
  }
}
