import Collectors
import Core
import Synchronization
import TestSupport
import Testing
import TextSafety

@testable import Recordings

/// Files that a recorder made one after another: as one they tell the same as a single file, and the last one alone knows what holds.
@Suite struct SeriesTests {
  private let scratch = Scratch()

  /// Twenty minutes of a desk, written into a single file and into a folder that begins a new file every five minutes.
  private func record(seed: UInt64) throws -> (single: String, folder: String) {
    var (single, folder) = (RecorderOptions(.file(scratch.path + "/all.zbr")), RecorderOptions(.folder(scratch.path + "/r")))
    (folder.rotateSeconds, folder.hasOpenings) = (300, true)
    single.title = "desk"
    folder.title = "desk"
    let books = [try RecordingBook(single), try RecordingBook(folder)]
    // As a running program that has just begun: nothing holds yet, so no opening is asked for.
    books[1].wantsOpening.store(false, ordering: .relaxed)
    var state = State(city: SampleState.city, startingAt: SampleState.start, isLive: true)
    var random = seed
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(bound))
    }
    for second in 0..<1200 {
      if books[1].wantsOpening.load(ordering: .relaxed) {
        books[1].wantsOpening.store(false, ordering: .relaxed)
        #expect(books[1].open(with: state) == nil)
      }
      let time = SampleState.start + Double(second)
      var event = happening(next, at: Double(second))
      event.id = "e\(second)"
      var actions: [Action] = [.event(event, collector: "feed", at: time)]
      var effects: [Effect] = []
      state.reduce(.tick(time), effects: &effects)
      state.reduce(actions[0], effects: &effects)
      SampleState.settle(&state, &effects)
      if second % 40 == 39, let alarm = state.alarms.rows.first(where: \.needsAcknowledgement) {
        let command = OperatorCommand.acknowledge(alarm.key, revision: alarm.revision)
        state.reduce(.command(command, by: Operator(id: "duty-02", shift: "day"), at: time), effects: &effects)
        for case .journal(let entry) in effects {
          guard let done = RecordedAction.event(entry, shift: "day", place: .none) else { continue }
          actions.append(.event(done, collector: "desk", at: time))
        }
        SampleState.settle(&state, &effects)
      }
      for book in books { #expect(book.write(actions) == nil) }
    }
    for book in books { #expect(book.finish() == nil) }
    return (scratch.path + "/all.zbr", scratch.path + "/r")
  }

  private func happening(_ next: (Int) -> Int, at seconds: Double) -> Event {
    let number = next(8)
    switch next(5) {
    case 0:
      var event = SampleState.alert("a\(number)", Severity.allCases[next(4)], "告警 \(number)", at: seconds)
      if next(3) == 0, case .alert(var report) = event.payload {
        report.status = .resolved
        event.payload = .alert(report)
      }
      return event
    case 1:
      var event = SampleState.ticket("T\(next(40))", "积水", revision: Int64(seconds), at: seconds)
      if next(4) == 0, case .ticket(var update) = event.payload {
        update.state = .closed
        event.payload = .ticket(update)
      }
      return event
    case 2:
      let sample = MetricSample(name: "load.\(number)", value: Double(next(100)), unit: "1")
      return SampleState.event(
        .metric(MetricReport(samples: [sample])), id: "m", subject: "cloud", source: "/test/cloud", at: seconds)
    case 3:
      let area = FleetReport.Area(place: PlaceCode(digits: 440_800 + Int64(number)), total: 10, online: next(11))
      let report = FleetReport(fleet: "k", total: 80, online: next(80), areas: [area], isSnapshot: false)
      return SampleState.event(.fleet(report), id: "f", subject: "k", source: "/test/fleet", at: seconds)
    default:
      let beat = Heartbeat(collector: "c", intervalSeconds: 30, upstream: next(9) == 0 ? .down : .ok)
      return SampleState.event(.heartbeat(beat), id: "h", subject: "c", source: "/test/cloud", at: seconds)
    }
  }

  private func state(_ recording: Recording) -> State {
    var player = Player(recording: recording)
    var state = State(city: SampleState.city, startingAt: recording.start, isLive: false)
    var effects: [Effect] = []
    for action in player.advance(to: recording.end, budget: .max).actions {
      state.reduce(action, effects: &effects)
      SampleState.settle(&state, &effects)
    }
    return state
  }

  /// What holds, without how it came about.
  private func holding(_ state: State) -> [String] {
    state.alarms.rows.map { "\($0.key.text) \($0.core) \($0.shownSeverity.name) \($0.acknowledgement?.by ?? "")" }.sorted()
      + state.tickets.tickets.filter(\.isOpen).map { "\($0.id) \($0.state) \($0.update.revision)" }.sorted()
      + state.metrics.metrics.map { "\($0.key.name) \($0.value ?? -1) \($0.at.milliseconds)" }.sorted()
      + state.fleets.fleets.flatMap { fleet in
        fleet.areas.values.map { "\(fleet.report.fleet) \($0.place.text) \($0.online)" }.sorted() + ["\(fleet.report.online)"]
      } + state.sources.sources.filter { $0.heartbeat != nil }.map { "\($0.id) \($0.health)" }.sorted()
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func aSeriesTellsTheSameAsOneFile(_ seed: UInt64) throws {
    let (single, folder) = try record(seed: seed)
    let files = RecordingFolder.files(folder)
    #expect(files.count == 4)
    let whole = state(try Recording(path: single))
    // In whatever order they are given.
    #expect(state(try Recording(series: files.reversed())).document() == whole.document())
    #expect(whole.counts.duplicates == 0)
    #expect(holding(whole).count > 40)
  }

  @Test(arguments: [4, 5, 6] as [UInt64]) func aLaterFileAloneKnowsWhatHolds(_ seed: UInt64) throws {
    let (single, folder) = try record(seed: seed)
    let whole = holding(state(try Recording(path: single)))
    for file in RecordingFolder.files(folder).suffix(1) {
      let recording = try Recording(path: file)
      #expect(recording.playStart - recording.start <= 601)
      #expect(recording.playStart >= SampleState.start + 900)
      #expect(holding(state(recording)) == whole)
    }
  }
}
