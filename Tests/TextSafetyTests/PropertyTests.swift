import Testing
import TextSafety

/// What holds for every text there is, tried on random ones.
@Suite struct PropertyTests {
  @Test func nothingForbiddenIsEverLeft() {
    let forbidden: [Unicode.GeneralCategory] = [
      .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .enclosingMark,
    ]
    var texts = RandomTexts(seed: 7)
    for _ in 0..<5000 {
      let (safe, _) = SafeText.sanitize(texts.next())
      var marks = 0
      var hasForbidden = false
      for scalar in safe.string.unicodeScalars {
        if forbidden.contains(scalar.properties.generalCategory) || scalar.properties.isVariationSelector { hasForbidden = true }
        marks = scalar.columns == 0 ? marks + 1 : 0
        if marks > 2 { hasForbidden = true }
      }
      #expect(!hasForbidden, "\(safe.string.debugDescription)")
      #expect(safe.string.unicodeScalars.first?.columns != 0)
      #expect(!safe.string.hasPrefix(" ") && !safe.string.hasSuffix(" ") && !safe.string.contains("  "))
    }
  }

  /// Eight bytes are looked at together where they can be; each byte counts in each of their places.
  @Test func eachASCIIByteIsKnownInEachPlace() {
    var wrong: [String] = []
    for length in 1...20 {
      for place in 0..<length {
        for byte in UInt8(0)..<0x80 {
          var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          bytes[place] = byte
          let safe = bytes.withUnsafeBufferPointer { SafeText.sanitize(utf8: $0) }
          let isBlank = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20].contains(byte)
          let scalar: String =
            switch byte {
            case 0x21..<0x7F: String(UnicodeScalar(byte))
            case 0x7F: "\u{2421}"
            case _ where isBlank: place == 0 || place == length - 1 ? "" : " "
            default: UnicodeScalar(0x2400 + UInt32(byte)).map { String($0) } ?? ""
            }
          let expected = String(repeating: "a", count: place) + scalar + String(repeating: "a", count: length - place - 1)
          let isOdd = byte == 0x7F || byte == 0x0B || byte == 0x0C || (byte < 0x20 && !isBlank)
          if safe.text.string != expected || safe.flags.isEmpty == isOdd { wrong.append("\(byte) at \(place) of \(length)") }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test(arguments: [SafeText.Mode.line, .block]) func sanitizingTwiceChangesNothing(mode: SafeText.Mode) {
    var texts = RandomTexts(seed: 11)
    for _ in 0..<3000 {
      for limit in [5, SafeText.defaultLimit] {
        let once = SafeText(sanitizing: texts.next(), mode: mode, limit: limit)
        let twice = SafeText(sanitizing: once.string, mode: mode, limit: limit)
        #expect(Array(twice.string.utf8) == Array(once.string.utf8))
      }
    }
  }

  @Test func cutsPadsAndRowsKeepTheirWidth() {
    var texts = RandomTexts(seed: 13)
    for round in 0..<2000 {
      let text = SafeText(sanitizing: texts.next())
      let columns = round % 23
      #expect(text.width == text.string.unicodeScalars.reduce(0) { $0 + $1.columns })
      #expect(text.cut(toColumns: columns).width <= columns)
      #expect(text.padded(toColumns: columns, alignment: .center).width == columns)
      guard columns > 1 else { continue }
      let rows = text.wrapped(toColumns: columns)
      #expect(rows.allSatisfy { $0.width <= columns })
      let letters = { (text: String) in text.unicodeScalars.filter { $0 != " " }.map(\.value) }
      #expect(letters(rows.joined().string) == letters(text.string))
    }
  }

  @Test func bytesGiveTheSameTextAsTheirString() {
    var texts = RandomTexts(seed: 17)
    for _ in 0..<2000 {
      var bytes = Array(texts.next().utf8)
      if !bytes.isEmpty { bytes[bytes.count / 2] = 0xE4 }
      let text = bytes.withUnsafeBufferPointer { SafeText(utf8: $0) }
      #expect(text == SafeText(sanitizing: String(decoding: bytes, as: UTF8.self)))
    }
  }
}

/// Texts of random characters, many of them odd; the same for the same seed.
private struct RandomTexts {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func number(below bound: UInt32) -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(state >> 33) % bound
  }

  mutating func next() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x80...0x36F, 0x1160...0x11FF, 0x2000...0x206F, 0x2600...0x27BF, 0x3000...0x30FF, 0x4E00...0x9FFF,
      0xFE00...0xFFFF,
      0x1F1E6...0x1FAFF, 0xE0000...0xE01EF, 0...0x10FFFF,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<number(below: 24) {
      let range = ranges[Int(number(below: UInt32(ranges.count)))]
      if let scalar = Unicode.Scalar(range.lowerBound + number(below: UInt32(range.count))) { text.append(scalar) }
    }
    return String(text)
  }
}
