internal import Collectors
internal import Foundation
internal import TextSafety

/// Reads the table of keys again when its file changes, where there is no configuration to follow: in a demonstration and a playback.
final class KeysFollower: Sendable {
  private let path: String
  private let keys: KeyTable
  private let stopSignal = StopSignal()

  /// Editors write, rename and write again.
  private static let settling: Int32 = 200

  init(_ path: String, keys: KeyTable) {
    self.path = path
    self.keys = keys
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "keys"
    thread.start()
  }

  func stop() { stopSignal.set() }

  private func run() {
    guard let watch = try? FolderWatch(), watch.add(Opening.folder(of: path)) else { return }
    var stamps = FileStamp.of([path])
    while !stopSignal.wait(for: [watch.descriptor]) {
      if stopSignal.wait(for: [], milliseconds: KeysFollower.settling) { return }
      watch.clear()
      let fresh = FileStamp.of([path])
      guard fresh != stamps, !fresh.isEmpty else { continue }
      stamps = fresh
      do { keys.put(try KeyFile.load(path)) } catch {
        // The last good ones stay in force.
        keys.refuse(SafeText(sanitizing: (error as? Failure)?.message ?? "\(error)", limit: 400))
      }
    }
  }
}
