public import Core
internal import Feeds
internal import Recordings
public import TextSafety

/// Turns a recording into actions, step by step towards a moment: events when they arrive, a tick at every whole second between.
///
/// How large the steps are does not change the sequence. Pure stepping: the caller's clock decides how far to go.
public struct Player {
  public let recording: Recording
  private var spot: Place
  private let decoder = LineDecoder(Recording.options)
  private var chunk: Chunk?
  /// What the decoder made of the latest line; empty between two.
  private var decoded: [Event] = []
  /// The collector that the latest line came through, and its name as the line has it.
  private var collector = Player.collector
  private var collectorBytes: [UInt8] = []

  /// What board 9 calls the reader of a recording.
  public static let collector: SafeText = "playback"

  /// Everything that tells where a player stands.
  public struct Place: Sendable {
    var chunk = 0
    var linesBefore = 0
    /// Of the next line, in the chunk.
    var offset = 0
    /// Lines read.
    var number = 0
    /// What is unsound before the chunk has been told.
    var hasToldFaults = false
    var isAtEnd = false
    /// The second that ticks next.
    var nextTick: Int64
    /// When the latest line arrived.
    var arrival: Timestamp?
    /// What the latest line holds, and how much of it has been given.
    var waiting: [Action] = []
    var given = 0
  }

  public init(recording: Recording) {
    self.recording = recording
    spot = Place(nextTick: Player.second(recording.start))
  }

  /// Where it stands; may be kept, and set again later or in another player of the same recording.
  public var place: Place {
    get { spot }
    set {
      spot = newValue
      chunk = nil
    }
  }

  public var start: Timestamp { recording.start }
  public var end: Timestamp { recording.end }
  /// How many lines have been read.
  public var linesRead: Int { spot.number }

  public mutating func restart() { place = Place(nextTick: Player.second(recording.start)) }

  /// When the next line comes; nil where there is none.
  public mutating func nextArrival() -> Timestamp? {
    while spot.given == spot.waiting.count, !spot.isAtEnd { read() }
    return spot.given < spot.waiting.count ? arrival : nil
  }

  /// Everything up to and with the moment, at most `budget` actions; `isDone` where nothing is left before it.
  public mutating func advance(to target: Timestamp, budget: Int) -> (actions: [Action], isDone: Bool) {
    var actions: [Action] = []
    let isDone = advance(to: target, budget: budget, into: &actions)
    return (actions, isDone)
  }

  /// The same, added to what is there; returns whether nothing is left before the moment.
  public mutating func advance(to target: Timestamp, budget: Int, into actions: inout [Action]) -> Bool {
    let end = actions.count.addingReportingOverflow(budget)
    let limit = end.overflow ? Int.max : end.partialValue
    while actions.count < limit {
      let line = nextArrival()
      let tick = Timestamp(milliseconds: spot.nextTick * 1000)
      if tick <= target, tick <= line ?? last {
        actions.append(.tick(tick))
        spot.nextTick += 1
      } else if let line, line <= target {
        give(limit - actions.count, into: &actions)
      } else {
        return true
      }
    }
    return false
  }

  /// What waits, at most so many. A line is one event nearly always: it is moved, for a copy would retain every text in it.
  private mutating func give(_ most: Int, into actions: inout [Action]) {
    if spot.waiting.count == 1 {
      actions.append(spot.waiting.removeLast())
      return
    }
    let count = min(most, spot.waiting.count - spot.given)
    actions += spot.waiting[spot.given..<spot.given + count]
    spot.given += count
  }

  private var arrival: Timestamp { spot.arrival ?? recording.firstArrival }
  /// The last moment that ticks, once all lines have been read.
  private var last: Timestamp { max(recording.end, arrival) }

  /// Reads on to the end of the next line.
  private mutating func read() {
    spot.waiting.removeAll(keepingCapacity: true)
    spot.given = 0
    guard let chunk = chunk ?? recording.source.chunk(at: spot.chunk, linesBefore: spot.linesBefore) else {
      spot.isAtEnd = true
      return
    }
    self.chunk = chunk
    if !spot.hasToldFaults { begin(chunk) }
    guard let line = chunk.nextLine(from: &spot.offset, counting: &spot.number) else {
      if spot.waiting.isEmpty {
        spot.chunk = chunk.next
        spot.linesBefore = spot.number
        spot.offset = 0
        spot.hasToldFaults = false
        self.chunk = nil
      }
      return
    }
    chunk.bytes.withUnsafeBytes { decode(UnsafeRawBufferPointer(rebasing: $0[line])) }
  }

  private mutating func begin(_ chunk: Chunk) {
    spot.hasToldFaults = true
    if !chunk.bytes.isEmpty { spot.number = chunk.linesBefore }
    for fault in chunk.faults {
      let position = LinePosition(collector: Player.collector, file: recording.path, line: spot.number + 1)
      spot.waiting.append(
        .malformed(Malformed(.syntax, "byte \(fault.offset): \(fault.words)"), position, raw: "", at: arrival))
    }
  }

  private mutating func decode(_ bytes: UnsafeRawBufferPointer) {
    var malformed: [Malformed] = []
    decoder.decode(line: bytes, into: &decoded, malformed: &malformed)
    let mark = ArrivalMark(bytes)
    if let moment = mark?.arrival ?? (decoded.isEmpty ? nil : decoded[0].recordedTime ?? decoded[0].time) {
      spot.arrival = max(spot.arrival ?? moment, moment)
    }
    if let name = mark?.collector { note(UnsafeRawBufferPointer(rebasing: bytes[name])) } else { note(nil) }
    let at = arrival
    while !decoded.isEmpty { spot.waiting.append(.event(decoded.removeFirst(), collector: collector, at: at)) }
    if malformed.first?.reason == .unknownType, let record = MalformedRecord(bytes) {
      spot.waiting.append(.malformed(record.malformed, record.position, raw: record.raw, at: at))
      return
    }
    let position = LinePosition(collector: Player.collector, file: recording.path, line: spot.number)
    for fault in malformed {
      let raw: SafeText = fault.reason == .classified ? "" : Excerpt.of(bytes)
      spot.waiting.append(.malformed(fault, position, raw: raw, at: at))
    }
  }

  /// Takes over the name of a collector; the same one as before costs nothing.
  private mutating func note(_ name: UnsafeRawBufferPointer?) {
    guard let name else {
      if !collectorBytes.isEmpty { (collector, collectorBytes) = (Player.collector, []) }
      return
    }
    guard !collectorBytes.elementsEqual(name) else { return }
    collectorBytes = Array(name)
    collector = SafeText(utf8: name.bindMemory(to: UInt8.self), limit: 100)
  }

  private static func second(_ time: Timestamp) -> Int64 { Int64((Double(time.milliseconds) / 1000).rounded(.up)) }
}
