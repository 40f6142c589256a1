internal import Core
internal import Feeds
internal import Glibc
public import TextSafety

/// One file: all of it, then what is appended to it. It may appear later, be cut, rotated or replaced.
public struct FileCollector: Collector {
  public static let kind = "file"
  public static let settings = ["path", "format", "map", "follow", "from"]

  private let path: String
  private let format: FeedFormat
  private let follows: Bool
  private let startsAtEnd: Bool
  private let settings: CollectorSettings

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    path = try settings.required("path")
    format = try settings.format()
    follows = try settings.bool("follow") ?? true
    let from = try settings.text("from") ?? "start"
    guard from == "start" || from == "end" else { throw CollectorError("from must be start or end") }
    startsAtEnd = from == "end"
    self.settings = settings
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let watch = try FolderWatch()
    let name = FileName(path)
    let reader = FeedReader(sink: sink, format: format, file: name.shown, settings: settings)
    let file = FollowedFile(
      path: name, sink: sink, reader: reader, buffer: ReadBuffer(), follows: follows, startsAtEnd: startsAtEnd)
    let folder = FolderWatch.folder(of: path)
    var waitsFor: SafeText?
    while !sink.isStopped {
      let hasFolder = watch.add(folder)
      switch try look(file) {
      case .waiting(let reason):
        if waitsFor != reason { sink.report(.waiting(reason)) }
        waitsFor = reason
        if !follows, !file.isPipe { throw CollectorError("\(name.shown): no such file") }
      case .read:
        if waitsFor != nil { sink.report(.running) }
        waitsFor = nil
      }
      sink.tell()
      if !follows, file.isOver { return }
      // Without a folder, and with a file elsewhere, there is nothing to be told by: look again now and then.
      let isTold = hasFolder && waitsFor == nil && !file.isPipe && !file.hasOpenRest && !isLink(name)
      if sink.wait(for: [watch.descriptor], milliseconds: isTold ? nil : 1000) { return }
      // A writer that writes line by line wakes us once for many lines.
      if sink.wait(milliseconds: 15) { return }
      watch.clear()
    }
  }

  /// What cannot be read any more is waited for: a new beginning would read it twice.
  private func look(_ file: FollowedFile) throws(CollectorError) -> FollowedFile.Look {
    do { return try file.look() } catch {
      guard follows, file.hasRead else { throw error }
      return .waiting(error.message)
    }
  }

  /// What a link leads to lies in a folder that is not watched.
  private func isLink(_ name: FileName) -> Bool {
    var status = stat()
    return name.withCString({ lstat($0, &status) }) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
