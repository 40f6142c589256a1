internal import Glibc
internal import TextSafety

/// What the system says of a file.
struct FileStatus {
  /// Which file it is, whatever its name.
  struct Identity: Hashable {
    var device: dev_t = 0
    var inode: ino_t = 0
  }

  /// What changes when it is written.
  struct Stamp: Equatable {
    var seconds = 0
    var nanoseconds = 0
    var size: off_t = -1
  }

  var identity = Identity()
  var stamp = Stamp()
  var kind: mode_t = 0
  var isDeleted = false

  var size: off_t { stamp.size }

  init() {}

  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    identity = Identity(device: status.st_dev, inode: status.st_ino)
    stamp = Stamp(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: status.st_size)
    kind = status.st_mode & S_IFMT
    isDeleted = status.st_nlink == 0
  }

  /// Nil where there is no such file.
  static func of(_ path: FileName) throws(CollectorError) -> FileStatus? {
    var status = stat()
    if path.withCString({ stat($0, &status) }) == 0 { return FileStatus(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw .system("cannot read \(path.shown)")
  }

  func isSame(as other: FileStatus) -> Bool { identity == other.identity }

  /// Only files and pipes can be read as what they are; for the others it is said which kind of collector to use.
  func checkKind(_ path: FileName) throws(CollectorError) {
    switch kind {
    case S_IFREG, S_IFIFO: return
    case S_IFDIR: throw CollectorError("\(path.shown) is a folder; kind directory reads folders")
    case S_IFSOCK: throw CollectorError("\(path.shown) is a socket; kind socket with connect: true reads it")
    default: throw CollectorError("\(path.shown) is a device; kind exec can read it through a command")
    }
  }
}
