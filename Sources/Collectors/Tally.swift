internal import Core
internal import TextSafety

/// What a collector has counted and not told yet. It is told in few reports, however much comes in: a flood of bad lines must not become
/// a flood of actions.
struct Tally: Sendable {
  typealias Instant = ContinuousClock.Instant

  static let reportInterval = Duration.milliseconds(250)
  /// Bad lines told one by one; what comes beyond them is told as a number.
  static let faultsPerSecond = 64
  /// What a source says beside its data.
  static let noteInterval = Duration.seconds(1)
  private static let noteLimit = 4

  private var lines = 0
  private var bytes: Int64 = 0
  /// Its bytes: it is made into text when it is told.
  private var lastLine: [UInt8] = []
  /// Of a report that found no room.
  private var refusedLine: SafeText?
  private var malformed: [Malformed.Reason: Int] = [:]
  private var notes: [SafeText] = []
  private var reportedAt: Instant?
  private var faultsSince: Instant?
  private var faults = 0
  private var notedAt: Instant?
  private var notesLeftOut = 0
  /// The last report found no room.
  private var isRefused = false

  private var isEmpty: Bool {
    lines == 0 && bytes == 0 && lastLine.isEmpty && refusedLine == nil && malformed.isEmpty && notes.isEmpty
  }

  mutating func count(lines: Int, bytes: Int, lastLine: UnsafeRawBufferPointer?) {
    self.lines += lines
    self.bytes += Int64(bytes)
    guard let lastLine else { return }
    self.lastLine.removeAll(keepingCapacity: true)
    self.lastLine.append(contentsOf: lastLine.prefix(Excerpt.bytes))
  }

  mutating func count(_ reason: Malformed.Reason) { malformed[reason, default: 0] += 1 }

  /// Whether one more bad line may be told by itself.
  mutating func mayTellFault(at now: Instant) -> Bool {
    if faultsSince.map({ now - $0 >= .seconds(1) }) ?? true {
      faultsSince = now
      faults = 0
    }
    faults += 1
    return faults <= Tally.faultsPerSecond
  }

  /// Keeps a note; of many in a second one is kept and the others are counted.
  mutating func note(_ text: SafeText, at now: Instant) {
    if let notedAt, now - notedAt < Tally.noteInterval {
      notesLeftOut += 1
      return
    }
    notedAt = now
    announce(notesLeftOut == 0 ? text : text + " (+\(notesLeftOut))")
    notesLeftOut = 0
  }

  /// Keeps a note that no other may push aside.
  mutating func announce(_ text: SafeText) {
    if notes.count < Tally.noteLimit { notes.append(text) }
  }

  /// How long until the next report; nil where there is nothing to tell.
  func due(at now: Instant) -> Duration? {
    if isEmpty { return nil }
    guard let reportedAt, notes.isEmpty || isRefused else { return .zero }
    return max(.zero, Tally.reportInterval - (now - reportedAt))
  }

  /// What there is to tell, which is then no longer counted here; of several notes the first.
  mutating func take(_ collector: SafeText, _ kind: SafeText, at now: Instant) -> CollectorReport {
    let line = lastLine.isEmpty ? refusedLine : lastLine.withUnsafeBytes { Excerpt.of($0) }
    var report = CollectorReport(name: collector, kind: kind, lines: lines, bytes: bytes, lastLine: line)
    report.malformed = malformed
    if !notes.isEmpty { report.note = notes.removeFirst() }
    lines = 0
    bytes = 0
    lastLine.removeAll(keepingCapacity: true)
    refusedLine = nil
    malformed = [:]
    reportedAt = now
    isRefused = false
    return report
  }

  /// There was no room for a report: what it would have told is counted again.
  mutating func putBack(_ report: CollectorReport) {
    lines += report.lines
    bytes += report.bytes
    refusedLine = report.lastLine
    malformed.merge(report.malformed, uniquingKeysWith: +)
    if let note = report.note { notes.insert(note, at: 0) }
    isRefused = true
  }
}
