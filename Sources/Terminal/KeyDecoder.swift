public import TextUI

/// Turns the bytes a terminal sends into key presses.
///
/// A value without I/O: bytes and times go in, keys come out, however the bytes were split on their way. Replies of the
/// terminal (device attributes, cursor reports, mode reports, strings) have the form of sequences no key has; they are
/// recognised strictly and dropped, so that none of their bytes can act as a key.
public struct KeyDecoder: Sendable {
  public typealias Instant = ContinuousClock.Instant

  /// How long a lone ESC may be the start of a sequence.
  public static let escapeDelay = Duration.milliseconds(25)
  /// The same over a network.
  static let lineEscapeDelay = Duration.milliseconds(100)
  /// How long the rest of a sequence, and of a string or paste, may stay away.
  static let sequenceDelay = Duration.milliseconds(250)
  static let stringDelay = Duration.seconds(1)
  /// Two presses on one cell within this time are a double press.
  static let doublePressDelay = Duration.milliseconds(400)
  /// The longest sequence, string and paste; what is beyond is dropped.
  static let sequenceLimit = 64
  static let stringLimit = 4096
  static let pasteLimit = 65_536

  var escapeDelay = KeyDecoder.escapeDelay
  /// When waiting for more bytes ends: `expire` is to be called then. Nil while nothing is incomplete.
  public private(set) var deadline: Instant?

  /// Bytes that may be the start of a sequence or character.
  private var pending: [UInt8] = []
  /// The bytes of a paste that has begun.
  private var paste: [UInt8]?
  private var lastPress: (x: Int, y: Int, at: Instant)?
  /// When a lone ESC was taken for the key.
  private var lastEscape: Instant?
  private var reports: [CursorReport] = []

  public init() {}

  /// The keys that are complete with these bytes.
  public mutating func feed(_ bytes: some Collection<UInt8>, at now: Instant) -> [KeyPress] {
    guard !bytes.isEmpty else { return [] }
    // On a slow line an arrow key may arrive as ESC and, later, `[A` at once: the rest of a key, not two letters.
    if let escape = lastEscape, pending.isEmpty, paste == nil {
      lastEscape = nil
      if bytes.count > 1, bytes.first == 0x5B || bytes.first == 0x4F, escape.duration(to: now) < Self.stringDelay {
        pending = [0x1B]
      }
    }
    pending.append(contentsOf: bytes)
    return decode(at: now)
  }

  /// What incomplete bytes turn out to be when no more came in time.
  public mutating func expire(at now: Instant) -> [KeyPress] {
    guard let limit = deadline, now >= limit else { return [] }
    deadline = nil
    defer { pending.removeAll() }
    if let text = paste {
      paste = nil
      return [.paste(String(decoding: text, as: UTF8.self))]
    }
    guard pending == [0x1B] else { return [] }
    lastEscape = now
    return [.escape]
  }

  /// The cursor positions the terminal reported since the last call.
  mutating func takeCursorReports() -> [CursorReport] {
    defer { reports.removeAll() }
    return reports
  }

  struct CursorReport: Hashable, Sendable {
    /// Counted from 1, as the terminal does.
    var row: Int
    var column: Int
  }

  private mutating func decode(at now: Instant) -> [KeyPress] {
    var keys: [KeyPress] = []
    var position = pending.startIndex
    deadline = nil
    loop: while position < pending.endIndex {
      let rest = pending[position...]
      if paste != nil {
        position += takePaste(rest, into: &keys)
        if paste != nil { break }
        continue
      }
      switch KeySequence(rest) {
      case .incomplete(let wait):
        deadline = now + (rest.elementsEqual([0x1B]) ? escapeDelay : wait)
        break loop
      case .key(let key, let length):
        keys.append(key)
        position += length
      case .mouse(let mouse, let length):
        if let key = press(mouse, at: now) { keys.append(key) }
        position += length
      case .pasteStart(let length):
        paste = []
        position += length
      case .cursorReport(let report, let length):
        if reports.count < 8 { reports.append(report) }
        position += length
      case .dropped(let length):
        position += length
      }
    }
    pending.removeSubrange(..<position)
    if paste != nil { deadline = now + Self.stringDelay }
    return keys
  }

  /// Moves bytes into the paste up to its end, and returns how many are done with.
  private mutating func takePaste(_ bytes: ArraySlice<UInt8>, into keys: inout [KeyPress]) -> Int {
    let end: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    var text = paste ?? []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x1B {
        let tail = bytes[index...].prefix(end.count)
        if tail.elementsEqual(end) {
          keys.append(.paste(String(decoding: text, as: UTF8.self)))
          paste = nil
          return index + end.count - bytes.startIndex
        }
        if end.starts(with: tail) { break }
      }
      if text.count < Self.pasteLimit { text.append(bytes[index]) }
      index += 1
    }
    paste = text
    return index - bytes.startIndex
  }

  private mutating func press(_ mouse: KeyPress.MouseEvent, at now: Instant) -> KeyPress? {
    guard mouse.kind == .press else { return .mouse(mouse) }
    if let last = lastPress, last.x == mouse.x, last.y == mouse.y, last.at.duration(to: now) <= Self.doublePressDelay {
      lastPress = nil
      return .mouse(.init(.doublePress, x: mouse.x, y: mouse.y))
    }
    lastPress = (mouse.x, mouse.y, now)
    return .mouse(mouse)
  }
}
