internal import Glibc
internal import TextSafety

/// One file of the quarantine. It holds whole lines only, whatever the disk does.
struct QuarantineFile {
  private let folder: String
  private let path: String

  init(folder: String, collector: SafeText) {
    self.folder = folder
    let name = String(collector.string.prefix(60).map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
    path = folder + "/" + name + ".jsonl"
  }

  /// Makes a folder and those above it, where they are missing.
  static func makeFolder(_ path: String) {
    if mkdir(path, 0o700) == 0 || errno != ENOENT { return }
    let above = FolderWatch.folder(of: path)
    guard above != path else { return }
    makeFolder(above)
    mkdir(path, 0o700)
  }

  /// Appends a line; returns the system's reason where that fails.
  func append(_ line: [UInt8], maximumBytes: Int) -> SafeText? {
    guard var descriptor = open() else { return QuarantineFile.reason }
    defer { close(descriptor) }
    var size = QuarantineFile.size(descriptor)
    if size > 0, size + line.count > maximumBytes {
      guard rename(path, path + ".1") == 0, let new = open() else { return QuarantineFile.reason }
      close(descriptor)
      descriptor = new
      size = QuarantineFile.size(descriptor)
    }
    var rest = line[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let reason = QuarantineFile.reason
        if rest.count < line.count { ftruncate(descriptor, off_t(size)) }
        return reason
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// Not blocking: whatever has this name, a collector must not wait for it.
  private func open() -> Int32? {
    for isFirst in [true, false] {
      let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      if descriptor >= 0 { return descriptor }
      guard isFirst, errno == ENOENT else { break }
      QuarantineFile.makeFolder(folder)
    }
    return nil
  }

  private static func size(_ descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  private static var reason: SafeText { SafeText(sanitizing: String(cString: strerror(errno))) }
}
