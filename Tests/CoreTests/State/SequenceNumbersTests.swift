import Testing

@testable import Core

struct SequenceNumbersTests {
  /// Takes numbers, each one second after the one before.
  private func take(_ numbers: [Int64]) -> SequenceNumbers {
    var sequence = SequenceNumbers()
    for (second, number) in numbers.enumerated() { sequence.take(number, at: .start + Double(second)) }
    return sequence
  }

  private func expect(
    _ sequence: SequenceNumbers, missing: Int, filled: Int = 0, restarts: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      [sequence.missing, sequence.filled, sequence.restarts] == [missing, filled, restarts], sourceLocation: sourceLocation)
  }

  @Test func numbersInARowMissNothing() { expect(take([7, 8, 9, 10]), missing: 0) }

  @Test func aGapIsCountedByItsNumbers() { expect(take([1, 2, 6, 9]), missing: 5) }

  @Test func aNumberThatComesAfterAllIsTakenBack() {
    var sequence = take([1, 2, 6])
    sequence.take(4, at: .start + 1.5)
    expect(sequence, missing: 2, filled: 1)
    sequence.take(3, at: .start + 1.2)
    sequence.take(5, at: .start + 1.8)
    expect(sequence, missing: 0, filled: 3)
    // Twice the same fills nothing more.
    sequence.take(5, at: .start + 1.8)
    expect(sequence, missing: 0, filled: 3)
  }

  @Test func theFirstHeardNeedNotBeTheFirstSent() {
    var sequence = SequenceNumbers()
    sequence.take(5, at: .start + 5)
    sequence.take(2, at: .start + 2)
    expect(sequence, missing: 2)
    sequence.take(3, at: .start + 3)
    sequence.take(4, at: .start + 4)
    expect(sequence, missing: 0, filled: 2)
  }

  @Test func aRestartIsNoGap() {
    expect(take([5000, 5001, 1, 2, 3]), missing: 0, restarts: 1)
    expect(take([5000, 5001, 0, 2]), missing: 1, restarts: 1)
  }

  @Test func whatWasMissingBeforeARestartCanStillCome() {
    var sequence = take([5000, 5003, 1, 2])
    expect(sequence, missing: 2, restarts: 1)
    sequence.take(5002, at: .start + 0.6)
    expect(sequence, missing: 1, filled: 1, restarts: 1)
  }

  @Test func anotherWayOfCountingIsNoLoss() {
    expect(take([1, 2, 1_668_000_000_000, 1_668_000_000_001]), missing: 0, restarts: 1)
    expect(take([1, 100_001]), missing: 99_999)
    expect(take([1, 100_002]), missing: 0, restarts: 1)
  }

  @Test func onlyTheLatestGapsCanBeFilled() {
    var sequence = take((0...SequenceNumbers.capacity).map { Int64($0) * 2 } + [Int64(SequenceNumbers.capacity) * 2 + 2])
    expect(sequence, missing: SequenceNumbers.capacity + 1)
    sequence.take(1, at: .start)
    expect(sequence, missing: SequenceNumbers.capacity + 1)
    sequence.take(3, at: .start + 1.5)
    expect(sequence, missing: SequenceNumbers.capacity, filled: 1)
  }

  @Test func absurdNumbersDoNoHarm() {
    var sequence = take([0, .max, .max - 1, 1])
    sequence.take(-5, at: .start + 9)
    sequence.take(.min, at: .start + 10)
    #expect(sequence.missing >= 0)
  }
}
