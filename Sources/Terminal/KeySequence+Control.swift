import TextUI

extension KeySequence {
  /// `ESC [`, parameters, intermediates and a final byte.
  static func controlSequence(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    let start = bytes.startIndex + 2
    var index = start
    func next(while range: ClosedRange<UInt8>) {
      while index < bytes.endIndex, index - bytes.startIndex < KeyDecoder.sequenceLimit, range.contains(bytes[index]) {
        index += 1
      }
    }
    next(while: 0x30...0x3F)
    let parameters = bytes[start..<index]
    next(while: 0x20...0x2F)
    let hasIntermediates = index > parameters.endIndex
    guard index < bytes.endIndex else { return .incomplete(KeyDecoder.sequenceDelay) }
    let final = bytes[index]
    // A control character or ESC breaks the sequence off and counts by itself.
    guard (0x40...0x7E).contains(final) else { return .dropped(max(2, index - bytes.startIndex)) }
    let length = index + 1 - bytes.startIndex
    if hasIntermediates { return .dropped(length) }
    if parameters.isEmpty {
      // F1 to F5 of the Linux console, and the mouse of terminals without SGR reports.
      if final == 0x5B { return linuxFunctionKey(bytes) }
      if final == 0x4D { return oldMouse(bytes) }
    }
    if parameters.first == 0x3C { return mouse(parameters.dropFirst(), final, length) }
    guard let numbers = numbers(parameters) else { return .dropped(length) }
    return key(numbers, final, length)
  }

  /// Decimal numbers between semicolons, empty ones 0; nil for everything else.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    if bytes.isEmpty { return [] }
    var values = [0]
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        values[values.count - 1] = values[values.count - 1] * 10 + Int(byte) - 0x30
        if values[values.count - 1] > 99_999 { return nil }
      case 0x3B: values.append(0)
      default: return nil
      }
    }
    return values
  }

  /// Modifiers, the second number, are let go: Ctrl-Up is Up.
  private static func key(_ numbers: [Int], _ final: UInt8, _ length: Int) -> KeySequence {
    if final == 0x52, numbers.count == 2 {
      return .cursorReport(.init(row: numbers[0], column: numbers[1]), length)
    }
    guard numbers.count <= 2 else { return .dropped(length) }
    switch final {
    case 0x7E:
      guard let number = numbers.first else { return .dropped(length) }
      if number == 200 { return numbers.count == 1 ? .pasteStart(length) : .dropped(length) }
      return numberedKey(number).map { .key($0, length) } ?? .dropped(length)
    case 0x5A: return numbers.count == 0 ? .key(.backTab, length) : .dropped(length)
    case 0x52: return .dropped(length)
    default:
      guard numbers.first ?? 1 <= 1, let key = cursorKey(final) else { return .dropped(length) }
      return .key(key, length)
    }
  }

  private static func numberedKey(_ number: Int) -> KeyPress? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  private static func linuxFunctionKey(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    guard bytes.count > 3 else { return .incomplete(KeyDecoder.sequenceDelay) }
    let letter = bytes[bytes.startIndex + 3]
    guard (0x20...0x7E).contains(letter) else { return .dropped(3) }
    return (0x41...0x45).contains(letter) ? .key(.function(Int(letter) - 0x40), 4) : .dropped(4)
  }

  private static func mouse(_ parameters: ArraySlice<UInt8>, _ final: UInt8, _ length: Int) -> KeySequence {
    guard final == 0x4D, let numbers = numbers(parameters), numbers.count == 3 else { return .dropped(length) }
    return event(button: numbers[0], column: numbers[1], row: numbers[2], length)
  }

  /// `ESC [ M` and three bytes, each 32 more than its number.
  private static func oldMouse(_ bytes: ArraySlice<UInt8>) -> KeySequence {
    guard bytes.count >= 6 else { return .incomplete(KeyDecoder.sequenceDelay) }
    let numbers = bytes.dropFirst(3).prefix(3).map { Int($0) - 32 }
    return event(button: numbers[0], column: numbers[1], row: numbers[2], 6)
  }

  /// Left button and wheel; releases, motion and other buttons mean nothing here.
  private static func event(button: Int, column: Int, row: Int, _ length: Int) -> KeySequence {
    guard column >= 1, row >= 1 else { return .dropped(length) }
    // Shift, Alt and Ctrl.
    switch button & ~0b11100 {
    case 0: return .mouse(.init(.press, x: column - 1, y: row - 1), length)
    case 64: return .mouse(.init(.wheelUp, x: column - 1, y: row - 1), length)
    case 65: return .mouse(.init(.wheelDown, x: column - 1, y: row - 1), length)
    default: return .dropped(length)
    }
  }
}
