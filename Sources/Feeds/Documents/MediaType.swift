/// A media type of RFC 2046: `application/json; charset=utf-8`.
struct MediaType {
  /// Whether it is JSON, or a format written in JSON.
  let isJSON: Bool

  init?(_ text: JSONString) {
    let bytes = text.buffer
    guard bytes.count <= 200, let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
    guard slash < end else { return nil }
    var subtype = bytes[(slash + 1)..<end]
    while subtype.last == 32 || subtype.last == 9 { subtype.removeLast() }
    guard Self.isToken(bytes[..<slash]), Self.isToken(subtype) else { return nil }
    let name = String(decoding: subtype, as: UTF8.self).lowercased()
    isJSON = name == "json" || name.hasSuffix("+json")
  }

  private static func isToken(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 > 32 && $0 < 127 && !#"()<>@,;:\"/[]?="#.utf8.contains($0) }
  }
}
