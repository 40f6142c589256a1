import TextUI

/// Colour pairs of ncurses for resolved styles, given out as they are needed.
///
/// True colours go through ncurses as numbers of the 256-colour palette: each colour in use gets a number from 16 on, and in the
/// finished frame every `38;5;number` is replaced by `38;2;r;g;b`. ncurses' own direct colour (`xterm-direct`) sends
/// colons, which PuTTY and others ignore. Neither table is ever shrunk: when one is full it is emptied and all is painted anew.
struct ColorTable {
  /// What a cell is given: a pair and attributes.
  struct Ink: Hashable {
    var pair: Int32
    var attributes: Style.Attributes
  }

  let depth: ColorDepth
  /// How many colours and pairs ncurses has here.
  let colors: Int
  let pairLimit: Int
  /// Whether -1 stands for the terminal's own colours.
  let hasDefaultColors: Bool

  private var pairs: [Int64: Int32] = [:]
  private var numbers: [TerminalColor: Int32] = [:]
  /// The colour a number stands for, for numbers from 16 on.
  private(set) var meanings: [TerminalColor] = []

  init(depth: ColorDepth, colors: Int, pairLimit: Int, hasDefaultColors: Bool) {
    self.depth = depth
    self.colors = colors
    self.pairLimit = pairLimit
    self.hasDefaultColors = hasDefaultColors
  }

  mutating func reset() {
    pairs.removeAll()
    numbers.removeAll()
    meanings.removeAll()
  }

  /// The ink for a style; nil when a table is full. `define` tells ncurses about a new pair.
  mutating func ink(for style: ResolvedStyle, define: (_ pair: Int32, _ text: Int32, _ ground: Int32) -> Void) -> Ink? {
    var attributes = style.attributes
    if depth == .mono { return Ink(pair: 0, attributes: attributes) }
    guard var text = number(style.foreground), var ground = number(style.background) else { return nil }
    // Many terminals make bold text of the first eight colours bright: bold black would be dark grey on a colour.
    if text == 0 { attributes.remove(.bold) }
    // Eight colours: bold text is bright, grounds never are; where sixteen are made of eight (the Linux console) bold orange would be
    // yellow.
    if colors < 16 {
      if text >= 8 {
        text -= 8
        attributes.insert(.bold)
      } else if depth == .palette16 && text == 3 {
        attributes.remove(.bold)
      }
      if ground >= 8 { ground -= 8 }
    }
    if !hasDefaultColors {
      if text < 0 { text = 7 }
      if ground < 0 { ground = 0 }
    } else if text < 0, ground < 0 {
      return Ink(pair: 0, attributes: attributes)
    }
    let key = Int64(text) << 32 | Int64(ground) & 0xFFFF_FFFF
    if let pair = pairs[key] { return Ink(pair: pair, attributes: attributes) }
    let pair = Int32(pairs.count + 1)
    guard pair < pairLimit else { return nil }
    pairs[key] = pair
    define(pair, text, ground)
    return Ink(pair: pair, attributes: attributes)
  }

  /// ncurses' number of a colour, -1 for the terminal's own; nil when no number is free.
  private mutating func number(_ color: TerminalColor) -> Int32? {
    switch color {
    case .default: return -1
    case .index(let index) where depth != .trueColor || index < 16: return Int32(index)
    default:
      if let number = numbers[color] { return number }
      guard meanings.count < 240 else { return nil }
      meanings.append(color)
      let number = Int32(15 + meanings.count)
      numbers[color] = number
      return number
    }
  }
}

extension ColorTable {
  /// The frame with the colours its numbers stand for.
  func translated(_ frame: [UInt8]) -> [UInt8] {
    guard depth == .trueColor else { return frame }
    var output: [UInt8] = []
    output.reserveCapacity(frame.count + frame.count / 4)
    var index = 0
    while index < frame.count {
      guard frame[index] == 0x1B, index + 1 < frame.count, frame[index + 1] == 0x5B else {
        output.append(frame[index])
        index += 1
        continue
      }
      var end = index + 2
      while end < frame.count, !(0x40...0x7E).contains(frame[end]) { end += 1 }
      end = min(end + 1, frame.count)
      if frame[end - 1] == 0x6D {
        appendColors(frame[index + 2..<end - 1], to: &output)
      } else {
        output.append(contentsOf: frame[index..<end])
      }
      index = end
    }
    return output
  }

  /// One SGR sequence; `parameters` are between `ESC [` and `m`.
  private func appendColors(_ parameters: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output.append(contentsOf: [0x1B, 0x5B])
    let fields = parameters.split(separator: 0x3B, omittingEmptySubsequences: false)
    var position = 0
    while position < fields.count {
      if position > 0 { output.append(0x3B) }
      let isColor = fields[position].elementsEqual("38".utf8) || fields[position].elementsEqual("48".utf8)
      if isColor, position + 2 < fields.count, fields[position + 1].elementsEqual("5".utf8),
        let number = Int(String(decoding: fields[position + 2], as: UTF8.self)), meanings.indices.contains(number - 16)
      {
        output.append(contentsOf: fields[position])
        switch meanings[number - 16] {
        case .rgb(let red, let green, let blue): output.append(contentsOf: ";2;\(red);\(green);\(blue)".utf8)
        case .index(let index): output.append(contentsOf: ";5;\(index)".utf8)
        case .default: break
        }
        position += 3
      } else {
        output.append(contentsOf: fields[position])
        position += 1
      }
    }
    output.append(0x6D)
  }
}
