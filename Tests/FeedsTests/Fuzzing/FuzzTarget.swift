import Core
import TextSafety

@testable import Feeds

/// Something that reads bytes of anybody, and what must hold whatever they are. The fuzzer and the tests share it.
protocol FuzzTarget: AnyObject {
  /// `prometheus`, `sheet`: the name of its corpus too.
  var name: String { get }
  /// Reads the bytes and nothing more, for measuring.
  func read(_ bytes: UnsafeRawBufferPointer)
  /// What does not hold for these bytes; nil where all does.
  func complaint(about bytes: UnsafeRawBufferPointer) -> String?
}

enum FuzzTargets {
  /// New ones: a target keeps its decoders from call to call.
  static func all() -> [any FuzzTarget] {
    let strict = LineDecoder.Options(maximumClassification: .restricted, isStrict: true)
    let formats = FeedRegistry.formats.map { DecoderTarget($0.name.string, $0) }
    let maps = FuzzMappings.all.map { DecoderTarget($0.name.string, .mapped($0)) }
    let native = DecoderTarget("native-strict", .native, strict)
    let syntaxes: [any FuzzTarget] = [ShapesTarget(), SheetTarget(), JSONTarget(), RepairTarget(), XMLTarget()]
    return formats + [native] + maps + syntaxes + [TextTarget(), MaskingTarget(), WallMaskingTarget(), TimeTarget()]
  }

  static func target(named name: String) -> (any FuzzTarget)? { all().first { $0.name == name } }
}

/// A format; what it decodes is written, read again and looked at.
final class DecoderTarget: FuzzTarget {
  let name: String
  private let format: FeedFormat
  private let options: LineDecoder.Options
  private var isMapped: Bool { name.hasPrefix("map-") }
  private var decoder: any FeedDecoder
  private var rounds = 0
  private let encoder = EventEncoder()
  // An event may be longer when it is written than it was: characters that are made visible take more bytes.
  private let again = LineDecoder(.init(maximumClassification: .restricted, isStrict: true, maximumLineBytes: 1 << 24))
  private let context = DecodeContext(
    source: "/fuzz", place: PlaceCode(digits: 440_800), receivedAt: Timestamp(milliseconds: 1_656_813_900_000))

  init(_ name: String, _ format: FeedFormat, _ options: LineDecoder.Options = LineDecoder.Options()) {
    self.name = name
    self.format = format
    self.options = options
    decoder = format.makeDecoder(options)
  }

  private struct Result: Equatable {
    var events: [Event] = []
    var malformed: [Malformed] = []
  }

  private func decoded(_ bytes: UnsafeRawBufferPointer) -> Result {
    var result = Result()
    decoder.decode(bytes, context: context, into: &result.events, malformed: &result.malformed)
    return result
  }

  func read(_ bytes: UnsafeRawBufferPointer) {
    decoder = format.makeDecoder(options)
    _ = decoded(bytes)
  }

  /// How many events the bytes hold.
  func count(_ bytes: UnsafeRawBufferPointer) -> Int { decoded(bytes).events.count }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    // A new decoder costs more than most inputs; now and then it must be one, or memory of old texts would hide a fault.
    if rounds % 64 == 0 { decoder = format.makeDecoder(options) }
    rounds += 1
    let result = decoded(bytes)
    if decoded(bytes) != result { return "decodes otherwise the second time" }
    // Of a sheet every column that its map names and its header has not is a fault.
    if result.events.count + result.malformed.count > bytes.count + 16 {
      return "\(result.events.count) events and \(result.malformed.count) faults of \(bytes.count) bytes"
    }
    var written = 0
    for event in result.events {
      let line = encoder.encode(event)
      written += line.count
      if let complaint = lineComplaint(line, event) ?? wallComplaint(event) { return complaint }
    }
    if written > Self.largest(bytes.count) { return "\(written) bytes of events out of \(bytes.count) bytes" }
    for fault in result.malformed {
      if let complaint = complaint(about: fault, bytes) { return complaint }
    }
    return nil
  }

  /// What events may take when they are written: a small document may be said in many words, a large one not in many more.
  private static func largest(_ count: Int) -> Int { 65_536 + 128 * count }

  private func lineComplaint(_ line: [UInt8], _ event: Event) -> String? {
    if let complaint = Safety.complaint(aboutLine: line) { return complaint }
    var events: [Event] = []
    if let fault = line.withUnsafeBytes({ again.decode(line: $0, into: &events) }) {
      return "is written as what is refused: \(fault.detail.string)\n\(String(decoding: line, as: UTF8.self))"
    }
    // The mark tells of the way in, and there is nothing left to mask.
    var expected = event
    expected.marks.remove(.masked)
    if events != [expected] {
      let other = events.first.map { encoder.line($0) } ?? "nothing"
      return "is read again as another event:\n\(String(decoding: line, as: UTF8.self))\n\(other)"
    }
    return nil
  }

  /// On a wall an event shows less, and never less again.
  private func wallComplaint(_ event: Event) -> String? {
    var stripped = event
    WallMasking.strip(&stripped)
    guard stripped != event else { return nil }
    if let complaint = Safety.complaint(aboutLine: encoder.encode(stripped)) { return complaint }
    var twice = stripped
    WallMasking.strip(&twice)
    return twice == stripped ? nil : "changes on a wall twice: \(encoder.line(stripped))"
  }

  private func complaint(about fault: Malformed, _ bytes: UnsafeRawBufferPointer) -> String? {
    let text = fault.detail
    if let complaint = Safety.complaint(about: text.string) { return complaint }
    if text.isEmpty { return "a fault without words" }
    if Masking.masked(text) != text { return "a fault with personal data: \(text.string)" }
    // A map counts in UTF-8, whatever the document is in.
    let count = isMapped ? 3 * bytes.count : bytes.count
    if let column = fault.column, !(1...count + 1).contains(column) { return "column \(column) of \(bytes.count) bytes" }
    return nil
  }
}
