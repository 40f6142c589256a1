/// How late the latest events of a source came: how long from what happened to its arrival here.
public struct LagWindow: Sendable, Equatable {
  /// The most events remembered.
  public static let capacity = 128

  private var seconds: [Float] = []
  private var next = 0

  public init() {}

  mutating func record(_ lag: Double) {
    if seconds.count < LagWindow.capacity {
      seconds.append(Float(lag))
    } else {
      seconds[next] = Float(lag)
      next = (next + 1) % LagWindow.capacity
    }
  }

  public var count: Int { seconds.count }
  public var maximum: Double? { seconds.max().map(Double.init) }

  /// Half of the events came no later.
  public var median: Double? { seconds.isEmpty ? nil : Double(seconds.sorted()[(seconds.count - 1) / 2]) }
}
