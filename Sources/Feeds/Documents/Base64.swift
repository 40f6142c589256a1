/// The bytes of a base64 text (RFC 4648, padded); nil where it is none.
func decodedBase64(_ text: JSONString) -> [UInt8]? {
  guard text.count % 4 == 0 else { return nil }
  var padding = 0
  while padding < 2, padding < text.count, text.buffer[text.count - 1 - padding] == UInt8(ascii: "=") { padding += 1 }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 4 * 3)
  var bits: UInt32 = 0
  var count = 0
  for byte in text.buffer.dropLast(padding) {
    guard let six = sixBits(byte) else { return nil }
    bits = bits << 6 | six
    count += 6
    guard count >= 8 else { continue }
    count -= 8
    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
  }
  return bytes
}

private func sixBits(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
