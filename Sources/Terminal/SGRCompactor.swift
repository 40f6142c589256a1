/// Leaves out of frames what the terminal knows already: ncurses says text and ground in two sequences, and both again with every change of one.
///
/// Only for terminals with 256 colours, whose sequences are all alike. Colours and attributes are held back until something is drawn with
/// them; moving the cursor draws nothing.
struct SGRCompactor {
  /// How the terminal draws.
  private struct Look: Equatable {
    var text: [UInt8] = []
    var ground: [UInt8] = []
    /// A bit for each of the attributes 1 to 9.
    var attributes: UInt16 = 0
  }

  /// What the terminal has; nil while that is not known.
  private var shown: Look?
  private var wanted = Look()

  /// What the terminal has is not known any more.
  mutating func forget() { shown = nil }

  mutating func compact(_ frame: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(frame.count)
    var index = 0
    while index < frame.count {
      let byte = frame[index]
      guard byte == 0x1B, index + 1 < frame.count else {
        // Backspace and carriage return move the cursor.
        if byte != 0x08, byte != 0x0D { settle(&output) }
        output.append(byte)
        index += 1
        continue
      }
      guard frame[index + 1] == 0x5B else {
        index = copyEscape(frame, at: index, to: &output)
        continue
      }
      var end = index + 2
      while end < frame.count, !(0x40...0x7E).contains(frame[end]) { end += 1 }
      guard end < frame.count else {
        settle(&output)
        output += frame[index...]
        return output
      }
      let final = frame[end]
      if final != 0x6D || !take(frame[index + 2..<end]) {
        // A, B, C, D, G, H, d move the cursor.
        if !(0x41...0x44).contains(final), ![0x47, 0x48, 0x64].contains(final) { settle(&output) }
        output += frame[index...end]
      }
      index = end + 1
    }
    return output
  }

  /// An escape sequence that is no control sequence; returns where it ends.
  private mutating func copyEscape(_ frame: [UInt8], at index: Int, to output: inout [UInt8]) -> Int {
    // ASCII as the character set: nothing here ever chooses another one.
    if shown != nil, frame[index...].starts(with: [0x1B, 0x28, 0x42]) { return index + 3 }
    settle(&output)
    let isSet = frame[index + 1] == 0x28 || frame[index + 1] == 0x29
    let end = min(frame.count, index + (isSet ? 3 : 2))
    output += frame[index..<end]
    return end
  }

  /// Takes the parameters of a sequence that sets colours and attributes; false where one of them is unknown.
  private mutating func take(_ parameters: ArraySlice<UInt8>) -> Bool {
    var look = wanted
    let fields = parameters.split(separator: 0x3B, omittingEmptySubsequences: false)
    var position = 0
    while position < fields.count {
      guard let code = number(fields[position]) else { return false }
      var length = 1
      switch code {
      case 0: look = Look()
      case 1...9: look.attributes |= 1 << UInt16(code)
      case 30...37, 90...97: look.text = Array(fields[position])
      case 40...47, 100...107: look.ground = Array(fields[position])
      case 39: look.text = []
      case 49: look.ground = []
      case 38, 48:
        length = position + 1 < fields.count ? [5: 3, 2: 5][number(fields[position + 1]) ?? 0] ?? 0 : 0
        guard length > 0, position + length <= fields.count else { return false }
        let color = Array(fields[position..<position + length].joined(separator: [0x3B]))
        if code == 38 { look.text = color } else { look.ground = color }
      default: return false
      }
      position += length
    }
    wanted = look
    return true
  }

  private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    if digits.isEmpty { return 0 }
    guard digits.count <= 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  /// Says what has changed since something was last drawn.
  private mutating func settle(_ output: inout [UInt8]) {
    guard shown != wanted else { return }
    var parts: [[UInt8]] = []
    // Attributes are taken away together only.
    let before = shown.flatMap { $0.attributes & ~wanted.attributes == 0 ? $0 : nil }
    if before == nil { parts.append([]) }
    let base = before ?? Look()
    for code in 1...9 where (wanted.attributes & ~base.attributes) & (1 << UInt16(code)) != 0 {
      parts.append([UInt8(0x30 + code)])
    }
    if base.text != wanted.text { parts.append(wanted.text.isEmpty ? [0x33, 0x39] : wanted.text) }
    if base.ground != wanted.ground { parts.append(wanted.ground.isEmpty ? [0x34, 0x39] : wanted.ground) }
    output += [0x1B, 0x5B] + parts.joined(separator: [0x3B]) + [0x6D]
    shown = wanted
  }
}
