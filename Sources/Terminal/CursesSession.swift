import CNcurses
import Glibc
import TextUI

/// ncurses, writing into a file in memory and reading nothing.
final class CursesSession {
  private let screen: OpaquePointer
  private let output: UnsafeMutablePointer<FILE>
  private let input: UnsafeMutablePointer<FILE>
  private let descriptor: Int32
  private let hasColors: Bool
  let colorCount: Int
  /// The sequence for text in colour 100.
  let colorSample: String?
  /// Whether leaving clears the screen because it comes back as it was.
  let hasAlternateScreen: Bool
  /// Whether ncurses itself keeps the title of the terminal and brings it back.
  let keepsTitle: Bool

  init(profile: TerminalProfile, size: Size) throws(ScreenError) {
    descriptor = zb_memory_file()
    guard descriptor >= 0 else { throw .system(call: "memfd_create", code: errno) }
    guard let output = fdopen(descriptor, "w"), let input = fopen("/dev/null", "re") else {
      throw .system(call: "fdopen", code: errno)
    }
    self.output = output
    self.input = input
    // A file has no size in columns, so ncurses looks here. It must know before it writes: it sets the scrolling region.
    let opened = Self.withEnvironment(
      ["LINES": String(size.height), "COLUMNS": String(size.width), "NCURSES_NO_PADDING": "1"]
    ) { profile.candidates.lazy.compactMap { zb_newterm($0, output, input) }.first }
    guard let opened else {
      fclose(output)
      fclose(input)
      throw .noDescription(term: profile.name)
    }
    screen = opened
    guard zb_capability("cup") != nil else {
      endwin()
      delscreen(opened)
      fclose(output)
      fclose(input)
      throw .tooSimple(term: profile.name)
    }
    zb_prepare()
    hasColors = has_colors()
    if hasColors { start_color() }
    colorCount = hasColors ? Int(zb_colors()) : 0
    colorSample = zb_foreground_sequence(100).map { String(cString: $0) }
    let enter = zb_capability("smcup").map { String(cString: $0) } ?? ""
    hasAlternateScreen = enter.contains("1049h") || enter.contains("?47h")
    keepsTitle = enter.contains("[22;")
  }

  /// The colours for a depth; from here on ncurses uses the terminal's own for text without any.
  func colorTable(depth: ColorDepth) -> ColorTable {
    let hasDefault = hasColors && use_default_colors() == OK
    return ColorTable(
      depth: depth, colors: colorCount, pairLimit: min(Int(zb_color_pairs()), 32_767), hasDefaultColors: hasDefault)
  }

  /// What ncurses has written since the last call.
  func takeOutput() -> [UInt8] {
    let length = Int(lseek(descriptor, 0, SEEK_END))
    guard length > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, length, 0))
    }
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    return bytes
  }

  /// What the terminal needs to be as it was before. ncurses takes the screen again with its next update.
  func leave() -> [UInt8] {
    endwin()
    let bytes = takeOutput()
    return hasAlternateScreen ? bytes : bytes + "\u{1B}[H\u{1B}[2J".utf8
  }

  func close() {
    delscreen(screen)
    fclose(output)
    fclose(input)
  }

  private static func withEnvironment<Result>(_ values: [String: String], _ body: () -> Result) -> Result {
    let before = values.keys.map { ($0, getenv($0).map { String(cString: $0) }) }
    for (name, value) in values { setenv(name, value, 1) }
    defer {
      for (name, value) in before {
        if let value { setenv(name, value, 1) } else { unsetenv(name) }
      }
    }
    return body()
  }
}
