public import TextSafety

extension Timestamp {
  /// RFC 3339 with milliseconds where there are any, in a fixed offset: `2022-07-03T10:05:00+08:00`.
  public func rfc3339(offsetMinutes: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    appendRFC3339(to: &bytes, offsetMinutes: offsetMinutes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same as bytes at the end of others.
  func appendRFC3339(to bytes: inout [UInt8], offsetMinutes: Int) {
    let local = CivilTime(self, offsetMinutes: offsetMinutes)
    func add(_ mark: Unicode.Scalar?, _ value: Int, _ count: Int) {
      if let mark { bytes.append(UInt8(ascii: mark)) }
      append(value, count, to: &bytes)
    }
    add(nil, local.year, 4)
    add("-", local.month, 2)
    add("-", local.day, 2)
    add("T", local.hour, 2)
    add(":", local.minute, 2)
    add(":", local.second, 2)
    if local.millisecond != 0 { add(".", local.millisecond, 3) }
    let offset = abs(offsetMinutes)
    add(offsetMinutes < 0 ? "-" : "+", offset / 60, 2)
    add(":", offset % 60, 2)
  }

  /// An RFC 3339 date-time. `T` may be a blank; a zone is required unless `defaultOffsetMinutes` is given. Nil where it is none.
  public init?(rfc3339 text: borrowing String, defaultOffsetMinutes: Int? = nil) {
    var copy = copy text
    let parsed = copy.withUTF8 { Timestamp(rfc3339: $0, defaultOffsetMinutes: defaultOffsetMinutes) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The same on bytes, for the way of every feed line.
  public init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>, defaultOffsetMinutes: Int? = nil) {
    if let usual = FixedMoment(bytes) {
      self = usual.time
      return
    }
    guard bytes.count >= 19 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for index in from..<from + count {
        let digit = Int(bytes[index]) - 48
        guard digit >= 0, digit <= 9 else { return nil }
        value = value * 10 + digit
      }
      return value
    }
    guard let year = number(0, 4), bytes[4] == 45, let month = number(5, 2), bytes[7] == 45, let day = number(8, 2),
      bytes[10] == 84 || bytes[10] == 116 || bytes[10] == 32,
      let hour = number(11, 2), bytes[13] == 58, let minute = number(14, 2), bytes[16] == 58, let second = number(17, 2),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { return nil }
    var index = 19
    var fraction = 0
    if index < bytes.count, bytes[index] == 46 {
      index += 1
      var digits = 0
      while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
        if digits < 3 { fraction = fraction * 10 + Int(bytes[index]) - 48 }
        digits += 1
        index += 1
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 3)..<3 { fraction *= 10 }
    }
    var offset = 0
    if index == bytes.count {
      guard let fallback = defaultOffsetMinutes else { return nil }
      offset = fallback
    } else if bytes[index] == 90 || bytes[index] == 122 {
      guard index + 1 == bytes.count else { return nil }
    } else {
      guard bytes[index] == 43 || bytes[index] == 45 else { return nil }
      let colon = index + 3 < bytes.count && bytes[index + 3] == 58
      guard bytes.count == index + (colon ? 6 : 5), let hours = number(index + 1, 2),
        let minutes = number(index + (colon ? 4 : 3), 2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (bytes[index] == 45 ? -1 : 1)
    }
    let seconds = Int64(hour * 3600 + minute * 60 + second - offset * 60)
    self.init(milliseconds: (Int64(date.dayNumber) * 86_400 + seconds) * 1000 + Int64(fraction))
  }
}

extension CivilTime {
  /// `10:05:07`
  public var clock: SafeText { "\(digits: hour, 2):\(digits: minute, 2):\(digits: second, 2)" }
  /// `10:05`
  public var clockMinutes: SafeText { "\(digits: hour, 2):\(digits: minute, 2)" }
  /// `2022-07-03`
  public var dateText: SafeText { "\(digits: year, 4)-\(digits: month, 2)-\(digits: day, 2)" }
  /// `07-03`
  public var monthDay: SafeText { "\(digits: month, 2)-\(digits: day, 2)" }
}

extension SafeText.StringInterpolation {
  /// A number with leading zeros.
  public mutating func appendInterpolation(digits value: Int, _ count: Int) {
    appendInterpolation(SafeText(digits: value, count))
  }
}

extension SafeText {
  /// A number with leading zeros to at least `count` digits.
  public init(digits value: Int, _ count: Int) {
    var text: SafeText = value < 0 ? "-" : ""
    var limit: UInt = 1
    for _ in 1..<max(1, count) {
      limit *= 10
      if value.magnitude < limit { text += "0" }
    }
    self = text + "\(abs(value))"
  }
}

/// Digits with zeros in front; what is negative or longer is written as it is.
private func append(_ value: Int, _ count: Int, to bytes: inout [UInt8]) {
  var limit = 10
  for _ in 1..<count { limit *= 10 }
  guard value >= 0, value < limit else {
    let text = String(value)
    bytes += repeatElement(UInt8(ascii: "0"), count: max(0, count - text.utf8.count))
    bytes += text.utf8
    return
  }
  var place = limit / 10
  while place > 0 {
    bytes.append(UInt8(ascii: "0") + UInt8(value / place % 10))
    place /= 10
  }
}
