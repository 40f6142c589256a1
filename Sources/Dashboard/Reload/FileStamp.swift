internal import CLinux

/// What tells that a file has changed.
struct FileStamp: Equatable {
  var seconds: Int64
  var nanoseconds: Int64
  var size: Int64
  var inode: UInt64

  /// The stamps of these files; one that is not there has none.
  static func of(_ paths: [String]) -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for path in paths {
      var facts = zb_file_facts()
      guard zb_look_at_file(path, &facts) == 0 else { continue }
      stamps[path] = FileStamp(
        seconds: facts.seconds, nanoseconds: facts.nanoseconds, size: facts.size, inode: facts.inode)
    }
    return stamps
  }
}
