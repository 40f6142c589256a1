extension SafeText {
  /// Whether line feeds are blanks (one row) or stay (a block of rows).
  public enum Mode: Sendable { case line, block }

  /// What was odd about a text: reasons to mark its ticket and to write it down once.
  public struct Flags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let newline = Flags(rawValue: 1 << 0)
    public static let control = Flags(rawValue: 1 << 1)
    public static let c1 = Flags(rawValue: 1 << 2)
    public static let bidi = Flags(rawValue: 1 << 3)
    public static let bidiMark = Flags(rawValue: 1 << 4)
    public static let tag = Flags(rawValue: 1 << 5)
    public static let variation = Flags(rawValue: 1 << 6)
    public static let invisible = Flags(rawValue: 1 << 7)
    public static let surrogate = Flags(rawValue: 1 << 8)
    public static let nonCharacter = Flags(rawValue: 1 << 9)
    public static let badEncoding = Flags(rawValue: 1 << 10)
    public static let emoji = Flags(rawValue: 1 << 11)
    public static let privateUse = Flags(rawValue: 1 << 12)
    public static let unassigned = Flags(rawValue: 1 << 13)
    public static let marks = Flags(rawValue: 1 << 14)
    public static let long = Flags(rawValue: 1 << 15)
  }

  /// At most this many scalars of a field are kept, not counting the marks on them.
  public static let defaultLimit = 4000

  /// Makes outside text safe: the only way in for text that is not of the program.
  public init(sanitizing text: String, mode: Mode = .line, limit: Int = defaultLimit) {
    self = SafeText.sanitize(text, mode: mode, limit: limit).text
  }

  /// Makes outside text safe and says what was odd about it.
  public static func sanitize(_ text: String, mode: Mode = .line, limit: Int = defaultLimit) -> (text: SafeText, flags: Flags) {
    var copy = text
    if copy.withUTF8({ isPlain($0, limit: limit) }) { return (SafeText(trusted: copy), []) }
    var sanitizer = Sanitizer(mode: mode, limit: limit)
    sanitizer.take(text.unicodeScalars)
    return (SafeText(trusted: sanitizer.text), sanitizer.flags)
  }

  /// Bytes of a feed: repaired where they are no UTF-8, then made safe.
  public static func sanitize(utf8 bytes: UnsafeBufferPointer<UInt8>, mode: Mode = .line, limit: Int = defaultLimit) -> (
    text: SafeText, flags: Flags
  ) {
    if let code = SafeText(code: bytes, limit: limit) { return (code, []) }
    let text = String(decoding: bytes, as: UTF8.self)
    if isPlain(bytes, limit: limit) { return (SafeText(trusted: text), []) }
    return sanitize(text, mode: mode, limit: limit)
  }

  public init(utf8 bytes: UnsafeBufferPointer<UInt8>, mode: Mode = .line, limit: Int = defaultLimit) {
    self = SafeText.sanitize(utf8: bytes, mode: mode, limit: limit).text
  }

  /// A number, an id, a word: up to fifteen printable ASCII characters without a blank, which a `String` holds in itself. Most texts of a
  /// feed that are new each time are such, and the general way asks three times what they are made of.
  private init?(code bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
    guard bytes.count <= min(15, limit), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.init(
      trusted: String(unsafeUninitializedCapacity: bytes.count) { memory in
        UnsafeMutableRawBufferPointer(memory).copyMemory(from: UnsafeRawBufferPointer(bytes))
        return bytes.count
      })
  }

  /// Ordinary text, which would come out of `init(sanitizing:)` as it is. Nothing is said where it is false.
  public var isPlain: Bool { withBytes { SafeText.isPlain($0.bindMemory(to: UInt8.self), limit: .max) } }

  /// Ordinary feed text, which needs no work: printable ASCII with single blanks inside, Latin letters, Han U+4E00–9FA5, Chinese
  /// punctuation and full-width forms.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
    var index = 0
    var afterBlank = true
    var scalars = 0
    while index < bytes.count {
      if index + 8 <= bytes.count, isGraphic(UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        scalars += 8
        index += 8
        afterBlank = false
        continue
      }
      scalars += 1
      let byte = bytes[index]
      if byte < 0x80 {
        guard byte > 0x20 || (byte == 0x20 && !afterBlank), byte < 0x7F else { return false }
        afterBlank = byte == 0x20
        index += 1
        continue
      }
      let length = byte < 0xE0 ? 2 : 3
      guard index + length <= bytes.count, isPlain(bytes, at: index, length: length) else { return false }
      afterBlank = false
      index += length
    }
    return bytes.isEmpty || (!afterBlank && scalars <= limit)
  }

  /// Eight bytes above 0x20 and below 0x7F: none has its upper bit, nor gets or keeps it where it should not.
  @inline(__always)
  private static func isGraphic(_ word: UInt64) -> Bool {
    let upper: UInt64 = 0x8080_8080_8080_8080
    return (word | (word &+ 0x0101_0101_0101_0101) | ~(word &+ 0x5F5F_5F5F_5F5F_5F5F)) & upper == 0
  }

  @inline(__always)
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, length: Int) -> Bool {
    let lead = UInt32(bytes[index])
    let second = UInt32(bytes[index + 1])
    guard second & 0xC0 == 0x80 else { return false }
    if length == 2 {
      let scalar = (lead & 0x1F) << 6 | second & 0x3F
      return lead >= 0xC2 && scalar > 0xA0 && scalar < 0x300 && scalar != 0xAD
    }
    let third = UInt32(bytes[index + 2])
    guard lead & 0xF0 == 0xE0, third & 0xC0 == 0x80 else { return false }
    switch (lead & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F {
    case 0x4E00...0x9FA5, 0x3000...0x3029, 0xFF01...0xFF5E, 0x2010...0x2027: return true
    default: return false
    }
  }
}

/// The policy, one scalar after another.
private struct Sanitizer {
  let mode: SafeText.Mode
  let limit: Int
  var text = ""
  var flags: SafeText.Flags = []
  private var count = 0
  private var marks = 0
  private var hasBase = false
  private var isCut = false

  /// Stands for what may not be shown; one column in every terminal measured.
  private static let mark: Unicode.Scalar = "\u{2426}"
  private static let maxMarks = 2

  init(mode: SafeText.Mode, limit: Int) {
    self.mode = mode
    self.limit = limit
  }

  mutating func take(_ scalars: String.UnicodeScalarView) {
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
      if let safe = replacement(for: scalar) {
        append(safe)
      } else if !isCut {
        continue
      }
      if count >= limit {
        isCut = isCut || index < scalars.endIndex
        break
      }
    }
    if isCut {
      flags.insert(.long)
      text.unicodeScalars.append("»")
    }
    while text.unicodeScalars.last == " ", mode == .line { text.unicodeScalars.removeLast() }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    count += 1
    marks = 0
    hasBase = scalar != " " && scalar != "\n"
    if scalar == " ", mode == .line, text.isEmpty || text.unicodeScalars.last == " " { return }
    text.unicodeScalars.append(scalar)
  }

  /// What stands for a scalar; nil where it is removed or has been appended to its base.
  private mutating func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x0A, 0x0D: return mode == .block ? "\n" : " "
    case 0x0B, 0x0C, 0x85, 0x2028, 0x2029:
      flags.insert(.newline)
      return mode == .block ? "\n" : " "
    case 0x09: return " "
    case 0..<0x20:
      flags.insert(.control)
      return Unicode.Scalar(0x2400 + scalar.value)
    case 0x20..<0x7F: return scalar
    case 0x7F:
      flags.insert(.control)
      return "\u{2421}"
    case 0x80..<0xA0: return marked(.c1)
    case 0x202A...0x202E, 0x2066...0x2069: return marked(.bidi)
    case 0x061C, 0x200E, 0x200F: return removed(.bidiMark)
    case 0xE0000...0xE007F: return removed(.tag)
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return removed(.variation)
    case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B...0x200D, 0x3164, 0xFEFF, 0xFFA0, 0x180B...0x180F,
      0x2060...0x2064,
      0x206A...0x206F, 0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
      return removed(.invisible)
    case 0x00A0, 0x1680, 0x202F, 0x205F, 0x2000...0x200A: return " "
    case 0x3000: return scalar
    case 0xFDD0...0xFDEF: return marked(.nonCharacter)
    case let value where value & 0xFFFE == 0xFFFE: return marked(.nonCharacter)
    case 0xFFFD: return marked(.badEncoding)
    case 0x1F1E6...0x1F1FF:
      flags.insert(.emoji)
      return Unicode.Scalar(0x41 + scalar.value - 0x1F1E6)
    case 0x1F3FB...0x1F3FF: return removed(.emoji)
    default: return byCategory(scalar)
    }
  }

  private mutating func byCategory(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.joinsItsBase {
      takeMark(scalar)
      return nil
    }
    switch scalar.properties.generalCategory {
    case .privateUse: return marked(.privateUse)
    case _ where scalar.isNewerThanTheTables: return marked(.unassigned)
    case .format: return removed(.invisible)
    case .enclosingMark: return removed(.marks)
    default: return scalar
    }
  }

  private mutating func takeMark(_ scalar: Unicode.Scalar) {
    if !hasBase {
      append("◌")
      flags.insert(.marks)
      // The limit counts this base as if it had been in the text, or a second time through would cut elsewhere.
      if count >= limit {
        isCut = true
        return
      }
    }
    marks += 1
    if marks > Sanitizer.maxMarks {
      flags.insert(.marks)
    } else {
      text.unicodeScalars.append(scalar)
      count += 1
    }
  }

  private mutating func marked(_ flag: SafeText.Flags) -> Unicode.Scalar? {
    flags.insert(flag)
    return Sanitizer.mark
  }

  private mutating func removed(_ flag: SafeText.Flags) -> Unicode.Scalar? {
    flags.insert(flag)
    return nil
  }
}
