internal import CLinux
internal import Collectors
internal import Core
internal import Dispatch

/// Walks over a recording in the background, folding as the playback does, and leaves checkpoints and what it finds.
struct Survey: Sendable {
  let recording: Recording
  let timeline: Timeline
  private static let courtesy: UInt32 = 120
  /// Lines between checkpoints in a recording of a day: at most some 60 ms of folding for a jump. A checkpoint is a megabyte.
  private static let spacing = 4000
  private static let leastSpacing = 1000
  private let queue = DispatchQueue(label: "zhiban.survey", qos: .utility)

  init(recording: Recording, timeline: Timeline) {
    self.recording = recording
    self.timeline = timeline
  }

  /// Begins at a checkpoint, with the operator's commands from there on. A walk that is under way ends.
  func start(at checkpoint: Timeline.Checkpoint, commands: [PlaybackDriver.Command], until end: Timestamp) {
    let edition = timeline.begin(at: checkpoint)
    queue.async {
      // The first frame goes first: until it is there, both cores have better things to do.
      if checkpoint.commands == 0 { Clock.pause(milliseconds: Survey.courtesy) }
      walk(from: checkpoint, commands, end, edition)
    }
  }

  /// Waits until the walk is over.
  func wait() { queue.sync {} }

  private func walk(
    from checkpoint: Timeline.Checkpoint, _ commands: [PlaybackDriver.Command], _ end: Timestamp, _ edition: Int
  ) {
    var player = Player(recording: recording)
    player.place = checkpoint.place
    var state = checkpoint.state
    var (next, lastLines) = (checkpoint.commands, player.linesRead)
    let lines = recording.estimatedLines
    var spacing = max(Survey.leastSpacing, min(Survey.spacing, lines / 6), lines / (Timeline.capacity - 1))
    let looks = !timeline.findings.isWhole
    var findings = looks ? Timeline.Findings() : timeline.findings
    var moment = checkpoint.at
    var (effects, found): ([Effect], Int) = ([], 0)
    while timeline.edition == edition, moment < end, let arrival = player.nextArrival() {
      // On to the end of the second in which the next line comes, or to the command before it.
      moment = min(end, max(arrival, moment + 1).endOfSecond)
      let command = next < commands.count && commands[next].at <= moment ? commands[next] : nil
      if let command { moment = command.at }
      let (actions, _) = player.advance(to: moment, budget: .max)
      for action in actions {
        if looks { findings.note(action, since: recording.start) }
        state.settle(action, &effects)
      }
      if let command {
        state.settle(command.action, &effects)
        next += 1
        continue
      }
      if player.linesRead - lastLines >= spacing {
        lastLines = player.linesRead
        let checkpoint = Timeline.Checkpoint(at: moment, state: state, place: player.place, commands: next)
        if timeline.add(checkpoint, edition: edition) { spacing *= 2 }
      }
      found += 1
      if looks, found % 500 == 0 { timeline.find { $0 = findings } }
    }
    guard looks, timeline.edition == edition else { return }
    findings.isWhole = true
    timeline.find { $0 = findings }
    zb_trim_memory()
  }
}

extension State {
  /// Folds an action in as if everything were written at once.
  mutating func settle(_ action: Action, _ effects: inout [Effect]) {
    effects.removeAll(keepingCapacity: true)
    reduce(action, effects: &effects)
    var last: Int64?
    for effect in effects { if case .journal(let entry) = effect { last = entry.sequence } }
    if let last { reduce(.journalled(through: last), effects: &effects) }
  }
}

extension Timeline.Findings {
  mutating func note(_ action: Action, since start: Timestamp) {
    guard case .event(let event, _, let at) = action else { return }
    let minute = max(0, Int((at - start) / 60))
    // A week of minutes is enough for any picture of it.
    if minute < 7 * 24 * 60 {
      if minute >= minutes.count { minutes += Array(repeating: 0, count: minute + 1 - minutes.count) }
      minutes[minute] += 1
    }
    if case .alert(let report) = event.payload, report.status == .firing, alerts.last != at, alerts.count < 100_000 {
      alerts.append(at)
    }
  }
}

extension Timestamp {
  /// The whole second at or after it.
  var endOfSecond: Timestamp { Timestamp(milliseconds: Int64((Double(milliseconds) / 1000).rounded(.up)) * 1000) }
}
