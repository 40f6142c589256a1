import Testing

@testable import Terminal

@Suite struct SGRCompactorTests {
  private func compact(_ frames: String...) -> [String] {
    var compactor = SGRCompactor()
    return frames.map { String(decoding: compactor.compact(Array($0.utf8)), as: UTF8.self).replacing("\u{1B}", with: "^") }
  }

  @Test func oneSequenceForWhatChangesAndNoneForWhatDoesNot() {
    #expect(
      compact(
        "\u{1B}(B\u{1B}[m\u{1B}[38;5;231m\u{1B}[48;5;235m7\u{1B}[2;1H\u{1B}[38;5;231m\u{1B}[48;5;237m8\u{1B}[H\u{1B}[39;49m\u{1B}(B\u{1B}[m",
        "\u{1B}[38;5;231m\u{1B}[48;5;237m9\u{1B}[H\u{1B}[39;49m\u{1B}(B\u{1B}[m", "\u{1B}[K")
        == ["^[m^(B^[38;5;231;48;5;235m7^[2;1H^[48;5;237m8^[H", "9^[H", "^[39;49m^[K"])
    // Attributes are taken away by saying all anew.
    #expect(compact("\u{1B}[1;31ma\u{1B}[m\u{1B}[31mb", "\u{1B}[7mc") == ["^[;1;31ma^[;31mb", "^[7mc"])
    // What is not known goes through as it is.
    #expect(compact("\u{1B}[31m\u{1B}[10ma") == ["^[;31m^[10ma"])
    #expect(compact("a\u{1B}", "\u{1B}[38;5", "\u{1B}[38;7m") == ["^[ma^", "^[38;5", "^[38;7m"])
  }

  @Test func afterForgettingAllIsSaid() {
    var compactor = SGRCompactor()
    _ = compactor.compact(Array("\u{1B}[31ma".utf8))
    compactor.forget()
    #expect(compactor.compact(Array("b".utf8)) == Array("\u{1B}[;31mb".utf8))
  }

  /// Random frames draw every character in the same look as before, and never more bytes.
  @Test func theSameIsDrawn() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "\u{1B}[m", "\u{1B}[1m", "\u{1B}[4;7m", "\u{1B}[0;1m", "\u{1B}[38;5;20m", "\u{1B}[38;2;1;2;3m", "\u{1B}[48;5;7m",
      "\u{1B}[39;49m",
      "\u{1B}[97;41m", "\u{1B}(B", "\u{1B}[3;4H", "\u{1B}[2d", "\u{8}", "x", "一", "\u{1B}[K", "\u{1B}[5X", "\u{1B}M",
      "\u{1B}[2;5r",
    ]
    for _ in 0..<300 {
      var compactor = SGRCompactor()
      var (before, after): ([UInt8], [UInt8]) = ([], [])
      for _ in 0..<3 {
        let frame = Array((0..<30).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined().utf8)
        before += frame
        after += compactor.compact(frame)
      }
      #expect(drawn(before) == drawn(after), "\(String(decoding: before, as: UTF8.self).debugDescription)")
    }
  }

  /// Every byte that draws, with the look it is drawn in: as a terminal takes it.
  private func drawn(_ bytes: [UInt8]) -> [String] {
    var (look, result, index): ([String: String], [String], Int) = ([:], [], 0)
    while index < bytes.count {
      guard bytes[index] == 0x1B, index + 1 < bytes.count else {
        if bytes[index] != 8 { result.append("\(bytes[index]) \(look.sorted { $0.key < $1.key })") }
        index += 1
        continue
      }
      if bytes[index + 1] == 0x28 {
        index += 3
        continue
      }
      if bytes[index + 1] == 0x4D {
        result.append("M \(look.sorted { $0.key < $1.key })")
        index += 2
        continue
      }
      let end = bytes[(index + 2)...].firstIndex { (0x40...0x7E).contains($0) } ?? bytes.count - 1
      let fields = String(decoding: bytes[index + 2..<end], as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
      if bytes[end] == 0x6D {
        var rest = fields[...]
        while let code = rest.popFirst().map({ Int($0) ?? 0 }) {
          switch code {
          case 0: look = [:]
          case 38, 48:
            let count = rest.first == "5" ? 2 : 4
            look[code == 38 ? "text" : "ground"] = rest.prefix(count).joined(separator: ";")
            rest = rest.dropFirst(count)
          case 30...37, 90...97: look["text"] = "\(code)"
          case 40...47, 100...107: look["ground"] = "\(code)"
          case 39: look["text"] = nil
          case 49: look["ground"] = nil
          default: look["\(code)"] = "on"
          }
        }
      } else if ![0x48, 0x64].contains(bytes[end]) {
        result.append("\(fields)\(bytes[end]) \(look.sorted { $0.key < $1.key })")
      }
      index = end + 1
    }
    return result
  }
}
