/// Follows the `sequence` numbers of a source: what is missing, what came after all, when the numbering began anew.
///
/// Only the latest gaps can be filled; what falls out of the list stays counted as missing.
public struct SequenceNumbers: Sendable, Equatable {
  /// The most gaps remembered.
  static let capacity = 64
  /// A leap of more numbers than this is no loss: the source counts in another way now.
  static let largestLoss: Int64 = 100_000
  /// A numbering that begins anew is caught below this.
  static let beginning: Int64 = 1000

  private struct Gap: Sendable, Equatable {
    var numbers: ClosedRange<Int64>
    /// Which numbering it belongs to.
    var run: Int
  }

  /// Numbers that have not been seen yet.
  public private(set) var missing = 0
  /// Numbers that were missing and came late.
  public private(set) var filled = 0
  /// How often the numbering began anew.
  public private(set) var restarts = 0
  private var newest: Int64?
  /// The first number of the present numbering.
  private var oldest: Int64 = 0
  private var oldestAt: Timestamp = .distantPast
  private var newestAt: Timestamp = .distantPast
  private var restartedAt: Timestamp = .distantPast
  private var gaps: [Gap] = []

  public init() {}

  /// Takes the number of an event that happened at `time`.
  mutating func take(_ number: Int64, at time: Timestamp) {
    guard number >= 0 else { return }
    guard let newest else { return begin(number, at: time) }
    let run = restarts
    // Older than the present numbering: it can only fill what was missing before.
    if time < restartedAt {
      fill(number) { $0 < run }
    } else if number > newest {
      let leap = number - newest
      if leap > SequenceNumbers.largestLoss {
        restart(number, at: time)
      } else if leap <= SequenceNumbers.beginning || time >= newestAt {
        if leap > 1 { miss(newest + 1...number - 1) }
        advance(number, at: time)
      }
      // Else the rest of an earlier numbering, whose end was not seen.
    } else if !fill(number, where: { $0 == run }), number < min(newest, SequenceNumbers.beginning), time > newestAt {
      // A low number of something that happened later: the source has started again.
      restart(number, at: time)
    } else if number < oldest, oldest - number <= SequenceNumbers.beginning, time <= oldestAt {
      // The first that was heard was not the first that was sent.
      if oldest - number > 1 { miss(number + 1...oldest - 1) }
      oldest = number
      oldestAt = time
    }
  }

  private mutating func begin(_ number: Int64, at time: Timestamp) {
    newest = number
    newestAt = time
    oldest = number
    oldestAt = time
  }

  private mutating func advance(_ number: Int64, at time: Timestamp) {
    newest = number
    newestAt = max(newestAt, time)
  }

  private mutating func restart(_ number: Int64, at time: Timestamp) {
    restarts += 1
    restartedAt = time
    begin(number, at: time)
  }

  private mutating func miss(_ numbers: ClosedRange<Int64>) {
    missing += numbers.count
    gaps.append(Gap(numbers: numbers, run: restarts))
    if gaps.count > SequenceNumbers.capacity { gaps.removeFirst() }
  }

  @discardableResult
  private mutating func fill(_ number: Int64, where belongs: (Int) -> Bool) -> Bool {
    guard let index = gaps.lastIndex(where: { $0.numbers.contains(number) && belongs($0.run) }) else { return false }
    let gap = gaps.remove(at: index)
    if number < gap.numbers.upperBound { gaps.insert(Gap(numbers: number + 1...gap.numbers.upperBound, run: gap.run), at: index) }
    if number > gap.numbers.lowerBound { gaps.insert(Gap(numbers: gap.numbers.lowerBound...number - 1, run: gap.run), at: index) }
    if gaps.count > SequenceNumbers.capacity { gaps.removeFirst() }
    missing -= 1
    filled += 1
    return true
  }
}
