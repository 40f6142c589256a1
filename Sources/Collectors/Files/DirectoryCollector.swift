internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// Every file of a folder that fits a pattern (`*.jsonl`), each followed; new ones are found.
public struct DirectoryCollector: Collector {
  public static let kind = "directory"
  public static let settings = ["path", "pattern", "format", "map", "follow"]

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
    let files = FolderFiles(path: path, sink: sink, format: format, settings: settings, follows: follows)
    var isMissing = false
    while !sink.isStopped {
      let hasFolder = watch.add(path)
      let begun = ContinuousClock.now
      if let names = names() {
        if isMissing { sink.report(.running) }
        isMissing = false
        sink.gather { files.look(at: names) }
        sink.tell()
        if !follows { return }
      } else {
        guard follows else { throw .system("cannot list \(SafeText(sanitizing: path))") }
        try checkFolder()
        if !isMissing { sink.report(.waiting(SafeText(sanitizing: path))) }
        isMissing = true
      }
      let pause = DirectoryCollector.pause(after: ContinuousClock.now - begun)
      let isTold = hasFolder && !isMissing && !files.hasOpenRest
      if sink.wait(for: [watch.descriptor], milliseconds: isTold ? nil : 1000) { return }
      if sink.wait(milliseconds: pause) { return }
      watch.clear()
    }
  }

  /// How long lines are gathered before the next look, in milliseconds.
  ///
  /// Looking at many files that are written all the time is to take a small part of a core: what took a millisecond is done again after
  /// thirty. In a folder that is larger still looking takes its time: a fifth of it only.
  static func pause(after look: Duration) -> Int32 {
    let milliseconds = look / .milliseconds(1)
    return Int32(max(15, min(60, milliseconds * 30), min(1000, milliseconds * 4)))
  }

  /// A folder that is not there may come; what is there and cannot be listed is said.
  private func checkFolder() throws(CollectorError) {
    let reason = errno
    guard reason != ENOENT else { return }
    errno = reason
    throw .system("cannot list \(SafeText(sanitizing: path))")
  }

  /// Names that fit, in order; nil where the folder cannot be listed.
  private func names() -> [FileName]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [FileName] = []
    while let entry = readdir(folder) {
      let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      guard name[0] != CChar(UInt8(ascii: ".")), fnmatch(pattern, name, 0) == 0 else { continue }
      names.append(FileName(bytes: Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))))
    }
    return names.sorted()
  }
}
