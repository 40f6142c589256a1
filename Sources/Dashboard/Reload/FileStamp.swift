internal import Glibc

/// What tells that a file has changed.
struct FileStamp: Equatable {
  var seconds: Int
  var nanoseconds: Int
  var size: off_t
  var inode: ino_t

  /// The stamps of these files; one that is not there has none.
  static func of(_ paths: [String]) -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      stamps[path] = FileStamp(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: status.st_size, inode: status.st_ino)
    }
    return stamps
  }
}
