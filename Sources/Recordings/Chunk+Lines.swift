internal import Glibc

extension Chunk {
  /// Gives each line that is not blank, without its end, until `body` says false.
  public func forEachLine(_ body: (UnsafeRawBufferPointer) -> Bool) {
    var (offset, number) = (0, 0)
    while let line = nextLine(from: &offset, counting: &number) {
      if !bytes.withUnsafeBytes({ body(UnsafeRawBufferPointer(rebasing: $0[line])) }) { return }
    }
  }

  /// The next line that is not blank; `offset` moves behind it, `number` counts the lines passed.
  public func nextLine(from offset: inout Int, counting number: inout Int) -> Range<Int>? {
    bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return nil }
      while offset < all.count {
        let start = offset
        var end = all.count
        if let newline = memchr(base + start, 0x0A, all.count - start) { end = UnsafeRawPointer(newline) - base }
        offset = end + 1
        number += 1
        if end > start, all[end - 1] == 0x0D { end -= 1 }
        if all[start..<end].contains(where: { $0 != 0x20 && $0 != 0x09 }) { return start..<end }
      }
      return nil
    }
  }
}
