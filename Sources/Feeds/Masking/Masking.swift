public import TextSafety

/// Hides personal data in free texts at ingest, so that recordings are clean too.
///
/// What is hidden: mobile and landline numbers, identity numbers, bank cards, number plates, house and room numbers, and names that
/// follow a word such as 联系人. Every rule keeps enough to tell two entries apart. Checksums keep order numbers from being taken for
/// identity or card numbers.
public enum Masking {
  /// The text without personal data.
  ///
  /// What one look leaves of a chain of numbers may be a number of its own: it looks again where it has hidden something.
  public static func masked(_ text: SafeText) -> SafeText {
    var masked = text
    for _ in 0..<3 {
      let next = look(masked)
      if next == masked { break }
      masked = next
    }
    return masked
  }

  private static func look(_ text: SafeText) -> SafeText {
    var string = text.string
    let result: [Unicode.Scalar]? = string.withUTF8 { utf8 in
      guard needsLook(utf8) else { return nil }
      var scan = MaskingScan(String(decoding: utf8, as: UTF8.self).unicodeScalars)
      return scan.run()
    }
    guard let result else { return text }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: result)
    return SafeText(sanitizing: String(view))
  }

  /// The same, cut where it is longer than it may be.
  static func masked(_ text: SafeText, atMost limit: Int) -> SafeText { clipped(masked(text), to: limit) }

  /// Cuts a masked text, and masks it again: what a cut left of a longer number may look like a telephone now.
  static func clipped(_ masked: SafeText, to limit: Int) -> SafeText {
    let clipped = masked.clipped(to: limit)
    return clipped == masked ? masked : self.masked(clipped).clipped(to: limit)
  }

  /// False where there is no digit and no word that announces a name: nothing to hide, nothing to allocate.
  static func needsLook(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        if byte &- 48 < 10 { return true }
        index += 1
        continue
      }
      // 人, 名 and 叫 end the words that announce a name; U+FF10…FF19 are full-width digits.
      if index + 2 < utf8.count {
        switch (byte, utf8[index + 1], utf8[index + 2]) {
        case (0xE4, 0xBA, 0xBA), (0xE5, 0x90, 0x8D), (0xE5, 0x8F, 0xAB), (0xEF, 0xBC, 0x90...0x99): return true
        default: break
        }
      }
      index += byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    }
    return false
  }
}

/// One walk over a text; each rule looks at one place and says what stands there instead.
struct MaskingScan {
  let text: [Unicode.Scalar]
  private var output: [Unicode.Scalar] = []
  private var index = 0
  private var changed = false

  init(_ scalars: some Sequence<Unicode.Scalar>) { text = Array(scalars) }

  /// The masked text; nil when nothing had to be hidden.
  mutating func run() -> [Unicode.Scalar]? {
    output.reserveCapacity(text.count + 8)
    while index < text.count {
      if let hit = hit(at: index) {
        output += hit.replacement
        index = hit.end
        changed = true
      } else if text.digit(index) != nil {
        // No rule knew the number: it is taken over whole, so that no rule sees a part of it.
        let end = text.endOfDigits(index)
        output += text[index..<end]
        index = end
      } else {
        output.append(text[index])
        index += 1
      }
    }
    return changed ? output : nil
  }

  struct Hit {
    var end: Int
    var replacement: [Unicode.Scalar]
  }

  private func hit(at index: Int) -> Hit? {
    if text.digit(index) != nil || text[index] == "+" {
      return NumberRules.hit(in: text, at: index) ?? AddressRules.hit(in: text, at: index)
    }
    return PlateRule.hit(in: text, at: index) ?? NameRule.hit(in: text, at: index)
  }
}

extension [Unicode.Scalar] {
  /// The value of an ASCII or full-width digit.
  func digit(_ index: Int) -> Int? {
    guard indices.contains(index) else { return nil }
    switch self[index].value {
    case 48...57: return Int(self[index].value) - 48
    case 0xFF10...0xFF19: return Int(self[index].value) - 0xFF10
    default: return nil
    }
  }

  func endOfDigits(_ start: Int) -> Int {
    var end = start
    while digit(end) != nil { end += 1 }
    return end
  }

  func isASCIILetter(_ index: Int) -> Bool {
    guard indices.contains(index) else { return false }
    let value = self[index].value | 0x20
    return self[index].value < 128 && value >= 97 && value <= 122
  }

  func isHan(_ index: Int) -> Bool { indices.contains(index) && (0x4E00...0x9FFF).contains(self[index].value) }
}

func stars(_ count: Int) -> [Unicode.Scalar] { Array(repeating: "*", count: Swift.max(0, count)) }
