@testable import Dashboard
import Collectors
import Core
import Feeds
import Foundation
import Panels
import Recordings
import TestSupport
import Testing
import TextSafety
import TextUI

/// Wherever a playback jumps, it stands where it would have come by playing from the start.
@Suite struct SeekTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zhiban-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  /// An hour of tickets and alerts, three seconds apart, that opens in the middle of a second.
  private func events() -> [Event] {
    (0..<1200).map { number in
      let at = 0.25 + Double(number) * 3.1
      return number % 40 == 7
        ? SampleState.alert("A\(number / 80)", .red, "险情", at: at)
        : SampleState.ticket("T\(number % 300)", "积水", revision: Int64(number / 300 + 1), at: at)
    }
  }

  private func plain() throws -> Recording {
    let path = folder + "/a.jsonl"
    let lines = events().map { EventEncoder().line($0) } + ["{torn"]
    try (lines.joined(separator: "\n")).write(toFile: path, atomically: true, encoding: .utf8)
    return try Recording(path: path)
  }

  private func blocks() throws -> Recording {
    let path = folder + "/a.zbr"
    var options = RecordingWriter.Options()
    options.blockBytes = 20_000
    let writer = try RecordingWriter(path: path, options: options)
    for event in events() {
      let at = event.recordedTime ?? event.time
      try writer.append(EventEncoder().encode(event, arrivedAt: at, collector: "playback"), at: at)
    }
    try writer.append(Array("{torn".utf8), at: writer.start ?? SampleState.start)
    try writer.finish()
    return try Recording(path: path)
  }

  /// The state folded from the start, with the commands in their places.
  private func folded(_ recording: Recording, to moment: Timestamp, _ commands: [PlaybackDriver.Command]) -> State {
    var player = Player(recording: recording)
    var state = State(city: SampleState.city, startingAt: recording.start, isLive: false)
    var effects: [Effect] = []
    for command in commands where command.at <= moment {
      for action in player.advance(to: command.at, budget: .max).actions { state.settle(action, &effects) }
      state.settle(command.action, &effects)
    }
    for action in player.advance(to: moment, budget: .max).actions { state.settle(action, &effects) }
    return state
  }

  @Test func aPauseWhileAMomentIsSoughtStaysThere() throws {
    let recording = try plain()
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: State(city: SampleState.city, startingAt: recording.start, isLive: false),
      from: recording.start + 1000, to: nil, speed: 1, loops: false, at: 0)
    _ = driver.next(at: 0, budget: 1)
    // Only a first event has been folded in.
    driver.perform(.togglePause, at: 0)
    while driver.reached < recording.start + 1000 { _ = driver.next(at: 9_000_000_000, budget: 500) }
    #expect(driver.reached == recording.start + 1000 && driver.clock.isPaused)
    // What is done there does not begin the recording anew.
    _ = driver.settle(at: driver.reached)
    let again = driver.restartState(at: 9_000_000_000)
    #expect(again == nil)
  }

  private func seeks(in recording: Recording, commands count: Int) throws {
    let survey = Survey(recording: recording, timeline: Timeline())
    var session = Session(
      state: State(city: SampleState.city, startingAt: recording.start, isLive: false), view: ViewState(),
      size: Size(width: 80, height: 24))
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: session.state, from: nil, to: nil, speed: 1, loops: false, survey: survey,
      at: 0)
    let runner = EffectRunner(store: nil, receipts: nil)
    driver.perform(.togglePause, at: 0)
    var random = SystemSeed(state: UInt64(count) + 5)
    var isWaiting = true
    for round in 0..<60 {
      // At first with the survey still on its way, then with all of it.
      if round == 20, isWaiting { survey.wait(); isWaiting = false }
      let target = recording.start + Double(random.next() % 4_000_000) / 1000
      driver.perform(.goTo(target), at: 0)
      if let state = driver.restartState(at: 0) { session.replace(state: state) }
      repeat {
        session.fold(driver.next(at: 0, budget: Int(random.next() % 500) + 1), runner: runner)
      } while driver.reached < driver.clock.target(at: 0)
      #expect(session.state.document() == folded(recording, to: driver.reached, driver.commands).document(), "round \(round)")
      guard round % 7 == 3, round / 7 < count, let alarm = session.state.alarms.rows.first else { continue }
      let action = Action.command(
        .acknowledge(alarm.key, revision: alarm.revision), by: Operator(id: "duty-01", shift: "day"), at: session.state.now)
      session.fold(driver.settle(at: session.state.now), runner: runner)
      driver.note(action, before: session.state)
      session.fold([action], runner: runner)
      if round > 20 { survey.wait() }
    }
    #expect(survey.timeline.count > 1)
    #expect(survey.timeline.count <= Timeline.capacity)
  }

  @Test func aJumpInPlainLinesIsTheSameAsPlaying() throws { try seeks(in: try plain(), commands: 0) }
  @Test func aJumpInBlocksIsTheSameAsPlaying() throws { try seeks(in: try blocks(), commands: 0) }
  @Test func whatTheOperatorDidIsDoneAgain() throws {
    try seeks(in: try plain(), commands: 8)
    try seeks(in: try blocks(), commands: 8)
  }

  @Test func bothKindsOfFileTellTheSame() throws {
    let (plain, blocks) = (try plain(), try blocks())
    #expect(plain.start == blocks.start)
    #expect(plain.end == blocks.end)
    let end = plain.start + 5000
    let documents = [plain, blocks].map { folded($0, to: end, []).document().replacingOccurrences(of: "a.zbr", with: "a.jsonl") }
    #expect(documents[0] == documents[1])
  }

  @Test func stepsGoFromEventToEvent() throws {
    let recording = try plain()
    let survey = Survey(recording: recording, timeline: Timeline())
    survey.wait()
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: State(city: SampleState.city, startingAt: recording.start, isLive: false),
      from: nil, to: nil, speed: 1, loops: false, survey: survey, at: 0)
    survey.wait()
    func go(_ request: Session.PlaybackRequest) -> Double {
      driver.perform(request, at: 0)
      _ = driver.restartState(at: 0)
      repeat { _ = driver.next(at: 0, budget: 1000) } while driver.reached < driver.clock.target(at: 0)
      return ((driver.reached - recording.start) * 10).rounded() / 10
    }
    driver.perform(.togglePause, at: 0)
    #expect(go(.stepForward) == 0)
    #expect(go(.stepForward) == 3.1)
    #expect(go(.stepForward) == 6.2)
    #expect(go(.stepBack) == 3.1)
    #expect(go(.nextAlert) == 21.7)
    #expect(go(.nextAlert) == 145.7)
    #expect(go(.previousAlert) == 21.7)
  }

  @Test func idleGapsAreSkipped() throws {
    let path = folder + "/idle.jsonl"
    let lines = [0, 10_000].map { EventEncoder().line(SampleState.ticket("T\($0)", "积水", at: Double($0))) }
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let recording = try Recording(path: path)
    var driver = PlaybackDriver(
      player: Player(recording: recording), state: State(city: SampleState.city, startingAt: recording.start, isLive: false),
      from: nil, to: nil, speed: 1, loops: false, at: 0)
    driver.idleLimit = 60
    _ = driver.next(at: 0, budget: 100_000)
    // A second before the next event, with every tick until then.
    #expect(driver.next(at: 0, budget: 100_000).count == 9999)
    #expect(driver.reached == recording.start + 9999)
  }
}

private struct SystemSeed {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
