internal import Glibc
internal import TextSafety

/// A path as the system knows it: bytes, which need not be UTF-8.
struct FileName: Hashable, Comparable {
  /// Without the NUL at its end.
  let bytes: [UInt8]

  init(_ path: String) { bytes = Array(path.utf8) }
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// As it may be shown: escaped; bytes that are no UTF-8 as `\xNN`, so that it can be told which file is meant.
  var shown: SafeText {
    let whole = String(decoding: bytes, as: UTF8.self)
    if Array(whole.utf8) == bytes { return SafeText(sanitizing: whole) }
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + String(byte, radix: 16, uppercase: true)
      }
    }
    return SafeText(sanitizing: text)
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { body($0.baseAddress!) }
  }

  func inside(_ folder: String) -> FileName { FileName(bytes: Array(folder.utf8) + [UInt8(ascii: "/")] + bytes) }

  static func < (left: FileName, right: FileName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
