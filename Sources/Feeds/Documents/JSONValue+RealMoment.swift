import Core

// Sources say "never" and "for ever" with years such as 1, 1970 and 9999: a real moment is one of our time.
extension Timestamp {
  /// Nil for what stands for no moment at all: before 1970-01-02 or after 2199.
  var real: Timestamp? { (86_400_000..<7_258_118_400_000).contains(milliseconds) ? self : nil }
}

extension JSONValue {
  /// A date-time, with or without seconds and zone.
  func realMoment(_ offsetMinutes: Int) -> Timestamp? {
    guard let bytes, (16...40).contains(bytes.count) else { return nil }
    if let time = looseMoment(offsetMinutes) { return time.real }
    // 2023-04-03T10:30+08:00
    let text = bytes.raw.utf8
    guard bytes.count == 16 || bytes.buffer[16] != UInt8(ascii: ":") else { return nil }
    let full = String(decoding: Array(text.prefix(16)) + Array(":00".utf8) + Array(text.dropFirst(16)), as: UTF8.self)
    return Timestamp(rfc3339: full, defaultOffsetMinutes: offsetMinutes)?.real
  }

  /// Seconds since 1970, as a number or a text.
  var epochSeconds: Timestamp? {
    guard let seconds = looseInteger, seconds.magnitude < 1 << 40 else { return nil }
    return Timestamp(milliseconds: seconds * 1000).real
  }

  /// Milliseconds since 1970.
  var epochMilliseconds: Timestamp? { looseInteger.flatMap { Timestamp(milliseconds: $0).real } }
}
