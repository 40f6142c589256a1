/// A straight line through the latest values of a series, where they follow one.
public struct LinearTrend: Sendable, Equatable {
  /// Per second.
  public var slope: Double
  /// The line's value at the newest moment.
  public var value: Double
  /// How much of the scatter the line explains, 0…1.
  public var fit: Double

  /// Fewer values, or a shorter time, say nothing of where they go.
  static let leastValues = 30
  static let leastSpan = 45
  /// Below this share of the scatter explained it is no trend.
  static let leastFit = 0.6

  /// By least squares; nil where too little is known or the values follow no line. Values are a step apart, nil where there is none.
  public init?(_ values: [Double?], stepSeconds: Double = Double(Series.bucketSeconds)) {
    let known = values.enumerated().compactMap { index, value in
      value.flatMap { $0.isFinite && $0.magnitude < 1e15 ? (x: Double(index), y: $0) : nil }
    }
    guard known.count >= LinearTrend.leastValues, let first = known.first?.x, let last = known.last?.x,
      last - first >= Double(LinearTrend.leastSpan)
    else { return nil }
    let count = Double(known.count)
    let (meanX, meanY) = (known.reduce(0) { $0 + $1.x } / count, known.reduce(0) { $0 + $1.y } / count)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for point in known {
      xx += (point.x - meanX) * (point.x - meanX)
      xy += (point.x - meanX) * (point.y - meanY)
      yy += (point.y - meanY) * (point.y - meanY)
    }
    guard xx > 0, yy > 0 else { return nil }
    fit = xy * xy / (xx * yy)
    guard fit >= LinearTrend.leastFit else { return nil }
    slope = xy / xx / stepSeconds
    value = meanY + xy / xx * (last - meanX)
  }

  /// Seconds until the line reaches a value; nil where it goes the other way or has passed it.
  public func seconds(to goal: Double) -> Double? {
    let distance = goal - value
    guard slope != 0, distance != 0, (distance > 0) == (slope > 0) else { return nil }
    return distance / slope
  }
}
