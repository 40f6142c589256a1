import Glibc

/// The bytes of a document in another encoding as UTF-8; nil where glibc does not know that encoding or has no memory left.
///
/// A sequence that means nothing becomes one U+FFFD, so that a bad byte costs a character and not the document; or, where `isStrict`,
/// there is no result.
func transcoded(_ bytes: UnsafeRawBufferPointer, from encoding: StaticString, isStrict: Bool = false) -> [UInt8]? {
  let name = String(describing: encoding)
  guard let descriptor = iconv_open("UTF-8", name), Int(bitPattern: descriptor) != -1 else { return nil }
  defer { iconv_close(descriptor) }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 2 + 16)
  let chunk = UnsafeMutablePointer<CChar>.allocate(capacity: chunkSize)
  defer { chunk.deallocate() }
  // iconv takes the input as mutable, and never writes to it.
  var input = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
  var left = bytes.count
  while left > 0 {
    var output: UnsafeMutablePointer<CChar>? = chunk
    var room = chunkSize
    let status = iconv(descriptor, &input, &left, &output, &room)
    let failure = errno
    result += UnsafeRawBufferPointer(start: chunk, count: chunkSize - room)
    guard status == -1 else { continue }
    switch failure {
    case E2BIG: continue
    case EILSEQ, EINVAL:
      if isStrict { return nil }
      result += [0xEF, 0xBF, 0xBD]
      // What was begun and never ended, or one byte that begins nothing.
      let skipped = failure == EINVAL ? left : 1
      input = input.map { $0 + skipped }
      left -= skipped
    default: return nil
    }
  }
  return result
}

private let chunkSize = 65_536
