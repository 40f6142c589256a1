import TestSupport
import Testing
import TextSafety

@testable import Core

/// What a source's times are worth: the future, the distant past, another clock, values that have expired.
struct SourceTimeTests {
  @Test func theFutureIsNotBelieved() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 300, arriving: 0)
    #expect(feed.source.suspect == 0)
    #expect(feed.metric()?.at == SampleState.start + 300)
    var other = Feed()
    other.take(Feed.gauge(1), at: 300.001, arriving: 0)
    #expect(other.source.suspect == 1)
    #expect(other.metric()?.at == SampleState.start)
    #expect(other.metric()?.quality == .suspect)
    // It does not shut out what is true.
    other.take(Feed.gauge(2), at: 10)
    #expect(other.metric()?.value == 2)
    #expect(other.metric()?.quality == .good)
  }

  @Test func eventsOfTheFutureKeepTheirOrder() {
    var feed = Feed()
    for value in 1...5 { feed.take(Feed.gauge(Double(value)), at: 7200, arriving: 0) }
    #expect(feed.metric()?.value == 5)
    #expect(feed.source.suspect == 5)
  }

  @Test func aDayOldIsOddButTrue() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: -86_400, arriving: 0)
    #expect(feed.source.suspect == 0)
    feed.take(Feed.gauge(2), at: -86_400.001, arriving: 0)
    #expect(feed.source.suspect == 1)
    #expect(feed.metric()?.value == 1)
  }

  @Test func aRecordingHasItsOwnMoments() {
    var feed = Feed(isLive: false)
    feed.take(Feed.gauge(1), at: -200_000, arriving: 0)
    #expect(feed.source.suspect == 0)
  }

  @Test func theClockIsMeasuredAgainstOurs() {
    var measured = Feed()
    measured.take(Feed.heartbeat(offset: 12_000), at: 0)
    #expect(measured.source.notableSkewSeconds == 12)
    measured.take(Feed.heartbeat(offset: -1900), at: 1)
    #expect(measured.source.clockSkewSeconds == -1.9)
    #expect(measured.source.notableSkewSeconds == nil)
    var written = Feed()
    written.take(Feed.gauge(1), at: -90, arriving: 0) { $0.recordedTime = SampleState.start - 40 }
    #expect(written.source.notableSkewSeconds == -40)
    // A clock that is ahead shows in that things seem to arrive before they happen.
    var ahead = Feed()
    ahead.take(Feed.gauge(1), at: 30, arriving: 0)
    #expect(ahead.source.notableSkewSeconds == 30)
    // Whether data come late or the clock is behind, nobody can tell.
    var late = Feed()
    late.take(Feed.gauge(1), at: -30, arriving: 0)
    #expect(late.source.clockSkewSeconds == nil)
  }

  /// One event of the future must not make all that is true look expired.
  @Test func oneWrongTimeIsNoWrongClock() {
    var feed = Feed()
    for second in 0..<10 { feed.take(Feed.gauge(1), at: Double(second), arriving: Double(second) + 0.5) }
    feed.take(Feed.gauge(1), at: 9000, arriving: 11)
    #expect(feed.source.notableSkewSeconds == nil)
    feed.take(Feed.gauge(3), at: 12) { $0.expiryTime = SampleState.start + 100 }
    #expect(feed.source.expired == 0)
    #expect(feed.metric()?.value == 3)
    // Where it says nothing else it is.
    var ahead = Feed()
    for second in 0..<10 { ahead.take(Feed.gauge(1), at: Double(second) + 900, arriving: Double(second)) }
    #expect(ahead.source.notableSkewSeconds == 900)
    // A clock that is set wrong later shows after three minutes of it, and is forgiven at once.
    for minute in 1...3 {
      #expect(feed.source.notableSkewSeconds == nil)
      feed.take(Feed.gauge(1), at: Double(minute) * 60 + 700, arriving: Double(minute) * 60)
    }
    #expect(feed.source.notableSkewSeconds == 700)
    feed.take(Feed.gauge(1), at: 240)
    #expect(feed.source.notableSkewSeconds == nil)
  }

  @Test func lagIsAWindowWithItsMiddleAndItsWorst() {
    var feed = Feed()
    for (second, lag) in [(10.0, 1.0), (20, 5), (30, 2), (40, 30), (50, 3)] {
      feed.take(Feed.gauge(1), at: second - lag, arriving: second)
    }
    #expect(feed.source.lags.median == 3)
    #expect(feed.source.lags.maximum == 30)
    #expect(feed.source.lags.count == 5)
    #expect(feed.source.lagSeconds == 3)
    for second in 100..<300 { feed.take(Feed.gauge(1), at: Double(second) - 0.5, arriving: Double(second)) }
    #expect(feed.source.lags.maximum == 0.5)
    #expect(feed.source.lags.count == LagWindow.capacity)
  }

  @Test func whatIsExpiredCountsAndChangesNothing() {
    var feed = Feed()
    feed.take(Feed.gauge(1), at: 0) { $0.expiryTime = SampleState.start + 90 }
    let before = feed.state.marksSeen
    feed.take(Feed.gauge(9), at: 61, arriving: 200) {
      $0.expiryTime = SampleState.start + 200
      $0.marks = .exercise
    }
    #expect(feed.source.expired == 1 && feed.state.counts.expired == 1)
    #expect(feed.source.events == 2 && feed.state.counts.events == 2)
    #expect(feed.metric()?.value == 1)
    #expect(feed.metric()?.at == SampleState.start)
    #expect(feed.state.marksSeen == before)
    // It was true once: the curve shows it.
    #expect(feed.curve("load", 3) == [1, 9, nil])
    // The moment it is still true it counts in full.
    feed.take(Feed.gauge(4), at: 199, arriving: 201) { $0.expiryTime = SampleState.start + 202 }
    #expect(feed.metric()?.value == 4)
    #expect(feed.source.expired == 1)
  }

  @Test func nothingExpiredIsBornOrRaisedOrKept() {
    var feed = Feed()
    let past = SampleState.start + 50
    let alert = AlertReport(alert: "a", status: .firing, severity: .red, category: .flood, event: "积水", headline: "积水")
    for (subject, payload) in [("m", Feed.gauge(1)), ("q", Feed.queue(.stall)), ("a", .alert(alert))]
      as [(SafeText, Event.Payload)]
    {
      var event = SampleState.event(payload, id: subject, subject: subject, at: 40)
      event.expiryTime = past
      var effects: [Effect] = []
      feed.state.reduce(.event(event, collector: "c", at: SampleState.start + 60), effects: &effects)
      #expect(effects == [])
    }
    #expect(feed.state.metrics.metrics.isEmpty && feed.state.queues.queues.isEmpty && feed.state.alarms.all.isEmpty)
    #expect(feed.source.expired == 3)
  }

  @Test func theExpiryIsByTheSourcesClock() {
    var feed = Feed()
    // A clock an hour behind: what it says to expire at 9:01 holds until 10:01.
    feed.take(Feed.heartbeat(offset: -3_600_000), at: -3600, arriving: 0)
    feed.take(Feed.gauge(1), at: -3600, arriving: 1) { $0.expiryTime = SampleState.start - 3540 }
    #expect(feed.source.expired == 0)
    #expect(feed.metric()?.expiresAt == SampleState.start + 60)
  }
}
