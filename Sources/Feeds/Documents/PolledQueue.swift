import Core
import TextSafety

extension Event {
  /// A queue as it was when the answer arrived: news even where nothing has changed since the last poll.
  init(polled reading: QueueReading, _ context: DecodeContext) {
    let time = context.receivedAt
    // A file of several polls arrives at one moment: what differs must not pass for a repeat.
    var fingerprint = Fingerprint()
    fingerprint.mix(SafeText(sanitizing: reading.state.rawValue))
    fingerprint.mix(UInt64(bitPattern: reading.depth))
    fingerprint.mix(UInt64(bitPattern: reading.offset ?? -1))
    for rate in [reading.inRate, reading.outRate, reading.oldestSeconds] { fingerprint.mix(rate?.bitPattern ?? .max) }
    self.init(
      source: context.source, id: "\(reading.queue)@\(time.milliseconds)-\(fingerprint.shortText)", time: time,
      subject: reading.queue, place: context.place, payload: .queue(reading))
  }
}

extension QueueReading {
  /// The name of a foreign queue as a title.
  static func title(_ name: SafeText) -> SafeText { Masking.masked(name, atMost: 60) }
}

extension Double {
  var ifFinite: Double? { isFinite ? self : nil }
}

extension JSONValue {
  /// A member that is a count, perhaps as a text; nil where it is missing.
  func count(of name: StaticString) throws(Fault) -> Int64? {
    guard let value = self[name] else { return nil }
    guard let count = value.looseInteger, count >= 0 else { throw Fault.value("a whole number ≥ 0", value).at(name.description) }
    return count
  }
}
