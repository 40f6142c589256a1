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
    let file = FollowedFile(
      path: path, sink: sink, format: format, settings: settings, follows: follows, startsAtEnd: startsAtEnd)
    let folder = FolderWatch.folder(of: path)
    var isMissing = false
    while !sink.isStopped {
      let hasFolder = watch.add(folder)
      switch try file.look(stop: sink.stop) {
      case .missing:
        if !isMissing { sink.report(.waiting(SafeText(sanitizing: path))) }
        isMissing = true
        guard follows else { throw CollectorError("\(SafeText(sanitizing: path)): no such file") }
      case .read:
        if isMissing { sink.report(.running) }
        isMissing = false
        sink.report(nil)
        if !follows { return }
      }
      // Without a folder there is nothing to be told by: look again now and then.
      if sink.stop.wait(for: [watch.descriptor], milliseconds: hasFolder ? nil : 1000) { return }
      // A writer that writes line by line wakes us once for many lines.
      if sink.stop.wait(milliseconds: 15) { return }
      watch.clear()
    }
  }
}
