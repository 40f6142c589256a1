/// `record:` of a configuration: where recordings go, and how long they are kept.
public struct RecordSettings: Sendable, Equatable {
  public var folder: String
  public var rotateMegabytes = 256
  public var rotateHours = 24.0
  public var keepDays = 30.0
  public var keepMegabytes = 10_240

  public init(folder: String) { self.folder = folder }

  init?(_ value: YAMLValue, file: String) {
    value.allow(["folder", "rotate_mb", "rotate_hours", "keep_days", "keep_mb"])
    guard let folder = value.required("folder", \.text) else { return nil }
    self.folder = TextFile.resolve(folder, from: file)
    func whole(_ key: String, _ standard: Int, _ range: ClosedRange<Int>) -> Int {
      guard let member = value[key], let number = member.integer else { return standard }
      if !range.contains(number) { member.fault("must be from \(range.lowerBound) to \(range.upperBound)") }
      return number
    }
    func amount(_ key: String, _ standard: Double, _ range: ClosedRange<Double>) -> Double {
      guard let member = value[key], let number = member.number else { return standard }
      if !range.contains(number) { member.fault("must be from \(range.lowerBound) to \(range.upperBound)") }
      return number
    }
    rotateMegabytes = whole("rotate_mb", rotateMegabytes, 1...100_000)
    rotateHours = amount("rotate_hours", rotateHours, 0.01...8760)
    keepDays = amount("keep_days", keepDays, 0.01...36_500)
    keepMegabytes = whole("keep_mb", keepMegabytes, 1...100_000_000)
  }
}
