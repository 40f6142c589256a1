internal import Core
internal import Glibc
internal import TextSafety

/// What is odd about a line that was refused, where its bytes say more than the parser can.
enum LineGuess {
  /// The fault in clearer words; the same where there are none.
  static func clearer(_ fault: Malformed, _ line: UnsafeRawBufferPointer) -> Malformed {
    guard let base = line.baseAddress, ![.byteOrderMark, .encoding, .classified].contains(fault.reason) else { return fault }
    if fault.reason != .tooLong, let found = memchr(base, 0, line.count) {
      return Malformed(.encoding, "holds NUL bytes", column: UnsafeRawPointer(found) - base + 1)
    }
    var fault = fault
    if hasReturns(line) { fault.detail = fault.detail + "; its lines end with CR alone, those of a feed with LF" }
    return fault
  }

  /// True where a return stands between two values.
  private static func hasReturns(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let base = line.baseAddress, let found = memchr(base, 0x0D, line.count) else { return false }
    let place = UnsafeRawPointer(found) - base
    let next = line[(place + 1)...].first { $0 > 32 }
    return place > 0 && (line[place - 1] == UInt8(ascii: "}") || line[place - 1] == UInt8(ascii: "]"))
      && (next == UInt8(ascii: "{") || next == UInt8(ascii: "["))
  }
}
