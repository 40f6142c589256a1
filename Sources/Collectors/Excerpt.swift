internal import Feeds
internal import TextSafety

/// The beginning of raw bytes for people: escaped, personal data masked.
enum Excerpt {
  /// No more of a line is looked at.
  static let bytes = 400

  static func of(_ raw: UnsafeRawBufferPointer, bytes: Int = Excerpt.bytes, limit: Int = 200) -> SafeText {
    let start = UnsafeRawBufferPointer(rebasing: raw.prefix(bytes)).bindMemory(to: UInt8.self)
    return Masking.masked(SafeText(utf8: start, limit: limit))
  }
}
