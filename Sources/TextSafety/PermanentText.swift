internal import Synchronization

/// Words that come with every event are kept for the life of the program, as literals are: nobody counts who holds them, and that count
/// – two atomic operations for each copy of each text of an event – cost more than all other work on it.
///
/// The memory is bounded. What comes after it is full is an ordinary text.
extension SafeText {
  /// The same text in memory that is never given back; the text itself where there is no room, or no gain.
  public var permanent: SafeText { PermanentTexts.shared.text(for: self) }
}

private final class PermanentTexts: Sendable {
  static let shared = PermanentTexts()

  private static let mostBytes = 4 << 20
  private static let longest = 256

  private struct Kept {
    var texts: [SafeText: SafeText] = [:]
    var bytes = 0
  }

  private let kept = Mutex(Kept())

  func text(for text: SafeText) -> SafeText {
    let count = text.string.utf8.count
    // Up to fifteen bytes lie in the string itself.
    guard count > 15, count <= PermanentTexts.longest, LiteralLayout.isKnown else { return text }
    return kept.withLock { kept in
      if let known = kept.texts[text] { return known }
      guard kept.bytes + count <= PermanentTexts.mostBytes else { return text }
      let permanent = SafeText(trusted: LiteralLayout.string(of: text))
      kept.bytes += count + 64
      kept.texts[permanent] = permanent
      return permanent
    }
  }
}

/// A string as the compiler lays out a literal: length with flags, and an address with the mark of what is never freed.
private enum LiteralLayout {
  private static let mark: UInt64 = 0x8000_0000_0000_0000
  private static let terminated: UInt64 = 1 << 60
  private static let ascii: UInt64 = 3 << 62
  /// Where the bytes of a string begin in its object.
  private static let headerBytes: UInt64 = 32

  /// Asked of a literal: with another layout texts stay ordinary.
  static let isKnown: Bool = {
    let (probe, other) = ("a literal of this program, in ASCII", "值班席上的一句话，十五字节以上")
    return [probe, other].allSatisfy { literal in
      var copy = literal
      return copy.withUTF8 { words($0) == unsafeBitCast(literal, to: SIMD2<UInt64>.self) }
    }
  }()

  static func string(of text: SafeText) -> String {
    text.withBytes { bytes in
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 16)
      memory.copyMemory(from: bytes)
      memory[bytes.count] = 0
      return unsafeBitCast(
        words(UnsafeBufferPointer(rebasing: UnsafeRawBufferPointer(memory).bindMemory(to: UInt8.self).dropLast())),
        to: String.self)
    }
  }

  private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> SIMD2<UInt64> {
    let address = UInt64(UInt(bitPattern: bytes.baseAddress))
    let flags = bytes.allSatisfy { $0 < 0x80 } ? terminated | ascii : terminated
    return [flags | UInt64(bytes.count), mark | (address - headerBytes)]
  }
}
