import Testing
import TextSafety

@testable import Core

/// Rules over many series: they are judged at ticks.
struct RuleGroupTests {
  private func line(_ subject: Rule.Subject, _ level: Double, _ direction: Rule.Direction = .above) -> RuleTimeline {
    var line = RuleTimeline([
      RuleTimeline.rule(subject, direction: direction, levels: [.init(severity: .orange, value: level)])
    ])
    line.showsValue = true
    return line
  }

  @Test(arguments: [
    (Rule.Aggregate.Function.sum, 60.0), (.mean, 20), (.max, 30), (.min, 10), (.count, 3),
  ])
  func functionsOverAllSeries(function: Rule.Aggregate.Function, value: Double) {
    var line = line(.aggregate(Rule.Aggregate(function, of: "m")), value)
    for (number, value) in [10.0, 20, 30].enumerated() {
      #expect(line.reads(value, at: 0, subject: "s\(number)") == [])
    }
    #expect(line.reads(99, at: 0, name: "other") == [])
    #expect(line.tick(1) == ["all orange \(value)"])
    #expect(line.tick(2) == [])
  }

  @Test func aShareOfSourcesByDistrict() {
    let share = Rule.Aggregate(.share, of: "m", bound: .init(.below, 0.5), by: [.district])
    var line = line(.aggregate(share), 0.5)
    for (number, value) in [0.1, 0.9, 0.2].enumerated() {
      _ = line.reads(value, at: 0, subject: "s\(number)", place: 440_803_001 + Int64(number))
    }
    _ = line.reads(0.9, at: 0, place: 440811)
    #expect(line.tick(1) == ["440803 orange \(2.0 / 3)", "440811 clear"])
    _ = line.reads(0.9, at: 2, subject: "s0", place: 440_803_001)
    #expect(line.tick(3) == ["440803 clear"])
  }

  @Test func groupsBySourceAndLabel() {
    let sum = Rule.Aggregate(.sum, of: "m", labels: [Label("kind", "a")], by: [.source, .label("pool")])
    var line = line(.aggregate(sum), 5)
    for (source, pool, kind) in [("/x", "arm", "a"), ("/x", "arm", "b"), ("/x", "x86", "a"), ("/y", "arm", "a")] {
      _ = line.reads(
        5, at: 0, labels: [Label("kind", SafeText(sanitizing: kind)), Label("pool", SafeText(sanitizing: pool))],
        source: SafeText(sanitizing: source))
    }
    #expect(line.tick(1) == ["/x/arm orange 5.0", "/x/x86 orange 5.0", "/y/arm orange 5.0"])
  }

  @Test func whatFellSilentOrExpiredIsNotCounted() {
    var line = line(.aggregate(Rule.Aggregate(.sum, of: "m", freshSeconds: 100)), 10)
    _ = line.reads(10, at: 0, subject: "a")
    _ = line.reads(10, at: 50, subject: "b", expiresAt: 60)
    #expect(line.tick(51) == ["all orange 20.0"])
    #expect(line.tick(111) == [], "neither counts now: nothing is known, and nothing is cleared")
    _ = line.reads(1, at: 120, subject: "b")
    #expect(line.tick(121) == ["all clear"])
  }

  @Test func aCountOfWhatReachesABoundMayBeNothing() {
    let count = Rule.Aggregate(.count, of: "m", bound: .init(.above, 27), by: [.district])
    var line = line(.aggregate(count), 2)
    _ = line.reads(30, at: 0, subject: "a")
    #expect(line.tick(1) == ["440803 clear"])
    _ = line.reads(27, at: 2, subject: "b")
    #expect(line.tick(3) == ["440803 orange 2.0"])
  }

  @Test func theRatioOfTwoIndicators() {
    var line = line(.ratio(Rule.Ratio("bad", over: "all", by: [.subject])), 0.1)
    _ = line.reads(5, at: 0, name: "bad")
    #expect(line.tick(1) == [], "one of them is not known")
    _ = line.reads(100, at: 2, name: "all")
    #expect(line.tick(3) == ["s clear"])
    _ = line.reads(10, at: 4, name: "bad")
    _ = line.reads(50, at: 4, name: "all", subject: "t")
    #expect(line.tick(5) == ["s orange 0.1"])
    _ = line.reads(0, at: 6, name: "all")
    #expect(line.tick(7) == [], "nothing is divided by nothing")
  }

  @Test func aSourceThatInventsSeriesIsStopped() {
    var groups = SeriesGroups(by: [])
    for number in 0...SeriesGroups.limit {
      let key = MetricTable.Key(name: "m", subject: "s\(number)", place: .none, labels: [])
      groups.take(1, of: key, isDenominator: false, source: "/a", marks: [], at: .init(local: .start))
    }
    #expect(groups.refused == 1)
    #expect(groups.value(of: 0, .aggregate(Rule.Aggregate(.sum, of: "m")), at: .start) == Double(SeriesGroups.limit))
  }

  @Test func aDrillIsNotCountedWithTheActual() {
    var groups = SeriesGroups(by: [])
    let key = MetricTable.Key(name: "m", subject: "s", place: .none, labels: [])
    groups.take(1, of: key, isDenominator: false, source: "/a", marks: .exercise, at: .init(local: .start))
    #expect(groups.groups.isEmpty)
  }
}
