import Core
@testable import Dashboard
import Testing

@Suite struct HornTests {
  let start = Timestamp(seconds: 1_656_812_400)

  @Test func oneSoundForAnnouncementsThatFollowClosely() {
    var horn = Horn()
    #expect(HornTests.announce(&horn, .red, at: start, isFlood: false) == true)
    #expect(HornTests.announce(&horn, .red, at: start + 1.9, isFlood: false) == false)
    #expect(HornTests.announce(&horn, .red, at: start + 2, isFlood: false) == true)
    #expect(HornTests.announce(&horn, .red, at: start + 11, isFlood: true) == false)
    #expect(HornTests.announce(&horn, .red, at: start + 12, isFlood: true) == true)
    #expect(HornTests.announce(&horn, .blue, at: start + 100, isFlood: false) == false)
  }

  /// In a flood one sound in ten seconds, and it is for the worst: what came too soon is heard when there may be a sound again.
  @Test func theWorstOfAFloodIsHeardThoughItCameTooSoon() {
    var horn = Horn()
    #expect(HornTests.announce(&horn, .yellow, at: start, isFlood: true) == true)
    #expect(HornTests.announce(&horn, .red, at: start + 3, isFlood: true) == false)
    #expect(HornTests.announce(&horn, .yellow, at: start + 4, isFlood: true) == false)
    #expect(HornTests.catchUp(&horn, at: start + 9.9) == false)
    #expect(HornTests.catchUp(&horn, at: start + 10) == true)
    #expect(HornTests.catchUp(&horn, at: start + 30) == false)
  }

  @Test func tenMinutesOfFloodSoundOnceInTenSeconds() {
    var horn = Horn()
    var sounds: [Double] = []
    for tenth in 0..<6000 {
      let now = start + Double(tenth) / 10
      let isHeard = tenth % 3 == 0 ? horn.announce(.red, at: now, isFlood: true) : horn.catchUp(at: now, isFlood: true)
      if isHeard { sounds.append(now - start) }
    }
    #expect(sounds.count == 60)
    #expect(zip(sounds, sounds.dropFirst()).allSatisfy { $1 - $0 >= 10 } == true)
  }

  @Test func whatWasSilencedIsNotCaughtUp() {
    var horn = Horn()
    #expect(HornTests.announce(&horn, .yellow, at: start, isFlood: true) == true)
    #expect(HornTests.announce(&horn, .red, at: start + 3, isFlood: true) == false)
    horn.hush()
    #expect(HornTests.catchUp(&horn, at: start + 11) == false)
  }

  /// I23: nothing sounds while it is silenced, and the next announcement re-arms it.
  @Test func quietForAWhile() {
    var horn = Horn()
    horn.toggleQuiet(at: start)
    #expect(HornTests.announce(&horn, .red, at: start + 599, isFlood: false) == false)
    #expect(HornTests.announce(&horn, .red, at: start + 600, isFlood: false) == true)
    horn.toggleQuiet(at: start + 700)
    horn.toggleQuiet(at: start + 701)
    #expect(HornTests.announce(&horn, .red, at: start + 702, isFlood: false) == true)
  }

  @Test func whatWaitsSoundsAgainUnlessItWasSilenced() {
    var horn = Horn()
    #expect(HornTests.remind(&horn, waiting: .red, at: start) == false)
    #expect(HornTests.announce(&horn, .red, at: start, isFlood: false) == true)
    #expect(HornTests.remind(&horn, waiting: .red, at: start + 899) == false)
    #expect(HornTests.remind(&horn, waiting: .red, at: start + 900) == true)
    #expect(HornTests.remind(&horn, waiting: .blue, at: start + 1800) == false)
    horn.hush()
    #expect(HornTests.remind(&horn, waiting: .red, at: start + 3600) == false)
    #expect(HornTests.announce(&horn, .orange, at: start + 3700, isFlood: false) == true)
    #expect(HornTests.remind(&horn, waiting: .red, at: start + 4600) == true)
  }

  @Test func whatSoundedLaterHasNotSounded() {
    var horn = Horn()
    #expect(HornTests.announce(&horn, .red, at: start + 500, isFlood: false) == true)
    #expect(HornTests.announce(&horn, .red, at: start, isFlood: false) == true)
  }

  private static func announce(_ horn: inout Horn, _ severity: Severity, at now: Timestamp, isFlood: Bool) -> Bool {
    horn.announce(severity, at: now, isFlood: isFlood)
  }

  private static func catchUp(_ horn: inout Horn, at now: Timestamp) -> Bool { horn.catchUp(at: now, isFlood: true) }

  private static func remind(_ horn: inout Horn, waiting: Severity, at now: Timestamp) -> Bool {
    horn.remind(waiting: waiting, at: now)
  }
}
