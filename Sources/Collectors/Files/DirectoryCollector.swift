internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// Every file of a folder that fits a pattern (`*.jsonl`), each followed; new ones are found.
public struct DirectoryCollector: Collector {
  public static let kind = "directory"
  public static let settings = ["path", "pattern", "format", "map", "follow"]
  /// Files kept open; of more than these the ones read longest ago are closed between looks.
  static let openLimit = 256

  private let path: String
  private let pattern: String
  private let format: FeedFormat
  private let follows: Bool
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    path = try settings.required("path")
    pattern = try settings.text("pattern") ?? "*"
    format = try settings.format()
    follows = try settings.bool("follow") ?? true
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let watch = try FolderWatch()
    var files: [String: FollowedFile] = [:]
    var finished: [String: off_t] = [:]
    var isMissing = false
    while !sink.isStopped {
      let hasFolder = watch.add(path)
      if let names = names() {
        if isMissing { sink.report(.running) }
        isMissing = false
        for name in names where !sink.isStopped {
          let full = path + "/" + name
          if finished[name] == size(full) { continue }
          finished[name] = nil
          let file =
            files[name] ?? FollowedFile(path: full, sink: sink, format: format, settings: settings, follows: follows)
          files[name] = file
          _ = try? file.look(stop: sink.stop)
          if !follows || files.count > DirectoryCollector.openLimit {
            files[name] = nil
            finished[name] = size(full)
          }
        }
        sink.report(nil)
        if !follows { return }
      } else {
        if !isMissing { sink.report(.waiting(SafeText(sanitizing: path))) }
        isMissing = true
        guard follows else { throw .system("cannot list \(SafeText(sanitizing: path))") }
      }
      if sink.stop.wait(for: [watch.descriptor], milliseconds: hasFolder ? nil : 1000) { return }
      if sink.stop.wait(milliseconds: 15) { return }
      watch.clear()
    }
  }

  /// Names that fit, in order; nil where the folder cannot be listed.
  private func names() -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), fnmatch(pattern, name, 0) == 0 { names.append(name) }
    }
    return names.sorted()
  }

  private func size(_ path: String) -> off_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_size : -1
  }
}
