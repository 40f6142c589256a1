/// Repairs the bytes of a feed so that a strict parser takes them: bad UTF-8 and escapes of lone surrogates become U+FFFD.
/// Nil where nothing had to be repaired.
public func repairedJSON(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  let isEncoded = isUTF8(bytes)
  if isEncoded && !mayEscapeSurrogates(bytes) { return nil }
  let text = isEncoded ? Array(bytes) : Array(String(decoding: bytes, as: UTF8.self).utf8)
  let (result, replaced) = replacingLoneSurrogates(text)
  return isEncoded && replaced == 0 ? nil : result
}

private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  do {
    _ = try UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)
    return true
  } catch {
    return false
  }
}

/// Whether there is a `\ud…` at all.
private func mayEscapeSurrogates(_ bytes: UnsafeRawBufferPointer) -> Bool {
  var index = 0
  while index + 5 < bytes.count {
    if bytes[index] == backslash {
      if bytes[index + 1] == UInt8(ascii: "u"), bytes[index + 2] | 0x20 == UInt8(ascii: "d") { return true }
      index += 1
    }
    index += 1
  }
  return false
}

private func replacingLoneSurrogates(_ text: [UInt8]) -> (result: [UInt8], replaced: Int) {
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var replaced = 0
  var index = 0
  while index < text.count {
    var length = 1
    if text[index] == backslash {
      length = min(2, text.count - index)
      if let unit = escapedUnit(text, index) {
        length = 6
        if (0xD800...0xDBFF).contains(unit), let low = escapedUnit(text, index + 6), (0xDC00...0xDFFF).contains(low) {
          length = 12
        } else if (0xD800...0xDFFF).contains(unit) {
          result += #"\ufffd"#.utf8
          replaced += 1
          index += 6
          continue
        }
      }
    }
    result += text[index..<index + length]
    index += length
  }
  return (result, replaced)
}

private let backslash = UInt8(ascii: "\\")

/// The code unit of an escape – `\u` and four hexadecimal digits – at an index.
private func escapedUnit(_ bytes: [UInt8], _ index: Int) -> UInt32? {
  guard index + 5 < bytes.count, bytes[index] == backslash, bytes[index + 1] == UInt8(ascii: "u") else { return nil }
  var value: UInt32 = 0
  for byte in bytes[index + 2...index + 5] {
    guard let digit = hexDigit(byte) else { return nil }
    value = value << 4 | digit
  }
  return value
}

private func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 55
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 87
  default: nil
  }
}
