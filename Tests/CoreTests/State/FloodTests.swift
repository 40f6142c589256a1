import TestSupport
import Testing
import TextSafety

@testable import Core

/// A flood at a desk: more than ten announcements within ten minutes begin it, fewer than five end it.
@Suite struct FloodTests {
  let start = SampleState.start

  /// Announcements at these seconds.
  private func announcements(_ seconds: [Double], _ severity: Severity = .yellow) -> Announcements {
    var announcements = Announcements()
    for second in seconds { announcements.note(severity, at: start + second) }
    return announcements
  }

  @Test func theEleventhBeginsIt() {
    var announcements = announcements((0..<10).map { Double($0) * 10 })
    #expect(announcements.count == 10)
    #expect(announcements.flood == nil)
    announcements.note(.red, at: start + 100)
    #expect(announcements.flood == Announcements.Flood(since: start + 100, count: 11, worst: .red))
    announcements.note(.blue, at: start + 101)
    #expect(announcements.flood == Announcements.Flood(since: start + 100, count: 12, worst: .red))
  }

  @Test func elevenInMoreThanTenMinutesAreNone() {
    let announcements = announcements((0..<11).map { Double($0) * 60 })
    #expect(announcements.count == 10)
    #expect(!announcements.isFlood)
  }

  /// Between five and ten it goes on: the board does not flicker between two faces.
  @Test func itEndsBelowFive() {
    var announcements = announcements((0..<11).map { Double($0) * 10 })
    // At 660 s those of 70, 80, 90 and 100 s are left and a fifth of 60 s goes.
    #expect(announcements.settle(start + 659) == nil)
    #expect(announcements.count == 5)
    #expect(announcements.isFlood)
    #expect(announcements.settle(start + 660) == start + 660)
    #expect(announcements.count == 4)
    #expect(!announcements.isFlood)
  }

  @Test func aMillionWithinAMinuteTakeLittleRoom() {
    var announcements = Announcements()
    for number in 0..<1_000_000 { announcements.note(.blue, at: start + Double(number) * 0.00006) }
    #expect(announcements.count == 1_000_000)
    #expect(announcements.flood?.count == 1_000_000)
    announcements.settle(start + 660)
    #expect(announcements.count == 0)
    #expect(!announcements.isFlood)
  }

  @Test func itIsPartOfTheFoldAndDropsNothing() {
    var feed = Feed(City())
    for number in 0..<40 { feed.alert("a\(number)", .orange, at: Double(number)) }
    #expect(feed.state.announcements.flood == Announcements.Flood(since: start + 10, count: 40, worst: .orange))
    #expect(feed.state.alarms.rows.count == 40)
    #expect(feed.state.alarms.totals.unacknowledged == 40)
    feed.tick(640)
    #expect(feed.state.announcements.flood == nil)
    #expect(feed.state.alarms.rows.count == 40)
  }

  @Test func whatIsSuppressedOrADrillIsNoPartOfIt() {
    var feed = Feed(City())
    for number in 0..<40 { feed.alert("d\(number)", .red, at: Double(number), isExercise: true) }
    #expect(feed.state.announcements.count == 0)
    #expect(feed.state.announcements.flood == nil)
    #expect(feed.state.alarms.totals.exercise == 40)
    #expect(feed.state.alarms.totals.unacknowledged == 0)
    #expect(feed.state.alarms.totals.worstUnacknowledged == nil)
  }
}

extension Feed {
  @discardableResult
  mutating func alert(
    _ id: SafeText, _ severity: Severity?, at time: Double, status: AlertReport.Status = .firing, isExercise: Bool = false
  ) -> [JournalEntry] {
    take(
      .alert(AlertReport(alert: id, status: status, severity: severity, category: .security, event: "攻击", headline: id)),
      at: time,
      subject: id
    ) { if isExercise { $0.marks.insert(.exercise) } }
  }

  @discardableResult
  mutating func command(_ command: OperatorCommand, at time: Double, by id: SafeText = "duty-02") -> [Effect] {
    var effects: [Effect] = []
    state.reduce(.command(command, by: Operator(id: id, shift: "day"), at: SampleState.start + time), effects: &effects)
    return effects
  }
}
