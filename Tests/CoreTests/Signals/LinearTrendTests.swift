import Core
import Testing

@Suite struct LinearTrendTests {
  @Test func aLineIsFollowedToItsGoal() throws {
    // 90 % and a tenth of a point more every minute.
    let trend = try #require(LinearTrend((0..<60).map { 0.9 + Double($0) * 0.001 }))
    #expect(abs(trend.slope - 0.001 / 60) < 1e-12)
    #expect(abs(trend.value - 0.959) < 1e-9)
    let left = try #require(trend.seconds(to: 1))
    #expect(abs(left - 41 * 60) < 1e-6)
    #expect(trend.seconds(to: 0.9) == nil)
  }

  @Test func gapsChangeNothing() throws {
    let values = (0..<120).map { $0 % 3 == 1 ? nil : Double($0) }
    let trend = try #require(LinearTrend(values))
    #expect(abs(trend.slope - 1.0 / 60) < 1e-12 && abs(trend.fit - 1) < 1e-12)
  }

  @Test func whatFollowsNoLineHasNoTrend() {
    #expect(LinearTrend((0..<240).map { $0 % 2 == 0 ? 1 : 2 }) == nil)
    #expect(LinearTrend(Array(repeating: 5, count: 240)) == nil)
    #expect(LinearTrend((0..<29).map(Double.init)) == nil)
    // Thirty values, but of half an hour.
    #expect(LinearTrend((0..<30).map(Double.init)) == nil)
    #expect(LinearTrend([]) == nil)
    #expect(LinearTrend((0..<240).map { _ in .nan }) == nil)
    #expect(LinearTrend((0..<240).map { $0 % 2 == 0 ? .infinity : -1e300 }) == nil)
  }
}
