public import TextSafety

/// Finds bursts of tickets by place and service before a fixed threshold would.
///
/// A fold like the rest: tickets and time go in, changes come out, and the same again gives the same. A ticket costs the same whatever is
/// known; every five minutes all that was recently heard is looked at. `WeakSignals.md` has the statistic and what it achieved.
public struct WeakSignalDetector: Sendable {
  public private(set) var options: SignalOptions
  /// Tickets that came too late to be placed.
  public private(set) var lateTickets = 0
  /// What the looks have found and nobody has fetched yet.
  private var changes: [SignalChange] = []
  private(set) var baseline: CountBaseline
  private(set) var recent: [SignalCell: RecentCounts] = [:]
  var open: [SignalCell: OpenSignal] = [:]
  private(set) var clock: SignalClock
  private let hasPrior: Bool
  /// The step that is running.
  private var step: Int64?
  /// All hours up to this are learned, or will never be.
  private var learnedHour: Int64 = .min
  /// Kept events are being folded in: they bring their own time.
  var isRestoring = false
  /// The alarms agree with what is open here.
  var isAligned = false

  /// Beyond a gap of so many steps nothing is carried on.
  private static let longestGap: Int64 = 4 * 288
  /// Steps after the end of an hour in which its late tickets still come.
  private static let grace: Int64 = 2

  public init(
    options: SignalOptions = SignalOptions(), calendar: WorkingCalendar = WorkingCalendar(), prior: TicketBaseline? = nil
  ) {
    self.options = options
    clock = SignalClock(calendar: calendar)
    baseline = CountBaseline(halfLifeDays: options.halfLifeDays, prior: prior)
    hasPrior = prior != nil
  }

  /// Other options from now on; what was learned stays.
  mutating func configure(_ options: SignalOptions, calendar: WorkingCalendar) {
    self.options = options
    clock = SignalClock(calendar: calendar)
    isAligned = false
    if !options.isEnabled { open = [:] }
  }

  /// Cells known now, wider ones included.
  public var cellCount: Int { baseline.cellCount }
  public var openCells: [SignalCell] { open.keys.sorted() }
  var isWarm: Bool { baseline.hours >= options.warmUpHours ?? (hasPrior ? 1 : 24) }

  /// Takes one ticket, at the moment it was received.
  public mutating func record(place: PlaceCode?, service: SafeText?, ticket: SafeText, at time: Timestamp) {
    let running = step ?? SignalClock.step(time)
    if step == nil { start(at: running) }
    let own = min(SignalClock.step(time), running)
    guard own > running - RecentCounts.capacity else {
      lateTickets += 1
      return
    }
    for cell in SignalCell(place: place, service: service).chain {
      if let place = recent.index(forKey: cell) {
        recent.values[place].record(ticket, step: own)
      } else if recent.count < CountBaseline.cellLimit {
        var counts = RecentCounts(at: own)
        counts.record(ticket, step: own)
        recent[cell] = counts
      }
    }
  }

  /// Lets time pass: every completed step is looked at, every completed hour learned.
  public mutating func advance(to time: Timestamp) {
    let target = SignalClock.step(time)
    guard let from = step else { return start(at: target) }
    guard target > from else { return }
    guard target - from <= WeakSignalDetector.longestGap else {
      for cell in openCells { changes.append(.end(cell, at: time)) }
      (open, recent) = ([:], [:])
      return start(at: target)
    }
    for completed in from..<target {
      step = completed + 1
      learn(through: completed)
      if options.isEnabled, isWarm, !(recent.isEmpty && open.isEmpty) { settle(look(after: completed), after: completed) }
    }
  }

  /// What has changed since this was last asked.
  public mutating func takeChanges() -> [SignalChange] {
    defer { changes = [] }
    return changes
  }

  mutating func advanceAndTake(to time: Timestamp) -> [SignalChange] {
    advance(to: time)
    return takeChanges()
  }

  /// Signals that are open now, in the order of their cells.
  public var openSignals: [(evidence: SignalEvidence, severity: Severity)] {
    openCells.compactMap { cell in open[cell].map { ($0.evidence, $0.severity) } }
  }

  private mutating func start(at step: Int64) {
    self.step = step
    // Of the hour that is running only a part is heard.
    learnedHour = clock.hour(ofStep: step)
  }

  private mutating func learn(through completed: Int64) {
    let hour = clock.hour(ofStep: completed - WeakSignalDetector.grace + 1) - 1
    guard hour > learnedHour else { return }
    for hour in learnedHour + 1...hour { learn(hour: hour) }
    learnedHour = hour
    for (cell, counts) in recent where counts.newest <= completed - RecentCounts.capacity { recent[cell] = nil }
  }

  private mutating func learn(hour: Int64) {
    let (first, next) = (clock.firstStep(ofHour: hour), clock.firstStep(ofHour: hour + 1))
    var counts: [(cell: SignalCell, count: Int, isBurst: Bool)] = []
    for (cell, recent) in recent {
      let count = recent.sum(steps: next - first, endingWith: next - 1)
      if count > 0 { counts.append((cell, count, open[cell] != nil)) }
    }
    let hourClass = clock.hourClass(ofHour: hour)
    // A whole city that falls silent is a feed that does not speak: nothing is learned from it.
    let usual = baseline.expectation(of: .all, in: [(hourClass, 1)], at: hour)
    if counts.isEmpty, baseline.hours > 0, TailProbability.silence(usual) < -9 { return }
    baseline.learn(counts, hour: hour, class: hourClass)
  }

  private mutating func settle(_ found: Look, after completed: Int64) {
    let at = SignalClock.start(ofStep: completed + 1)
    for evidence in found.discoveries {
      let severity = options.severity(of: evidence)
      if open[evidence.cell] == nil {
        open[evidence.cell] = OpenSignal(evidence: evidence, severity: severity, since: at)
        changes.append(.raise(evidence, severity, at: at))
      } else if open[evidence.cell]?.take(evidence, severity) == true, let signal = open[evidence.cell] {
        changes.append(.raise(evidence, signal.severity, at: at))
      }
    }
    let discovered = Set(found.discoveries.map(\.cell))
    for cell in openCells where !discovered.contains(cell) {
      guard open[cell]?.look(isPresent: found.present.contains(cell)) == true else { continue }
      open[cell] = nil
      changes.append(.end(cell, at: at))
    }
  }
}
