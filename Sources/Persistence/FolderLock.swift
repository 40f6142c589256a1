internal import Glibc
internal import TextSafety

/// One program a folder: a second one would write over the first one's log.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Makes the folder where it is missing, and locks it until the process ends.
  init(folder: String) throws(LogError) {
    func failure(_ what: SafeText) -> LogError {
      LogError(path: SafeText(sanitizing: folder), reason: "\(what): \(SafeText(sanitizing: String(cString: strerror(errno))))")
    }
    var path = ""
    for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
      path += path.isEmpty && part.isEmpty ? "/" : (path.isEmpty || path.hasSuffix("/") ? "" : "/") + part
      if mkdir(path, 0o700) != 0 && errno != EEXIST { throw failure("cannot make the folder") }
    }
    let opened = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw failure("cannot write there") }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let busy = errno == EWOULDBLOCK
      let error =
        busy ? LogError(path: SafeText(sanitizing: folder), reason: "another zhiban is using it") : failure("cannot lock")
      close(opened)
      throw error
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
