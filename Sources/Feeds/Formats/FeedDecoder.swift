public import Core
public import TextSafety

/// Turns what a collector received into events. One decoder serves one source; it is not shared between threads.
public protocol FeedDecoder {
  /// Decodes one line, or one document, according to the framing of its format.
  ///
  /// One bad record never drops the others: each is reported, the rest is decoded.
  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed])
}

/// What a foreign format does not say itself, and its collector knows.
public struct DecodeContext: Sendable {
  /// The beginning of `source` for foreign records: `/110000/hotline`.
  public var source: SafeText
  /// The place of records that name none.
  public var place: PlaceCode
  /// The offset from UTC of moments without a zone.
  public var offsetMinutes: Int
  /// When the bytes arrived.
  public var receivedAt: Timestamp
  /// Marks every event gets: exercise, simulated.
  public var marks: Event.Marks

  public init(
    source: SafeText, place: PlaceCode = .none, offsetMinutes: Int = 480, receivedAt: Timestamp, marks: Event.Marks = []
  ) {
    self.source = source
    self.place = place
    self.offsetMinutes = offsetMinutes
    self.receivedAt = receivedAt
    self.marks = marks
  }
}

/// A format that feeds may come in.
public struct FeedFormat: Sendable {
  /// What a collector hands over at a time.
  public enum Framing: Sendable {
    /// One line without its newline.
    case lines
    /// A whole file or body, many megabytes perhaps.
    case document
  }

  /// `native`, `open311`, `alertmanager`: as settings name it.
  public let name: SafeText
  /// What it is, in one line of help.
  public let summary: SafeText
  public let framing: Framing
  public let makeDecoder: @Sendable (LineDecoder.Options) -> any FeedDecoder

  public init(
    name: SafeText, summary: SafeText, framing: Framing, makeDecoder: @escaping @Sendable (LineDecoder.Options) -> any FeedDecoder
  ) {
    self.name = name
    self.summary = summary
    self.framing = framing
    self.makeDecoder = makeDecoder
  }
}

/// All formats there are. A new one is a file of its own and a line here.
public enum FeedRegistry {
  public static let formats: [FeedFormat] = [.native, .open311, .alertmanager, .cap, .gdacs]

  public static func format(named name: String) -> FeedFormat? { formats.first { $0.name.string == name } }
}

extension FeedFormat {
  /// CloudEvents of the kinds `zhiban.*.v1`, one object or one batch per line.
  public static let native = FeedFormat(name: "native", summary: "CloudEvents zhiban.*.v1, JSON lines", framing: .lines) {
    NativeDecoder(LineDecoder($0))
  }
}

private struct NativeDecoder: FeedDecoder {
  let lines: LineDecoder

  init(_ lines: LineDecoder) { self.lines = lines }

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    let first = events.count
    lines.decode(line: bytes, into: &events, malformed: &malformed)
    if !context.marks.isEmpty {
      for index in first..<events.count { events[index].marks.formUnion(context.marks) }
    }
  }
}
