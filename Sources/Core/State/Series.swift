/// One indicator over time in fixed memory: the last value of each of the latest minutes.
///
/// Late values land in the minute they belong to; values older than the ring are forgotten.
public struct Series: Sendable, Equatable {
  /// Four hours of minutes.
  public static let capacity = 240
  public static let bucketSeconds: Int64 = 60

  private var values: [Float] = Array(repeating: .nan, count: Series.capacity)
  /// The millisecond of its minute each value is of, so that an older one does not take its place.
  private var stamps: [UInt16] = Array(repeating: 0, count: Series.capacity)
  /// The newest minute held, in minutes since 1970.
  private var newestMinute: Int64 = .min
  /// The newest value and its moment.
  public private(set) var latest: Double?
  public private(set) var latestAt: Timestamp = .distantPast

  public init() {}

  /// Takes a value in; nil says that the source does not know.
  public mutating func record(_ value: Double?, at time: Timestamp) {
    if time >= latestAt {
      latest = value
      latestAt = time
    }
    fill(value, at: time)
  }

  /// Puts a value of the past where it belongs; what holds now stays.
  mutating func fill(_ value: Double?, at time: Timestamp) {
    let minute = floorDivision(time.milliseconds, Series.bucketSeconds * 1000)
    let stamp = UInt16(time.milliseconds - minute * Series.bucketSeconds * 1000)
    guard let value else { return forget(minute, stamp) }
    if newestMinute == .min { newestMinute = minute }
    if minute > newestMinute {
      let gap = min(minute - newestMinute, Int64(Series.capacity))
      for step in 1...gap { values[slot(minute - gap + step)] = .nan }
      newestMinute = minute
    }
    guard minute > newestMinute - Int64(Series.capacity) else { return }
    let slot = slot(minute)
    guard values[slot].isNaN || stamp >= stamps[slot] else { return }
    values[slot] = Float(value)
    stamps[slot] = stamp
  }

  /// What was held of this very moment has turned out to be unknown.
  private mutating func forget(_ minute: Int64, _ stamp: UInt16) {
    guard newestMinute != .min, minute <= newestMinute, minute > newestMinute - Int64(Series.capacity) else { return }
    let slot = slot(minute)
    if stamps[slot] == stamp { values[slot] = .nan }
  }

  /// The values of the `count` minutes that end with the minute of `end`, oldest first; nil where there is none.
  public func minutes(_ count: Int, endingAt end: Timestamp) -> [Double?] {
    let last = floorDivision(end.milliseconds, Series.bucketSeconds * 1000)
    return (0..<max(0, count)).map { index in
      let minute = last - Int64(count - 1 - index)
      guard newestMinute != .min, minute <= newestMinute, minute > newestMinute - Int64(Series.capacity) else { return nil }
      let value = values[slot(minute)]
      return value.isNaN ? nil : Double(value)
    }
  }

  private func slot(_ minute: Int64) -> Int {
    let remainder = Int(minute % Int64(Series.capacity))
    return remainder < 0 ? remainder + Series.capacity : remainder
  }
}
