import Foundation
import Testing

@testable import Core

struct DynamicBaselineTests {
  /// A day's wave with a seeded scatter, every five minutes.
  private func wave(_ step: Int, _ random: inout Seeded) -> Double {
    100 + 30 * sin(Double(step) / 288 * 2 * .pi) + Double(random.below(1000)) / 250 - 2
  }

  private func at(_ step: Int) -> Timestamp { Timestamp(milliseconds: Int64(step) * 300_000) }

  @Test func aWaveOfTheDayIsExpectedAndAJumpIsNot() throws {
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
      jump.append(try #require(baseline.take(wave(step, &random) + 60, at: at(step))).anomaly)
    }
    #expect(jump.allSatisfy { $0 > 0.9999 })
  }

  @Test func whatIsNoNumberIsNotTaken() {
    var baseline = DynamicBaseline(warmUp: 10)
    #expect(baseline.take(.nan, at: at(0)) == nil)
    #expect(baseline.take(.infinity, at: at(0)) == nil)
    for step in 0..<10 { #expect(baseline.take(5, at: at(step)) == nil) }
    #expect(baseline.take(5, at: at(10))?.distance == 0)
    #expect(baseline.take(5, at: at(11))?.expected == 5)
  }
}
