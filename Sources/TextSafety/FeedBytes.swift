/// Repairs the bytes of a feed so that a strict parser takes them: bad UTF-8 and escapes of lone surrogates become U+FFFD.
/// Nil where nothing had to be repaired.
public func repairedJSON(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  let text = String(decoding: bytes, as: UTF8.self)
  let decoded = Array(text.utf8)
  var changed = !decoded.elementsEqual(bytes)
  var result: [UInt8] = []
  result.reserveCapacity(decoded.count)
  let replacement = Array(#"\ufffd"#.utf8)
  var index = 0
  while index < decoded.count {
    guard decoded[index] == 0x5C, index + 1 < decoded.count else {
      result.append(decoded[index])
      index += 1
      continue
    }
    guard let unit = escapedUnit(decoded, index) else {
      result += decoded[index...index + 1]
      index += 2
      continue
    }
    if (0xD800...0xDBFF).contains(unit), let low = escapedUnit(decoded, index + 6), (0xDC00...0xDFFF).contains(low) {
      result += decoded[index..<index + 12]
      index += 12
    } else {
      let isLone = (0xD800...0xDFFF).contains(unit)
      result += isLone ? replacement[...] : decoded[index..<index + 6]
      changed = changed || isLone
      index += 6
    }
  }
  return changed ? result : nil
}

/// The code unit of `\uXXXX` at an index.
private func escapedUnit(_ bytes: [UInt8], _ index: Int) -> UInt32? {
  guard index + 5 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
  var value: UInt32 = 0
  for byte in bytes[index + 2...index + 5] {
    guard let digit = Unicode.Scalar(byte).properties.numericType == nil ? hexLetter(byte) : UInt32(byte) - 48 else { return nil }
    value = value << 4 | digit
  }
  return value
}

private func hexLetter(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x41...0x46: UInt32(byte) - 55
  case 0x61...0x66: UInt32(byte) - 87
  default: nil
  }
}
