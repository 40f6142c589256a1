public import Core
internal import Glibc
internal import Synchronization
internal import TextSafety

/// Lines that could not be read, one JSON line each, in a file per collector: for those who mend the feed. Bounded; never fatal.
public final class Quarantine: Sendable {
  private struct Files: Sendable {
    var sizes: [SafeText: Int] = [:]
    var failures = 0
  }

  /// A file may grow to this; then it becomes `.1` and a new one is begun.
  static let maximumBytes = 16 << 20
  static let maximumRaw = 4096

  private let folder: String
  private let offsetMinutes: Int
  private let files = Mutex(Files())

  public init(folder: String, offsetMinutes: Int = 480) {
    self.folder = folder
    self.offsetMinutes = offsetMinutes
    mkdir(folder, 0o700)
  }

  /// Lines that could not even be kept here: the disk is full, the folder gone.
  public var failures: Int { files.withLock(\.failures) }

  /// Keeps a line. What may not be shown (`classified`) is kept without its content; personal data in the rest is masked.
  public func keep(_ malformed: Malformed, position: LinePosition, raw: UnsafeRawBufferPointer, at: Timestamp) {
    var json = JSONWriter()
    json.object { json in
      json.time("at", at, offsetMinutes: offsetMinutes)
      json.string("file", position.file)
      json.integer("line", position.line)
      json.integer("column", malformed.column)
      json.string("reason", malformed.reason.name)
      json.string("detail", malformed.detail)
      if malformed.reason != .classified {
        json.string("raw", Excerpt.of(raw, bytes: Quarantine.maximumRaw, limit: Quarantine.maximumRaw))
      }
    }
    append(json.text + "\n", to: position.collector)
  }

  private func append(_ line: String, to collector: SafeText) {
    let path = folder + "/" + String(collector.string.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }) + ".jsonl"
    let bytes = Array(line.utf8)
    files.withLock { files in
      let size = files.sizes[collector] ?? Quarantine.size(of: path)
      if size + bytes.count > Quarantine.maximumBytes { rename(path, path + ".1") }
      let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      let written = descriptor >= 0 ? write(descriptor, bytes, bytes.count) : -1
      if descriptor >= 0 { close(descriptor) }
      if written != bytes.count { files.failures += 1 }
      files.sizes[collector] = (size + bytes.count > Quarantine.maximumBytes ? 0 : size) + max(0, written)
    }
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
