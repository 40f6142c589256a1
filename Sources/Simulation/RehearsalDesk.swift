internal import Core
internal import Feeds
internal import TextSafety

/// A desk without a screen: the fold, a clock that ticks every second, a journal that always keeps what it is given.
struct RehearsalDesk {
  private(set) var state: State
  /// When each alert first stood at each severity.
  private(set) var raised: [AlarmKey: [Severity: Timestamp]] = [:]
  /// Entries of the journal by their input, and refusals under `refusal`.
  private(set) var journal: [String: Int] = [:]
  /// Lines of what was kept, for a look at what they hold.
  private(set) var kept: [Event] = []
  /// Alarms as each change left them.
  private(set) var changes: [Alarm] = []
  let keepsEvents: Bool
  let keepsChanges: Bool
  private(set) var nextArrival: Timestamp
  private var ticked: Timestamp
  private let decoder = LineDecoder()
  private var decoded: [Event] = []
  private var faults: [Malformed] = []
  private var lines: Int64 = 0

  init(city: City, start: Timestamp, keepsEvents: Bool = false, keepsChanges: Bool = false) {
    state = State(city: city, startingAt: start)
    nextArrival = start
    ticked = start
    self.keepsEvents = keepsEvents
    self.keepsChanges = keepsChanges
  }

  /// Reads the next line: it arrives when it was written, else when it happened, never before the line in front of it.
  mutating func decode(_ line: [UInt8]) {
    decoded.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    lines += 1
    line.withUnsafeBytes { decoder.decode(line: $0, into: &decoded, malformed: &faults) }
    if let event = decoded.first { nextArrival = max(nextArrival, event.recordedTime ?? event.time) }
  }

  /// Folds in what was read.
  mutating func fold() {
    tick(to: nextArrival)
    for event in decoded { reduce(.event(event, collector: "rehearsal", at: nextArrival)) }
    for fault in faults {
      let position = LinePosition(collector: "rehearsal", file: "scenario", line: Int(lines))
      reduce(.malformed(fault, position, raw: "", at: nextArrival))
    }
  }

  /// Lets the clock run to a moment, which is looked at too.
  mutating func advance(to time: Timestamp) {
    tick(to: time)
    reduce(.tick(time))
  }

  mutating func reduce(_ action: Action) {
    var effects: [Effect] = []
    state.reduce(action, effects: &effects)
    var last: Int64 = 0
    for effect in effects {
      switch effect {
      case .journal(let entry):
        last = entry.sequence
        if keepsChanges, let after = entry.after { changes.append(after) }
        journal[entry.refusal == nil ? entry.input.string : "refusal", default: 0] += 1
        if let key = entry.key, entry.input == "raise", let severity = entry.after?.current,
          raised[key]?[severity] == nil
        {
          raised[key, default: [:]][severity] = entry.at
        }
      case .keep(let event) where keepsEvents: kept.append(event)
      default: break
      }
    }
    if last > 0 { state.reduce(.journalled(through: last), effects: &effects) }
  }

  private mutating func tick(to time: Timestamp) {
    while ticked + 1 <= time {
      ticked = ticked + 1
      reduce(.tick(ticked))
    }
  }
}
