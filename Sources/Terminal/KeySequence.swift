import TextUI

/// What the first bytes of terminal input are, with the number of bytes they take.
enum KeySequence: Hashable {
  case key(KeyPress, Int)
  case mouse(KeyPress.MouseEvent, Int)
  case pasteStart(Int)
  case cursorReport(KeyDecoder.CursorReport, Int)
  /// Replies, unknown sequences, broken characters.
  case dropped(Int)
  /// More bytes are needed; how long to wait for them.
  case incomplete(Duration)

  /// Looks at bytes, of which there is at least one.
  init(_ bytes: ArraySlice<UInt8>) {
    switch bytes[bytes.startIndex] {
    case 0x1B: self = Self.escape(bytes)
    case 0x0D, 0x0A: self = .key(.enter, 1)
    case 0x09: self = .key(.tab, 1)
    case 0x08, 0x7F: self = .key(.backspace, 1)
    case let byte where byte < 0x20:
      // Ctrl clears bits of `@`, a…z, `\`, `]`, `^` and `_`.
      let letter = byte == 0 || byte > 26 ? byte + 0x40 : byte + 0x60
      self = .key(.control(Unicode.Scalar(letter)), 1)
    case let byte where byte < 0x7F: self = .key(.character(Unicode.Scalar(byte)), 1)
    default: self = Self.character(bytes)
    }
  }

  /// A character of several bytes; a broken one loses its first byte.
  private static func character(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    let first = bytes[bytes.startIndex]
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .dropped(1)
    }
    let units = bytes.prefix(length)
    if let wrong = units.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .dropped(wrong - bytes.startIndex)
    }
    guard units.count == length else { return .incomplete(KeyDecoder.sequenceDelay) }
    let text = String(decoding: units, as: UTF8.self).unicodeScalars
    // Overlong forms and surrogates are repaired to several scalars; U+0080–9F are controls, which no key types.
    guard text.count == 1, let scalar = text.first, scalar.value > 0x9F, scalar.value != 0xFFFD else {
      return .dropped(length)
    }
    return .key(.character(scalar), length)
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    guard bytes.count > 1 else { return .incomplete(KeyDecoder.escapeDelay) }
    switch bytes[bytes.startIndex + 1] {
    case 0x5B: return controlSequence(bytes)
    case 0x4F: return singleShift(bytes)
    // DCS, SOS, OSC, PM, APC: strings, which only replies are.
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: return string(bytes)
    // A string terminator without a string.
    case 0x5C: return .dropped(2)
    // Alt, or Esc typed just before another key: the key follows by itself.
    default: return .key(.escape, 1)
    }
  }

  /// Up to the string terminator, BEL, or an ESC that begins something else.
  private static func string(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex, index - bytes.startIndex < KeyDecoder.stringLimit {
      switch bytes[index] {
      case 0x07: return .dropped(index + 1 - bytes.startIndex)
      case 0x1B:
        guard index + 1 < bytes.endIndex else { return .incomplete(KeyDecoder.stringDelay) }
        return .dropped(index - bytes.startIndex + (bytes[index + 1] == 0x5C ? 2 : 0))
      default: index += 1
      }
    }
    return index < bytes.endIndex ? .dropped(index - bytes.startIndex) : .incomplete(KeyDecoder.stringDelay)
  }

  /// `ESC O` and a letter, with a modifier digit before it in old terminals.
  private static func singleShift(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex, index < bytes.startIndex + 4, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index < bytes.endIndex else { return .incomplete(KeyDecoder.sequenceDelay) }
    let final = bytes[index]
    guard (0x20...0x7E).contains(final) else { return .dropped(index - bytes.startIndex) }
    let length = index + 1 - bytes.startIndex
    if let key = cursorKey(final) { return .key(key, length) }
    switch final {
    case 0x4D: return .key(.enter, length)
    case 0x49: return .key(.tab, length)
    case 0x58: return .key(.character("="), length)
    // The numeric pad: `* + , - . /` and the digits.
    case 0x6A...0x79: return .key(.character(Unicode.Scalar(final - 0x40)), length)
    default: return .dropped(length)
    }
  }

  /// The keys whose letter is the same after `ESC [` and `ESC O`.
  static func cursorKey(_ final: UInt8) -> KeyPress? {
    switch final {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    case 0x44: .left
    case 0x48: .home
    case 0x46: .end
    case 0x50...0x53: .function(Int(final) - 0x4F)
    default: nil
    }
  }
}
