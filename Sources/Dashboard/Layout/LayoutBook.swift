internal import Foundation
internal import Glibc

/// The file of layouts, one for each terminal: `layout.json` beside the log, or where programs keep their state.
struct LayoutBook {
  /// A duty room has a handful; names of terminals come back, so no more are kept than this.
  static let limit = 64
  private static let greatestFile = 1 << 20

  private struct Document: Codable { var terminals: [String: Layout] }

  enum Fault: Error { case broken }

  let path: String
  /// By which this terminal is known.
  let terminal: String

  /// Nil where there is no place for it, or the terminal has no name.
  init?(folder: String?, terminal: String, environment: (String) -> String? = LayoutBook.variable) {
    let home =
      environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? environment("HOME").map { $0 + "/.local/state" }
    guard let folder = folder ?? home.map({ $0 + "/zhiban" }) else { return nil }
    let name = environment("TERM_SESSION_ID") ?? environment("TMUX_PANE").map { "tmux " + $0 } ?? terminal
    guard !name.isEmpty, name.utf8.count <= 200 else { return nil }
    path = folder + "/layout.json"
    self.terminal = name
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }

  /// Nil where nothing is remembered; throws where the file is none of ours.
  func read() throws(Fault) -> Layout? { try document()?.terminals[terminal] }

  private func document() throws(Fault) -> Document? {
    guard let bytes = FileText.bytes(path) else { return nil }
    guard bytes.count <= LayoutBook.greatestFile, let document = try? JSONDecoder().decode(Document.self, from: Data(bytes))
    else {
      throw .broken
    }
    return document
  }

  /// Remembers a layout. What cannot be written is not worth a word: nothing depends on it.
  func write(_ layout: Layout) {
    let folder = path.dropLast("/layout.json".count)
    try? FileManager.default.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
    // Two terminals may be left at once.
    let lock = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
    var document = (try? document()) ?? Document(terminals: [:])
    document.terminals[terminal] = layout
    while document.terminals.count > LayoutBook.limit,
      let oldest = document.terminals.min(by: { ($0.value.leftAt ?? 0, $0.key) < ($1.value.leftAt ?? 0, $1.key) })
    {
      document.terminals[oldest.key] = nil
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else { return }
    let fresh = path + ".new"
    guard FileText.write(String(decoding: data, as: UTF8.self) + "\n", to: fresh) else { return }
    rename(fresh, path)
  }
}
