import Foundation
import Testing

@testable import Core

struct DynamicBaselineTests {
  /// A day's wave with a seeded scatter, every five minutes.
  private func wave(_ step: Int, _ random: inout Seeded) -> Double {
    100 + 30 * sin(Double(step) / 288 * 2 * .pi) + Double(random.below(1000)) / 250 - 2
  }

  private func at(_ step: Int) -> Timestamp { Timestamp(milliseconds: Int64(step) * 300_000) }

  @Test func aWaveOfTheDayIsExpectedAndAJumpIsNot() {
    var baseline = DynamicBaseline()
    var random = Seeded(1)
    var worst = 0.0
    for step in 0..<288 * 14 {
      let score = baseline.take(wave(step, &random), at: at(step))
      if step > 288 * 7, let score { worst = max(worst, score.distance) }
    }
    #expect(worst < 8)
    var jump: [Double] = []
    for step in 288 * 14..<288 * 14 + 3 {
      let score = baseline.take(wave(step, &random) + 60, at: at(step))
      jump.append(score?.anomaly ?? 0)
    }
    #expect(jump.allSatisfy { $0 > 0.9999 })
  }

  @Test func whatIsNoNumberIsNotTaken() {
    var baseline = DynamicBaseline(warmUp: 10)
    let scores = [Double.nan, .infinity] + [Double](repeating: 5, count: 12)
    let taken = scores.enumerated().map { index, value in baseline.take(value, at: at(index)) }
    #expect(taken.prefix(12).allSatisfy { $0 == nil })
    #expect(taken[12]?.distance == 0)
    #expect(taken[13]?.expected == 5)
  }
}
