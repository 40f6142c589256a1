internal import Core
internal import Glibc
internal import TextSafety

/// The recordings of a folder: `zhiban-20220703T070000.zbr`, by when they begin.
public enum RecordingFolder {
  private static let prefix = "zhiban-"
  /// `zhiban-20220703T070000`
  private static let stem = 22

  static func make(_ folder: String) throws(RecordingError) {
    var path = ""
    for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
      path += path.isEmpty && part.isEmpty ? "/" : (path.isEmpty || path.hasSuffix("/") ? "" : "/") + part
      if mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(path) }
    }
  }

  /// Its recordings, the oldest first.
  public static func files(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix(prefix), name.hasSuffix(RecordingFile.suffix) { names.append(name) }
    }
    // The second of one second has a number behind its name, and is not before the first.
    return names.map { $0.dropLast(RecordingFile.suffix.count) }.sorted {
      let (left, right) = ($0.prefix(stem), $1.prefix(stem))
      return left == right ? ($0.count, $0) < ($1.count, $1) : left < right
    }.map { "\(folder)/\($0)\(RecordingFile.suffix)" }
  }

  static func newFile(in folder: String, at time: Timestamp, offsetMinutes: Int) -> String {
    let digits = time.rfc3339(offsetMinutes: offsetMinutes).prefix(19).filter { $0 != "-" && $0 != ":" }
    var path = "\(folder)/\(prefix)\(digits)\(RecordingFile.suffix)"
    var number = 1
    while access(path, F_OK) == 0 {
      number += 1
      path = "\(folder)/\(prefix)\(digits)-\(number)\(RecordingFile.suffix)"
    }
    return path
  }

  /// Removes what is too old, and the oldest of what is too much.
  static func prune(_ folder: String, _ options: RecorderOptions, keeping current: String, now: Timestamp) {
    var total = 0
    for path in files(folder).reversed() {
      var status = stat()
      guard path != current, stat(path, &status) == 0 else { continue }
      total += Int(status.st_size)
      let age = now - Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
      if age > options.keepSeconds || total > options.keepBytes { unlink(path) }
    }
  }
}
