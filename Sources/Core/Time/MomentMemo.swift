/// Reads moments written as `2022-07-03T10:05:00+08:00`, the usual form, faster where their day and zone are those of the last one.
public struct MomentMemo: Sendable {
  /// `2022-07-`, `03T`, `+08:00` as they were.
  private var month: UInt64 = 0
  private var day: UInt16 = 0
  private var zone: UInt64 = 0
  /// Midnight of that day in that zone.
  private var midnight: Int64 = 0

  public init() {}

  /// Nil where the text has to be read in full.
  @inline(__always)
  public func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    guard bytes.count == 25 else { return nil }
    let text = UnsafeRawBufferPointer(bytes)
    guard text.loadUnaligned(as: UInt64.self) == month, text.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == day,
      text[10] == UInt8(ascii: "T"), zone(text) == zone,
      let time = clock(text.loadUnaligned(fromByteOffset: 11, as: UInt64.self).littleEndian)
    else { return nil }
    return Timestamp(milliseconds: midnight + time)
  }

  public mutating func remember(_ time: Timestamp, _ bytes: UnsafeBufferPointer<UInt8>) {
    // Near the first and the last year one moment of a day may be allowed and another not.
    guard bytes.count == 25, bytes[10] == UInt8(ascii: "T"), bytes[19] != UInt8(ascii: "."),
      (0..<253_000_000_000_000).contains(time.milliseconds)
    else { return }
    let text = UnsafeRawBufferPointer(bytes)
    guard let sinceMidnight = clock(text.loadUnaligned(fromByteOffset: 11, as: UInt64.self).littleEndian) else { return }
    month = text.loadUnaligned(as: UInt64.self)
    day = text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    zone = zone(text)
    midnight = time.milliseconds - sinceMidnight
  }

  @inline(__always)
  private func zone(_ text: UnsafeRawBufferPointer) -> UInt64 {
    // The two bytes before it are seconds.
    text.loadUnaligned(fromByteOffset: 17, as: UInt64.self).littleEndian >> 16
  }

  /// Milliseconds of `10:05:00` since midnight; nil where these bytes are no time of day.
  @inline(__always)
  private func clock(_ word: UInt64) -> Int64? {
    let values = word ^ 0x3030_3A30_303A_3030
    guard values & 0xF0F0_FFF0_F0FF_F0F0 == 0, (values &+ 0x0606_0006_0600_0606) & 0xF0F0_00F0_F000_F0F0 == 0 else { return nil }
    func pair(_ index: UInt64) -> Int64 { Int64(values >> index & 0xF) * 10 + Int64(values >> (index + 8) & 0xF) }
    let (hour, minute, second) = (pair(0), pair(24), pair(48))
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return (hour * 3600 + minute * 60 + second) * 1000
  }
}
