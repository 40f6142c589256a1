internal import Glibc
internal import TextSafety

/// A password or token in a file of its own: never in the configuration, never on a command line, read anew each time so that it can be
/// changed while the program runs.
struct Secret: Sendable {
  let path: String

  /// The first line of the file. Refuses a file that others may read.
  func read() throws(CollectorError) -> String {
    let shown = SafeText(sanitizing: path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("cannot read the secret \(shown)") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & (S_IROTH | S_IWOTH) == 0 else {
      throw CollectorError("the secret \(shown) can be read by everyone; chmod 600 it")
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    let line = bytes[..<max(0, count)].prefix { $0 >= 32 && $0 != 127 }
    guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
      throw CollectorError("the secret \(shown) is empty")
    }
    return text
  }
}
