import Core
import TextSafety

/// A value of a foreign metric: nil where its source says that there is none.
struct Reading {
  /// NaN stands for none: half the size of an optional.
  private var number: Double
  var quality: MetricSample.Quality

  /// NaN is "unknown"; an infinite value is none either, and suspect.
  init(_ value: Double) {
    number = value.isFinite ? value : .nan
    quality = value.isInfinite ? .suspect : .good
  }

  /// The source says that it has no value.
  static var missing: Reading {
    var reading = Reading(.nan)
    reading.quality = .missing
    return reading
  }

  var value: Double? { number.isNaN ? nil : number }
}

extension JSONValue {
  /// A number or a text that is one, `NaN` and `+Inf` included.
  func reading() throws(Fault) -> Reading {
    if let double { return Reading(double) }
    guard let bytes, bytes.count <= 400, let value = Double(bytes.raw) else { throw .value("a number", self) }
    return Reading(value)
  }

  /// Seconds since 1970 with or without a fraction, perhaps as a text.
  func unixSeconds() throws(Fault) -> Timestamp {
    guard let seconds = looseNumber, let time = Timestamp(unixMilliseconds: seconds * 1000) else {
      throw .value("a time in seconds since 1970", self)
    }
    return time
  }
}

extension Timestamp {
  /// Nil for what lies before 1970 or has a year of five digits: it could not be written down.
  init?(unixMilliseconds value: Double) {
    guard value >= 0, value < 253_402_128_000_000, let whole = Int64(exactly: value.rounded()) else { return nil }
    self.init(milliseconds: whole)
  }
}

/// The first fault of a long list and how many came after it: a million bad points are one line of the quarantine.
struct FaultTally {
  private var first: Fault?
  private var count = 0

  mutating func add(_ fault: Fault) {
    count += 1
    if first == nil { first = fault }
  }

  /// To be asked last, when all that was good has been taken in.
  func check() throws(Fault) {
    guard var fault = first else { return }
    if count > 1 { fault.words += " (+\(count - 1))" }
    throw fault
  }
}
