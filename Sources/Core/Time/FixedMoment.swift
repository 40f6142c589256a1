/// `2022-07-03T10:05:00+08:00` or the same with milliseconds, read eight bytes at a time: what nearly every feed writes.
struct FixedMoment {
  let time: Timestamp

  /// Nil for all that is written otherwise, right or wrong.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 25 || bytes.count == 29 else { return nil }
    let text = UnsafeRawBufferPointer(bytes)
    guard let date = FixedDigits(text, at: 0, punctuation: 0x2D00_002D_0000_0000),
      let middle = FixedDigits(text, at: 8, punctuation: 0x0000_3A00_0054_0000),
      text[16] == UInt8(ascii: ":"), text[19] == (bytes.count == 29 ? UInt8(ascii: ".") : text[bytes.count - 6])
    else { return nil }
    var millisecond = 0
    if bytes.count == 29 {
      for index in 20..<23 {
        guard (48...57).contains(text[index]) else { return nil }
        millisecond = millisecond * 10 + Int(text[index]) - 48
      }
    }
    // The two bytes before the zone are digits in both forms.
    let sign = text[bytes.count - 6]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let zone = FixedDigits(text, at: bytes.count - 8, punctuation: UInt64(sign) << 16 | 0x0000_3A00_0000_0000),
      (48...57).contains(text[17]), (48...57).contains(text[18])
    else { return nil }
    let second = Int(text[17]) * 10 + Int(text[18]) - 528
    let day = CivilDate(year: date.pair(0) * 100 + date.pair(2), month: date.pair(5), day: middle.pair(0))
    let (hour, minute) = (middle.pair(3), middle.pair(6))
    let (hours, minutes) = (zone.pair(3), zone.pair(6))
    guard hour < 24, minute < 60, second <= 60, hours < 24, minutes < 60, day.isValid else { return nil }
    let offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    let seconds = Int64(day.dayNumber) * 86_400 + Int64(hour * 3600 + (minute - offset) * 60 + second)
    time = Timestamp(milliseconds: seconds * 1000 + Int64(millisecond))
  }
}

/// Eight bytes that are digits but where punctuation is expected, whose bytes are zero for digits.
private struct FixedDigits {
  /// The value of each digit, the first in the lowest byte.
  private let values: UInt64

  @inline(__always)
  init?(_ text: UnsafeRawBufferPointer, at index: Int, punctuation: UInt64) {
    // 0x30 where a digit belongs.
    var digits = (punctuation &- 0x0101_0101_0101_0101) & ~punctuation & 0x8080_8080_8080_8080
    digits = (digits >> 7) &* 0xFF
    let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
    values = word ^ (punctuation | digits & 0x3030_3030_3030_3030)
    let beyondNine = (values &+ (digits & 0x7676_7676_7676_7676)) | values
    guard values & ~digits == 0, beyondNine & 0x8080_8080_8080_8080 == 0 else { return nil }
  }

  /// The number that two digits make.
  @inline(__always)
  func pair(_ index: Int) -> Int {
    Int(values >> UInt64(8 * index) & 0xFF) * 10 + Int(values >> UInt64(8 * index + 8) & 0xFF)
  }
}
