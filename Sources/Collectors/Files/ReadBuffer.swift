internal import Glibc
internal import TextSafety

/// Room for what one read brings, shared by all files of a collector.
final class ReadBuffer {
  private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)

  deinit { bytes.deallocate() }

  /// Reads until nothing more is there; true where that is the end, false where a writer may still write (or the collector stops).
  ///
  /// Of a regular file less than was asked for is all there is.
  func readAll(
    _ descriptor: Int32, _ path: FileName, isRegular: Bool = false, unless stop: StopSignal,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) throws(CollectorError) -> Bool {
    while !stop.isSet {
      let count = read(descriptor, bytes.baseAddress, bytes.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return false }
      guard count >= 0 else { throw .system("cannot read \(path.shown)") }
      if count == 0 { return true }
      take(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      if isRegular, count < bytes.count { return true }
    }
    return false
  }
}
