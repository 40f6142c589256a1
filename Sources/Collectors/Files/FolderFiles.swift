internal import Core
internal import Feeds
internal import Glibc
internal import TextSafety

/// The files of one folder, each known by what it is and not by its name: one that is renamed is not read again.
final class FolderFiles {
  /// Files kept open; beyond, those read longest ago are put to rest.
  static let openLimit = 256

  private let path: String
  private let sink: Sink
  private let settings: CollectorSettings
  private let follows: Bool
  private let decoder: SharedDecoder
  private let buffer = ReadBuffer()
  private var files: [FileStatus.Identity: FollowedFile] = [:]
  /// Open ones, the one looked at longest ago first.
  private var open: [FileStatus.Identity] = []
  /// What cannot be read and was told.
  private var told: Set<FileName> = []

  init(path: String, sink: Sink, format: FeedFormat, settings: CollectorSettings, follows: Bool) {
    self.path = path
    self.sink = sink
    self.settings = settings
    self.follows = follows
    decoder = SharedDecoder(format, settings)
  }

  var hasOpenRest: Bool { open.contains { files[$0]?.hasOpenRest == true } }

  func look(at names: [FileName]) {
    var seen: Set<FileStatus.Identity> = []
    for name in names where !sink.isStopped {
      do throws(CollectorError) {
        let full = name.inside(path)
        guard let status = try FileStatus.of(full), status.kind != S_IFDIR else { continue }
        // A link to a file that is read under another name.
        guard seen.insert(status.identity).inserted else { continue }
        try look(full, status)
        told.remove(name)
      } catch {
        if told.insert(name).inserted { sink.say(error.message) }
      }
    }
    guard !sink.isStopped else { return }
    for (identity, file) in files where !seen.contains(identity) {
      file.finish()
      files[identity] = nil
    }
    open.removeAll { files[$0]?.isOpen != true }
    if !told.isEmpty { told.formIntersection(names) }
  }

  private func look(_ name: FileName, _ status: FileStatus) throws(CollectorError) {
    guard status.kind != S_IFIFO else { throw CollectorError("\(name.shown) is a pipe; kind file reads it") }
    try status.checkKind(name)
    let identity = status.identity
    let file = files[identity] ?? make(name)
    files[identity] = file
    let wasOpen = file.isOpen
    _ = try file.look(status, as: name)
    guard file.isOpen else { return }
    if !follows { return file.rest() }
    if !wasOpen { open.append(identity) }
    if open.count > FolderFiles.openLimit { files[open.removeFirst()]?.rest() }
  }

  private func make(_ name: FileName) -> FollowedFile {
    let reader = FeedReader(sink: sink, decoder: decoder, file: name.shown, settings: settings)
    return FollowedFile(path: name, sink: sink, reader: reader, buffer: buffer, follows: follows)
  }
}
