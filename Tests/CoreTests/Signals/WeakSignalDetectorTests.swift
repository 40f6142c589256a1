import Testing
import TextSafety

@testable import Core

struct WeakSignalDetectorTests {
  private static let calendar = WorkingCalendar(offsetMinutes: 480)
  private static func detector(_ change: (inout SignalOptions) -> Void = { _ in }) -> WeakSignalDetector {
    var options = SignalOptions()
    change(&options)
    return WeakSignalDetector(options: options, calendar: calendar)
  }

  @Test func chanceRaisesNoMoreThanWasPromised() {
    var raised = 0
    for seed in 1...3 {
      var detector = Self.detector()
      raised += SignalFeed(seed: seed, days: 3, perHour: 20).changes(&detector).onsets.count
    }
    // 3 × 2 days are judged, at 0.2 a day at most.
    #expect(raised <= 2)
  }

  @Test(arguments: 1...3)
  func aBurstIsFoundWithinTenTickets(seed: Int) throws {
    var feed = SignalFeed(seed: seed, days: 3, perHour: 20)
    let start = 2.0 * 86400 + 3 * 3600
    for number in 0..<20 { feed.add(place: SignalFeed.places[3], service: "light", at: start + Double(number) * 60) }
    feed.sort()
    var detector = Self.detector()
    let onset = try #require(
      feed.changes(&detector).onsets.first {
        $0.cell == SignalCell(place: SignalFeed.places[3], service: "light") && $0.at > SignalFeed.start + start
      })
    #expect(onset.at - (SignalFeed.start + start) <= 600)
    #expect(onset.evidence.count <= 12)
  }

  @Test func aStormOverTheWholeCityIsTheCitysSignal() {
    var feed = SignalFeed(seed: 5, days: 3, perHour: 20)
    let start = 2.0 * 86400 + 2 * 3600
    // As many more everywhere as the place usually has.
    for (place, count) in zip(SignalFeed.places, [40, 17, 13, 11]) {
      for number in 0..<count { feed.add(place: place, service: "road", at: start + Double(number) * 3600 / Double(count)) }
    }
    feed.sort()
    var detector = Self.detector()
    let onsets = feed.changes(&detector).onsets.filter { $0.at > SignalFeed.start + start }
    #expect(onsets.first?.cell == SignalCell(place: nil, service: "road"))
    // Of the four places one may stand out of the storm itself while little is known of it.
    #expect(onsets.count <= 2)
  }

  @Test func aBurstInOnePlaceIsNotAlsoTheCitys() {
    var feed = SignalFeed(seed: 6, days: 3, perHour: 20)
    let start = 2.0 * 86400 + 2 * 3600
    for number in 0..<30 { feed.add(place: SignalFeed.places[3], service: "light", at: start + Double(number) * 60) }
    feed.sort()
    var detector = Self.detector()
    let onsets = feed.changes(&detector).onsets.filter { $0.at > SignalFeed.start + start }
    #expect(onsets.map(\.cell) == [SignalCell(place: SignalFeed.places[3], service: "light")])
  }

  @Test func theSameAgainGivesTheSame() {
    var feed = SignalFeed(seed: 9, days: 2, perHour: 60)
    for number in 0..<40 { feed.add(place: SignalFeed.places[2], service: "water", at: 1.5 * 86400 + Double(number) * 45) }
    feed.sort()
    var (first, second) = (Self.detector(), Self.detector())
    let once = feed.changes(&first)
    // The second hears the clock at every second of a look as well, as a live run does.
    var again: [SignalChange] = []
    var clock = SignalFeed.start
    for ticket in feed.tickets {
      while clock < ticket.at {
        second.advance(to: clock)
        again += second.takeChanges()
        clock = clock + 97
      }
      second.advance(to: ticket.at)
      second.record(place: ticket.place, service: ticket.service, ticket: ticket.id, at: ticket.at)
      again += second.takeChanges()
    }
    second.advance(to: feed.tickets[feed.tickets.count - 1].at + 6 * 3600)
    again += second.takeChanges()
    #expect(!once.isEmpty)
    #expect(again == once)
  }

  @Test func aSignalWorsensKeepsItsWorstAndEnds() throws {
    var feed = SignalFeed(seed: 3, days: 2, perHour: 20)
    let start = 1.0 * 86400 + 8 * 3600
    for number in 0..<40 { feed.add(place: SignalFeed.places[3], service: "light", at: start + Double(number * number) * 1.5) }
    feed.sort()
    var detector = Self.detector()
    let cell = SignalCell(place: SignalFeed.places[3], service: "light")
    let own = feed.changes(&detector).filter { change in
      switch change {
      case .raise(let evidence, _, let at): evidence.cell == cell && at > SignalFeed.start + start
      case .end(let ended, let at): ended == cell && at > SignalFeed.start + start
      }
    }
    let severities = own.compactMap { if case .raise(_, let severity, _) = $0 { severity } else { nil } }
    #expect(severities.last == .orange)
    #expect(zip(severities, severities.dropFirst()).allSatisfy { $0 <= $1 })
    guard case .end(_, let end) = try #require(own.last) else { return #expect(Bool(false), "it does not end") }
    // 40² × 1.5 s is 40 minutes; then the window of three hours passes, and three quiet looks.
    #expect(end - (SignalFeed.start + start) > 3600)
    #expect(end - (SignalFeed.start + start) < 4 * 3600)
    #expect(detector.openCells.isEmpty)
  }

  @Test func inventedServicesFillNoMemory() {
    var detector = Self.detector()
    for number in 0..<6000 {
      let at = SignalFeed.start + Double(number) * 3
      detector.advance(to: at)
      detector.record(place: SignalFeed.places[number % 4], service: "s\(number)", ticket: "t", at: at)
    }
    #expect(detector.cellCount <= CountBaseline.cellLimit)
    #expect(detector.recent.count <= CountBaseline.cellLimit)
  }

  @Test func whatComesHoursLateIsCountedAndNoBurst() {
    var feed = SignalFeed(seed: 4, days: 2, perHour: 20)
    feed.sort()
    var detector = Self.detector()
    _ = feed.changes(&detector)
    let now = feed.tickets[feed.tickets.count - 1].at + 6 * 3600
    for number in 0..<50 {
      detector.record(place: SignalFeed.places[0], service: "noise", ticket: "late", at: now - 20 * 3600 + Double(number))
    }
    detector.advance(to: now + 600)
    #expect(detector.lateTickets == 50)
    #expect(detector.takeChanges().isEmpty)
  }

  @Test func aLongGapEndsWhatIsOpenAndTakesNoTime() {
    var feed = SignalFeed(seed: 3, days: 2, perHour: 20)
    for number in 0..<20 { feed.add(place: SignalFeed.places[3], service: "light", at: 1.9 * 86400 + Double(number) * 30) }
    feed.sort()
    var detector = Self.detector()
    for ticket in feed.tickets where ticket.at < SignalFeed.start + 1.91 * 86400 {
      detector.advance(to: ticket.at)
      detector.record(place: ticket.place, service: ticket.service, ticket: ticket.id, at: ticket.at)
    }
    #expect(!detector.openCells.isEmpty)
    detector.advance(to: Timestamp(milliseconds: .max / 8))
    #expect(detector.openCells.isEmpty)
    detector.advance(to: .distantFuture)
    #expect(detector.takeChanges().onsets.count <= 2)
  }

  @Test func nothingIsJudgedBeforeItIsWarm() {
    var detector = Self.detector()
    for number in 0..<500 {
      let at = SignalFeed.start + Double(number)
      detector.advance(to: at)
      detector.record(place: SignalFeed.places[0], service: "noise", ticket: "t", at: at)
    }
    detector.advance(to: SignalFeed.start + 4 * 3600)
    #expect(detector.takeChanges().isEmpty)
  }
}
