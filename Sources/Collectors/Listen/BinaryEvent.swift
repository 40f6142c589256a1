internal import Core
internal import HTTPTypes
internal import TextSafety

/// CloudEvents in HTTP's binary mode – attributes in `ce-` headers, the data as the body – put together as the structured one.
enum BinaryEvent {
  static func structured(_ headers: HTTPFields, body: [UInt8]) -> [UInt8]? {
    guard headers[.init("ce-specversion")!] != nil else { return nil }
    var json = JSONWriter()
    var text: [UInt8] = Array("{".utf8)
    for field in headers where field.name.canonicalName.hasPrefix("ce-") {
      let name = SafeText(sanitizing: String(field.name.canonicalName.dropFirst(3)))
      json = JSONWriter()
      // Headers know only texts; of ours, two attributes are booleans.
      json.object { json in
        if name == "exercise" || name == "simulated" {
          json.bool(name, field.value == "true")
        } else {
          json.string(name, decoded(field.value))
        }
      }
      text += json.text.utf8.dropFirst().dropLast()
      text += ",".utf8
    }
    text += "\"data\":".utf8
    text += body.isEmpty ? Array("null".utf8) : body
    text += "}".utf8
    return text
  }

  /// Header values beyond ASCII are percent-encoded.
  private static func decoded(_ value: String) -> SafeText {
    guard value.utf8.contains(UInt8(ascii: "%")) else { return SafeText(sanitizing: value) }
    var bytes: [UInt8] = []
    var rest = Substring(value).utf8
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let code = UInt8(String(Substring(digits)), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return SafeText(sanitizing: String(decoding: bytes, as: UTF8.self))
  }
}
