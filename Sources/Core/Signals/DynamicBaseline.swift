internal import Glibc

/// How much out of the usual a metric is: against its own hours of the day and its own scatter, learned in one pass in fixed memory.
///
/// Every slot of the day keeps a robust centre of the value's distance from its level; the level follows by an exponential mean; the scatter
/// is a running mean of absolute errors. An error counts at most four scatters when it is learned, so an outlier is not the new usual.
/// The score is how unlikely the latest errors are, taken together, among all errors before (after Lavin and Ahmad 2015).
public struct DynamicBaseline: Sendable {
  public struct Score: Sendable, Equatable {
    /// 0…1: near 1 is out of the usual.
    public var anomaly: Double
    /// What was expected, and the scatter around it.
    public var expected: Double
    public var scatter: Double
    /// The error in scatters.
    public var distance: Double
  }

  private static let slots = 48
  /// Values before anything is judged.
  private let warmUp: Int
  private let levelRate: Double
  private var level = 0.0
  private var seasonal = [Double](repeating: 0, count: DynamicBaseline.slots)
  private var slotCount = [Int](repeating: 0, count: DynamicBaseline.slots)
  private var scatter = 0.0
  private var count = 0
  /// Of the distances so far: their mean and their square, forgetting; and of the newest few.
  private var mean = 0.0
  private var square = 0.0
  private var recent = 0.0

  public init(warmUp: Int = 200, levelRate: Double = 0.05) {
    self.warmUp = max(10, warmUp)
    self.levelRate = min(1, max(0.001, levelRate))
  }

  /// Takes the next value and says how unusual it is; nil where it is none, or too little is known yet.
  public mutating func take(_ value: Double, at time: Timestamp, offsetMinutes: Int = 0) -> Score? {
    guard value.isFinite, value.magnitude < 1e300 else { return nil }
    count += 1
    guard count > 1 else {
      level = value
      return nil
    }
    let slot = slot(of: time, offsetMinutes)
    let expected = level + seasonal[slot]
    let error = value - expected
    let distance = scatter > 0 ? abs(error) / scatter : error == 0 ? 0 : 10
    let score = score(min(distance, 50))
    learn(error, value: value, slot: slot)
    guard count > warmUp else { return nil }
    return Score(anomaly: score, expected: expected, scatter: scatter, distance: distance)
  }

  private mutating func learn(_ error: Double, value: Double, slot: Int) {
    // As fast as a mean at first, then steadily forgetting.
    let rate = max(0.002, 1 / Double(count))
    let bounded = count > 20 && scatter > 0 ? min(max(error, -4 * scatter), 4 * scatter) : error
    scatter += rate * (abs(bounded) - scatter)
    slotCount[slot] += 1
    let slotRate = max(0.02, 1 / Double(slotCount[slot] + 12))
    seasonal[slot] += slotRate * bounded
    level += levelRate * (error - slotRate * bounded)
  }

  /// The normal tail of the mean of the newest distances among all distances.
  private mutating func score(_ distance: Double) -> Double {
    let rate = max(0.001, 1 / Double(count))
    recent += 0.3 * (distance - recent)
    let spread = max(1e-6, square - mean * mean).squareRoot()
    let z = (recent - mean) / (spread * (0.3 / 1.7 as Double).squareRoot())
    mean += rate * (distance - mean)
    square += rate * (distance * distance - square)
    return 1 - 0.5 * erfc(z / 2.0.squareRoot())
  }

  private func slot(of time: Timestamp, _ offsetMinutes: Int) -> Int {
    let day: Int64 = 86_400_000
    let local = time.milliseconds &+ Int64(offsetMinutes) * 60_000
    let rest = local - floorDivision(local, day) * day
    return Int(rest * Int64(DynamicBaseline.slots) / day)
  }
}
