import Testing

@testable import Core

struct StateHistoryTests {
  private func since(_ readings: [(Double, Character)]) -> Double {
    var history = StateHistory<Character>()
    for (second, state) in readings { history.record(state, at: .start + second) }
    return history.since - .start
  }

  @Test func theStateLastsSinceItsFirstReading() {
    #expect(since([(0, "a"), (1, "b"), (2, "b"), (3, "b")]) == 1)
    #expect(since([(0, "a")]) == 0)
  }

  @Test func lateReadingsMoveTheBeginning() {
    #expect(since([(0, "a"), (3, "b"), (1, "b")]) == 1)
    #expect(since([(3, "b"), (0, "b"), (1, "a")]) == 3)
    #expect(since([(3, "b"), (1, "b"), (0, "a")]) == 1)
  }

  @Test func aLongStateKeepsItsBeginning() {
    #expect(since([(0, "a")] + (1...100).map { (Double($0), "b") }) == 1)
    #expect(since((1...100).map { (Double($0), "b") } + [(0, "a")]) == 1)
  }
}
