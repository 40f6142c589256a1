import Testing

@testable import TextSafety

struct PermanentTextTests {
  /// With another layout nothing would be wrong, only slow.
  @Test func theLayoutOfStringsIsTheOneThatIsUsed() { #expect(StringLayout.isKnown) }

  @Test(arguments: ["/440800/hotline-12345/region-main", "湛江市城市管理和综合执法局", "é and so on, a text in Latin letters"])
  func aPermanentTextIsTheSameText(text: String) {
    let ordinary = SafeText(sanitizing: text)
    let permanent = ordinary.permanent
    #expect(permanent == ordinary && permanent.string == text && permanent.string.count == text.count)
    #expect(permanent.digest == ordinary.digest && Set([permanent]).contains(ordinary))
    #expect((permanent + "!").string == text + "!" && permanent.string.utf8.elementsEqual(text.utf8))
    #expect(permanent.isIdentical(to: SafeText(sanitizing: String(text.reversed().reversed())).permanent))
  }

  @Test func shortTextsStayAsTheyAre() {
    #expect(SafeText("e-12345").permanent.string == "e-12345")
    #expect(SafeText("").permanent.isEmpty)
  }

  @Test(arguments: 0...17)
  func shortASCIIIsReadAsItIs(count: Int) {
    let bytes = (0..<count).map { UInt8(ascii: "a") + UInt8($0) }
    let text = bytes.withUnsafeBufferPointer { SafeText(utf8: $0) }
    #expect(text.string == String(decoding: bytes, as: UTF8.self) && text.string.utf8.count == count)
    #expect(text == SafeText(sanitizing: String(decoding: bytes, as: UTF8.self)))
  }

  /// One odd byte in each place: what is not plain goes the long way.
  @Test(arguments: [0x00, 0x09, 0x1F, 0x20, 0x21, 0x7E, 0x7F, 0x80, 0xFF] as [UInt8])
  func oddBytesOfAShortTextAreSeen(byte: UInt8) {
    for count in 1...15 {
      for place in 0..<count {
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        bytes[place] = byte
        let text = bytes.withUnsafeBufferPointer { SafeText.sanitize(utf8: $0) }
        let expected = SafeText.sanitize(String(decoding: bytes, as: UTF8.self))
        #expect(text.text == expected.text && text.flags == expected.flags)
        #expect(bytes.withUnsafeBufferPointer { StringLayout.ascii($0) != nil } == (0x21...0x7E).contains(byte))
      }
    }
  }
}
