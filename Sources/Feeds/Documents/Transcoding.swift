import Glibc

/// The bytes as UTF-8; nil where they are not of that encoding, or iconv does not know it.
func transcoded(_ bytes: UnsafeRawBufferPointer, from encoding: StaticString) -> [UInt8]? {
  let failed = iconv_t(bitPattern: -1)
  let opened = encoding.utf8Start.withMemoryRebound(to: CChar.self, capacity: encoding.utf8CodeUnitCount + 1) {
    iconv_open("UTF-8", $0)
  }
  guard let converter = opened, converter != failed else { return nil }
  defer { iconv_close(converter) }
  // iconv takes its input as `char *` and does not write to it.
  var input = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
  var inputLeft = bytes.count
  var output: [UInt8] = []
  output.reserveCapacity(bytes.count + bytes.count / 2)
  var chunk = [CChar](repeating: 0, count: 16 * 1024)
  // At the end once more without input: stateful encodings may hold something back.
  var isFlushing = inputLeft == 0
  while true {
    var isFull = false
    var isBad = false
    chunk.withUnsafeMutableBufferPointer { chunk in
      var target = chunk.baseAddress
      var targetLeft = chunk.count
      let result =
        isFlushing ? iconv(converter, nil, nil, &target, &targetLeft) : iconv(converter, &input, &inputLeft, &target, &targetLeft)
      isFull = result == -1 && errno == E2BIG
      isBad = result == -1 && !isFull
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(chunk)[..<(chunk.count - targetLeft)]))
    }
    if isBad { return nil }
    if isFull { continue }
    if isFlushing { return output }
    isFlushing = true
  }
}
