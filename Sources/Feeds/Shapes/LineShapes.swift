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

  /// Learning is paid for by lines that fitted: a feed whose lines are never alike is soon left alone.
  private static let mostCredit = 1024
  private static let price = 16

  private struct Contents: ~Copyable {
    let shapes = UnsafeMutablePointer<LineShape>.allocate(capacity: LineShapes.limit)
    var count = 0
    /// The numbers of the shapes, those that fit most often first.
    var order = InlineArray<24, Int>(repeating: 0)
    var credit = LineShapes.mostCredit
    /// Lines that needed no parser.
    var fitted = 0

    deinit {
      shapes.deinitialize(count: count)
      shapes.deallocate()
    }
  }

  /// Plain memory: it is on the way of every line, and each use of an object's variables is guarded.
  private let contents = UnsafeMutablePointer<Contents>.allocate(capacity: 1)
  /// The line, behind sixteen zero bytes and before as many.
  private let copy: UnsafeMutablePointer<UInt8>
  private let tape: UnsafeMutablePointer<UInt64>
  private static let margin = 16

  var count: Int { contents.pointee.count }
  var fitted: Int { contents.pointee.fitted }
  var mayLearn: Bool { contents.pointee.credit >= LineShapes.price }

  init() {
    contents.initialize(to: Contents())
    copy = .allocate(capacity: LineShapes.longest + 4 * LineShapes.margin)
    copy.initialize(repeating: 0, count: LineShapes.longest + 4 * LineShapes.margin)
    tape = .allocate(capacity: 2 * LineTokens.mostValues)
    tape.initialize(repeating: 0, count: 2 * LineTokens.mostValues)
  }

  deinit {
    contents.deinitialize(count: 1)
    contents.deallocate()
    copy.deallocate()
    tape.deallocate()
  }

  /// Appends the event of a line that fits; false where a parser has to read it.
  func decode(_ line: UnsafeRawBufferPointer, _ texts: TextReader, into events: inout [Event]) -> Bool {
    let contents = contents
    guard contents.pointee.count > 0, line.count <= LineShapes.longest, let start = line.baseAddress else { return false }
    let text = hold(start, line.count)
    for place in 0..<contents.pointee.count {
      let shape = contents.pointee.shapes + contents.pointee.order[place]
      var high: UInt64 = 0
      guard shape.pointee.match(text, from: copy, onto: tape, high: &high) else { continue }
      do throws(Fault) {
        try shape.pointee.append(ShapeValues(tape: tape, strings: copy, texts: texts), to: &events)
      } catch { return false }
      // Texts that came before were checked then; so were the parts that are known.
      if high != 0, texts.sawWideText || shape.pointee.hasUnreadTexts, !csj_is_utf8(text.start, text.count) {
        events.removeLast()
        return false
      }
      count(place)
      return true
    }
    return false
  }

  private func hold(_ start: UnsafeRawPointer, _ count: Int) -> JSONString {
    let text = JSONString(start: UnsafePointer(copy) + LineShapes.margin, count: count)
    UnsafeMutableRawPointer(copy + LineShapes.margin).copyMemory(from: start, byteCount: count)
    UnsafeMutableRawPointer(copy + LineShapes.margin + count).storeBytes(of: .zero, as: SIMD16<UInt8>.self)
    return text
  }

  /// The shape in this place of the order has fitted.
  @inline(__always)
  private func count(_ place: Int) {
    let contents = contents
    contents.pointee.fitted += 1
    if contents.pointee.credit < LineShapes.mostCredit { contents.pointee.credit += 1 }
    let number = contents.pointee.order[place]
    contents.pointee.shapes[number].hits += 1
    guard place > 0 else { return }
    let before = contents.pointee.order[place - 1]
    guard contents.pointee.shapes[number].hits > contents.pointee.shapes[before].hits else { return }
    contents.pointee.order[place] = before
    contents.pointee.order[place - 1] = number
  }

  /// Takes in a line that a parser has read, with the one event it made of it.
  func learn(_ line: UnsafeRawBufferPointer, _ event: Event) {
    guard mayLearn, line.count <= LineShapes.longest, let start = line.baseAddress,
      let kind = ShapeKind(event.payload), event.marks.isDisjoint(with: [.oddText, .masked, .repaired])
    else { return }
    contents.pointee.credit -= LineShapes.price
    let text = hold(start, line.count)
    guard let tokens = LineTokens(text, kind: kind) else { return }
    // A queue without a title is called by its id: one value would be for two things.
    if kind == .queue, !tokens.values.contains(where: { $0.target == .queue(.title) }) { return }
    let (shapes, count) = (contents.pointee.shapes, contents.pointee.count)
    for number in 0..<count where shapes[number].kind == kind {
      if shapes[number].learn(text, tokens, event: event) { return }
    }
    let shape = LineShape(text, tokens, kind: kind, event: event)
    guard count == LineShapes.limit else {
      (shapes + count).initialize(to: shape)
      contents.pointee.order[count] = count
      contents.pointee.count += 1
      return
    }
    for number in 0..<count { shapes[number].hits /= 2 }
    shapes[contents.pointee.order[count - 1]] = shape
  }
}
