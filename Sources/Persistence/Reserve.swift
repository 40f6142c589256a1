internal import Glibc

/// A file that only takes up room, so that on a full disk there is some left for what operators do.
final class Reserve: Sendable {
  static let bytes = 256 << 10

  private let path: String

  init(path: String) { self.path = path }

  /// Gives the room back; false where there was none.
  func release() -> Bool { unlink(path) == 0 }

  /// Takes the room where the disk has plenty; true where it is taken.
  @discardableResult func make() -> Bool {
    if access(path, F_OK) == 0 { return true }
    var room = statvfs()
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard statvfs(folder, &room) == 0, room.f_bavail * room.f_frsize >= UInt(4 * Reserve.bytes) else { return false }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard posix_fallocate(file, 0, off_t(Reserve.bytes)) == 0 else {
      unlink(path)
      return false
    }
    return true
  }
}
