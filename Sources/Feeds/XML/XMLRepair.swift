/// The same document with U+FFFD for what XML forbids: bad UTF-8, controls, references to them. Nil where nothing of that is in it.
///
/// One stray escape in one description would otherwise cost a whole feed of alerts.
func repairedXML(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  let isEncoded = EncodingGuess.firstBadByte(in: bytes) == nil
  let text = isEncoded ? Array(bytes) : Array(String(decoding: bytes, as: UTF8.self).utf8)
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var hasChanged = !isEncoded
  var index = 0
  while index < text.count {
    let length = forbiddenLength(text, index)
    if length == 0 {
      result.append(text[index])
      index += 1
    } else {
      result += [0xEF, 0xBF, 0xBD]
      index += length
      hasChanged = true
    }
  }
  return hasChanged ? result : nil
}

/// The length of what stands at an index and is no character of XML 1.0; 0 where it is one.
private func forbiddenLength(_ text: [UInt8], _ index: Int) -> Int {
  switch text[index] {
  case 9, 10, 13: return 0
  case 0..<32: return 1
  case 0xEF:
    return index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE ? 3 : 0
  case UInt8(ascii: "&"): return forbiddenReferenceLength(text, index)
  default: return 0
  }
}

/// The length of a reference such as `&#27;` or `&#x1B;` to what is no character.
private func forbiddenReferenceLength(_ text: [UInt8], _ start: Int) -> Int {
  // A longer one has leading zeros without end: the parser may judge it.
  let end = min(text.count, start + 16)
  guard start + 3 < end, text[start + 1] == UInt8(ascii: "#") else { return 0 }
  let isHex = text[start + 2] == UInt8(ascii: "x")
  guard let semicolon = text[start..<end].firstIndex(of: UInt8(ascii: ";")) else { return 0 }
  let digits = String(decoding: text[start + (isHex ? 3 : 2)..<semicolon], as: UTF8.self)
  guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
    let value = UInt64(digits, radix: isHex ? 16 : 10)
  else { return 0 }
  let isCharacter: Bool
  switch value {
  case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: isCharacter = true
  default: isCharacter = false
  }
  return isCharacter ? 0 : semicolon - start + 1
}
