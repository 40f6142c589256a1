internal import Glibc
internal import TextSafety

/// Wakes when something in a folder changes (inotify); the folder may appear later.
public final class FolderWatch {
  public let descriptor: Int32
  private var watched: Set<String> = []

  public init() throws(CollectorError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw .system("cannot watch files") }
  }

  deinit { close(descriptor) }

  /// Watches a folder; false where it is not there.
  @discardableResult public func add(_ folder: String) -> Bool {
    if watched.contains(folder) { return true }
    let mask = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ATTRIB)
    guard inotify_add_watch(descriptor, folder, mask) >= 0 else { return false }
    watched.insert(folder)
    return true
  }

  /// Takes away what has been told, so that `poll` waits again.
  public func clear() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }

  /// The folder of a path.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
