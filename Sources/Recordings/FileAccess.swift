internal import Glibc
internal import TextSafety

func systemWords() -> SafeText { SafeText(sanitizing: String(cString: strerror(errno))) }

/// A file that is read piece by piece: never mapped, so that one cut short meanwhile is only shorter.
final class FileAccess: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(path: String) throws(RecordingError) {
    self.path = path
    // Not blocking: a pipe of that name is told apart below, not waited for.
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw .system(path) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw RecordingError("\(SafeText(sanitizing: path)): not a file")
    }
    guard status.st_size > 0 else {
      close(opened)
      throw RecordingError("\(SafeText(sanitizing: path)): the recording is empty")
    }
    descriptor = opened
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The bytes there are of a range.
  func read(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let wanted = min(count, size - offset)
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let got = pread(descriptor, buffer.baseAddress! + filled, wanted - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
    }
  }

  /// Where there are bytes at or after an offset: beyond the hole of a sparse file; nil where there are none.
  func data(after offset: Int) -> Int? {
    guard offset < size else { return nil }
    let found = lseek(descriptor, off_t(offset), Int32(3))
    if found >= 0 { return Int(found) }
    return errno == ENXIO ? nil : offset
  }
}
