import CSimdjson
import Core

/// Lines of one make: the bytes that are the same in all, and the values between them that differ.
///
/// It begins with one line, all of whose values count as the same, and learns of each value that differs.
struct LineShape: ~Copyable {
  /// Bytes that are always the same, and the value behind them.
  struct Piece {
    var literal: Int32
    var count: Int32
    var isText: Bool
    /// Nil behind the last value.
    var target: ShapeTarget?
  }

  var hits = 0
  /// An event of this shape, its envelope kept beside it; what differs in it stands for nothing.
  private(set) var model: Event.Content
  private(set) var envelope: Event.Envelope
  let kind: ShapeKind
  private var line: [UInt8]
  private var values: [LineTokens.Value]
  private var isSlot: [Bool]
  /// Plain memory: they are on the way of every line.
  private var literals: UnsafeMutableBufferPointer<UInt8>
  private(set) var pieces: UnsafeMutableBufferPointer<Piece>
  /// The numbers of the values that are attributes, and of all others.
  private(set) var attributeSlots: UnsafeMutableBufferPointer<Int32>
  private(set) var payloadSlots: UnsafeMutableBufferPointer<Int32>
  /// It has texts that nobody reads, and that are therefore checked by nobody either.
  private(set) var hasUnreadTexts = false
  /// The pieces of the envelope and of the payload, whichever comes first in the line.
  var slotCount: Int { pieces.count - 1 }

  init(_ line: JSONString, _ tokens: LineTokens, kind: ShapeKind, event: Event) {
    self.line = Array(line.buffer)
    self.kind = kind
    values = tokens.values
    isSlot = Array(repeating: false, count: values.count)
    (model, envelope) = (event.content, event.content.envelope)
    literals = .allocate(capacity: 0)
    pieces = .allocate(capacity: 0)
    attributeSlots = .allocate(capacity: 0)
    payloadSlots = .allocate(capacity: 0)
    compile()
    (envelope, model) = emptied(event)
  }

  deinit {
    literals.deallocate()
    pieces.deallocate()
    attributeSlots.deallocate()
    payloadSlots.deallocate()
  }

  /// Takes a line of the same make in, so that it fits from now on; false where it is of another.
  mutating func learn(_ line: JSONString, _ tokens: LineTokens, event: Event) -> Bool {
    guard tokens.values.count == values.count else { return false }
    var differs = isSlot
    var (mine, other) = (0, 0)
    for number in values.indices {
      let (value, new) = (values[number], tokens.values[number])
      guard value.isText == new.isText, value.target == new.target,
        self.line[mine..<value.range.lowerBound].elementsEqual(line.buffer[other..<new.range.lowerBound])
      else { return false }
      if !differs[number], !self.line[value.range].elementsEqual(line.buffer[new.range]) {
        guard value.target != nil else { return false }
        differs[number] = true
      }
      (mine, other) = (value.range.upperBound, new.range.upperBound)
    }
    guard self.line[mine...].elementsEqual(line.buffer[other...]) else { return false }
    isSlot = differs
    compile()
    (envelope, model) = emptied(event)
    return true
  }

  private mutating func compile() {
    var bytes: [UInt8] = []
    var found: [Piece] = []
    var end = 0
    func literal(to next: Int, isText: Bool, _ target: ShapeTarget?) {
      found.append(Piece(literal: Int32(bytes.count), count: Int32(next - end), isText: isText, target: target))
      bytes += line[end..<next]
    }
    for number in values.indices where isSlot[number] {
      literal(to: values[number].range.lowerBound, isText: values[number].isText, values[number].target)
      end = values[number].range.upperBound
    }
    literal(to: line.count, isText: false, nil)
    bytes += [UInt8](repeating: 0, count: 16)
    literals.deallocate()
    literals = .allocate(capacity: bytes.count)
    _ = literals.initialize(from: bytes)
    hasUnreadTexts = found.contains { $0.isText && $0.target == .unread }
    pieces.deallocate()
    pieces = .allocate(capacity: found.count)
    _ = pieces.initialize(from: found)
    func slots(_ isMeant: (ShapeTarget?) -> Bool) -> UnsafeMutableBufferPointer<Int32> {
      let numbers = found.indices.dropLast().filter { isMeant(found[$0].target) }.map(Int32.init)
      let memory = UnsafeMutableBufferPointer<Int32>.allocate(capacity: numbers.count)
      _ = memory.initialize(from: numbers)
      return memory
    }
    attributeSlots.deallocate()
    attributeSlots = slots { if case .attribute? = $0 { true } else { false } }
    payloadSlots.deallocate()
    payloadSlots = slots { if case .attribute? = $0 { false } else { $0 != .unread } }
  }

  /// Holds a line against the shape and writes its values onto the tape, two words each; false where it is of another shape, or
  /// has a value that only a parser reads.
  ///
  /// `base` is where the texts on the tape are counted from. Zero bytes follow the line, sixteen at least.
  func match(
    _ line: JSONString, from base: UnsafePointer<UInt8>, onto tape: UnsafeMutablePointer<UInt64>, high: inout UInt64
  ) -> Bool {
    var at = line.start
    let end = line.start + line.count
    for number in 0..<slotCount {
      let piece = pieces.baseAddress! + number
      let count = Int(piece.pointee.count)
      guard count <= end - at, csj_same(at, literals.baseAddress! + Int(piece.pointee.literal), count) else {
        return false
      }
      at += count
      if piece.pointee.isText {
        // The quote behind it is part of what follows.
        let length = csj_text_length(at, &high)
        tape[2 * number] = csj_string_word(at - base, length)
        at += length
      } else {
        guard let length = ShapeScan.number(at, into: tape + 2 * number) else { return false }
        at += length
      }
    }
    let last = pieces.baseAddress! + slotCount
    return Int(last.pointee.count) == end - at
      && csj_same(at, literals.baseAddress! + Int(last.pointee.literal), end - at)
  }
}
