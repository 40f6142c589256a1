extension Rule {
  /// What is held against the levels: the value read, or something made of its past.
  public enum Measure: Sendable, Equatable {
    case value
    /// The change over a window, for each so many seconds.
    case rate(perSeconds: Double, windowSeconds: Double)
    /// How often the value has come to reach a bound within a window.
    case occurrences(of: Bound, windowSeconds: Double)
    /// Seconds since anything was read although the source is heard.
    case absence
    /// How unlikely the value is by its own past: −log₁₀ of the probability. A side given is the only one that counts.
    case baseline(side: Direction?)
  }
}

/// What an instance remembers of its past, for the measure of its rule.
enum Measuring: Sendable {
  case idle
  case rate(RateWindow)
  case occurrences(OccurrenceWindow)
  case absence(since: Timestamp)
  case baseline(BaselineWatch)

  init(_ measure: Rule.Measure) {
    switch measure {
    case .value: self = .idle
    case .rate: self = .rate(RateWindow())
    case .occurrences: self = .occurrences(OccurrenceWindow())
    case .absence: self = .absence(since: .distantPast)
    case .baseline: self = .baseline(BaselineWatch())
    }
  }

  struct Result: Equatable {
    /// What is held against the levels, and what is shown beside it where that is something else.
    var judged: Double
    var shown: Double?
    var expected: Double?
  }

  /// Takes a value; nil where too little is known yet.
  mutating func take(_ value: Double, at time: Timestamp, _ measure: Rule.Measure, offsetMinutes: Int) -> Result? {
    // Taken out of the enum first: what it holds is then changed in place.
    let before = consume()
    switch (before, measure) {
    case (.rate(var window), .rate(let per, let seconds)):
      let rate = window.take(value, at: time, windowSeconds: seconds)
      self = .rate(window)
      return rate.map { Result(judged: $0 * per) }
    case (.occurrences(var window), .occurrences(let bound, let seconds)):
      window.take(isReached: bound.isReached(by: value), at: time)
      let count = window.count(at: time, windowSeconds: seconds)
      self = .occurrences(window)
      return Result(judged: Double(count))
    case (.absence(let since), .absence):
      self = .absence(since: max(since, time))
      return Result(judged: 0)
    case (.baseline(var watch), .baseline(let side)):
      let result = watch.take(value, at: time, side: side, offsetMinutes: offsetMinutes)
      self = .baseline(watch)
      return result
    default:
      self = before
      return nil
    }
  }

  private mutating func consume() -> Measuring {
    let before = self
    self = .idle
    return before
  }
}
