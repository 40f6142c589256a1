import CSimdjson
import Core

/// The shapes of the lines a source sends: nearly all lines of a feed are made alike, and one that is needs no parser.
///
/// What comes out is what the parser's way would have made; whatever does not fit exactly goes that way.
final class LineShapes {
  /// The most shapes kept; of further ones each takes the place of the one that fitted least.
  static let limit = 24
  /// Longer lines always go to the parser.
  static let longest = 8192

  private var shapes: UnsafeMutablePointer<LineShape>
  private(set) var count = 0
  /// Lines that needed no parser.
  private(set) var fitted = 0
  /// The numbers of the shapes, those that fit most often first.
  private var order: [Int] = []
  /// Learning is paid for by lines that fitted: a feed whose lines are never alike is soon left alone.
  private var credit = LineShapes.mostCredit
  private static let mostCredit = 1024
  private static let price = 16
  var mayLearn: Bool { credit >= LineShapes.price }

  /// The line, behind eight zero bytes and before as many.
  private let copy: UnsafeMutablePointer<UInt8>
  private let tape: UnsafeMutablePointer<UInt64>
  private static let margin = 8

  init() {
    shapes = .allocate(capacity: LineShapes.limit)
    copy = .allocate(capacity: LineShapes.longest + 4 * LineShapes.margin)
    copy.initialize(repeating: 0, count: LineShapes.longest + 4 * LineShapes.margin)
    tape = .allocate(capacity: 512)
    tape.initialize(repeating: 0, count: 512)
  }

  deinit {
    shapes.deinitialize(count: count)
    shapes.deallocate()
    copy.deallocate()
    tape.deallocate()
  }

  /// Appends the event of a line that fits; false where a parser has to read it.
  @inline(__always)
  func decode(_ line: UnsafeRawBufferPointer, _ texts: TextReader, into events: inout [Event]) -> Bool {
    guard count > 0, line.count <= LineShapes.longest, let start = line.baseAddress else { return false }
    let text = JSONString(start: UnsafePointer(copy) + LineShapes.margin, count: line.count)
    UnsafeMutableRawPointer(copy + LineShapes.margin).copyMemory(from: start, byteCount: line.count)
    UnsafeMutableRawPointer(copy + LineShapes.margin + line.count).initializeMemory(as: UInt64.self, repeating: 0, count: 2)
    for place in 0..<count {
      let shape = shapes + order[place]
      var high: UInt64 = 0
      guard shape.pointee.match(text, from: copy, onto: tape, high: &high) else { continue }
      guard high & 0x8080_8080_8080_8080 == 0 || csj_is_utf8(text.start, text.count) else { return false }
      do throws(Fault) {
        try shape.pointee.append(ShapeValues(tape: tape, strings: copy, texts: texts), to: &events)
      } catch { return false }
      shape.pointee.hits += 1
      fitted += 1
      if credit < LineShapes.mostCredit { credit += 1 }
      if place > 0, shape.pointee.hits > shapes[order[place - 1]].hits { order.swapAt(place, place - 1) }
      return true
    }
    return false
  }

  /// Takes in a line that a parser has read, with the one event it made of it.
  func learn(_ line: UnsafeRawBufferPointer, _ event: Event) {
    guard mayLearn, line.count <= LineShapes.longest, let start = line.baseAddress,
      let kind = ShapeKind(event.payload), event.marks.isDisjoint(with: [.oddText, .masked, .repaired])
    else { return }
    credit -= LineShapes.price
    let text = JSONString(start: UnsafePointer(copy) + LineShapes.margin, count: line.count)
    UnsafeMutableRawPointer(copy + LineShapes.margin).copyMemory(from: start, byteCount: line.count)
    guard let tokens = LineTokens(text, kind: kind) else { return }
    // A queue without a title is called by its id: one value would be for two things.
    if kind == .queue, !tokens.values.contains(where: { $0.target == .queue(.title) }) { return }
    for number in 0..<count where shapes[number].kind == kind {
      if shapes[number].learn(text, tokens, event: event) { return }
    }
    let shape = LineShape(text, tokens, kind: kind, event: event)
    guard count == LineShapes.limit else {
      (shapes + count).initialize(to: shape)
      order.append(count)
      count += 1
      return
    }
    for number in 0..<count { shapes[number].hits /= 2 }
    shapes[order[count - 1]] = shape
  }
}
