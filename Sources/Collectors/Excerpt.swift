internal import Feeds
internal import TextSafety

/// The beginning of raw bytes for people: escaped, personal data masked.
enum Excerpt {
  static func of(_ raw: UnsafeRawBufferPointer, bytes: Int = 400, limit: Int = 200) -> SafeText {
    let start = UnsafeRawBufferPointer(rebasing: raw.prefix(bytes)).bindMemory(to: UInt8.self)
    return Masking.masked(SafeText(utf8: start, limit: limit))
  }
}
