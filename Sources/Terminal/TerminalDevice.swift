import CLinux
import Glibc
import TextUI

/// The tty itself: its descriptor, its modes, its size. Reads and writes never wait.
///
/// The tty is opened anew by its name, because `O_NONBLOCK` belongs to the open file description, which descriptor 1 shares
/// with the shell and everything else that runs in the terminal. Where the name cannot be opened (after `su`, in a container),
/// the flag is set on the shared description for the moment of each call only.
final class TerminalDevice {
  let input: Int32
  let output: Int32
  private let isShared: Bool
  /// Whether signals tell of its size and its end.
  let isControlling: Bool
  /// Empty where it has no name here.
  let path: String
  private var saved: termios?
  /// Whether the line is dropped; nothing is read or written any more.
  private(set) var isGone = false

  init(path: String?, takesControl: Bool = false) throws(ScreenError) {
    let flags = O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    if let path {
      let descriptor = open(path, flags)
      guard descriptor >= 0 else { throw .cannotOpen(path, code: errno) }
      guard isatty(descriptor) == 1 else {
        Glibc.close(descriptor)
        throw .notATerminal(path)
      }
      (input, output, isShared) = (descriptor, descriptor, false)
      isControlling = zb_control_terminal(descriptor, takesControl ? 1 : 0) != 0
      self.path = path
      return
    }
    let standard = [STDOUT_FILENO, STDIN_FILENO].filter { isatty($0) == 1 }
    for path in standard.compactMap(Self.name) + ["/dev/tty"] {
      let descriptor = open(path, flags)
      if descriptor >= 0 {
        (input, output, isShared) = (descriptor, descriptor, false)
        isControlling = true
        self.path = path
        return
      }
    }
    guard standard.count == 2 else { throw .notATerminal("standard output") }
    (input, output, isShared) = (STDIN_FILENO, STDOUT_FILENO, true)
    isControlling = true
    self.path = ""
  }

  private static func name(of descriptor: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: 128)
    guard ttyname_r(descriptor, &buffer, buffer.count) == 0 else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Columns and rows; nil while the terminal does not know.
  var size: Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard zb_window_size(output, &columns, &rows) == 0, columns > 0, rows > 0 else { return nil }
    return Size(width: Int(columns), height: Int(rows))
  }

  /// Every byte as it is, in both directions; no key makes a signal.
  func makeRaw() {
    var modes = termios()
    guard tcgetattr(input, &modes) == 0 else { return }
    saved = modes
    modes.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON | INPCK | PARMRK)
    modes.c_oflag &= ~tcflag_t(OPOST)
    modes.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
    modes.c_cflag = modes.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
    modes.c_cc.6 = 1  // VMIN
    modes.c_cc.5 = 0  // VTIME
    tcsetattr(input, TCSANOW, &modes)
  }

  /// The modes from before. Input not read yet is thrown away: a late reply of the terminal must not reach the shell.
  func restoreModes() {
    guard var modes = saved else { return }
    saved = nil
    // TCSAFLUSH would also wait for a tty that takes no output.
    tcflush(input, TCIFLUSH)
    tcsetattr(input, TCSANOW, &modes)
  }

  func close() {
    if !isShared { Glibc.close(output) }
  }

  /// Appends what there is to read, at most 64 KiB at a time.
  func read(into bytes: inout [UInt8]) {
    guard !isGone else { return }
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      let count = attempt(input) { Glibc.read(input, buffer.baseAddress, buffer.count) }
      if let count, count > 0 { bytes.append(contentsOf: buffer[..<count]) }
      if count == 0 { isGone = true }
    }
  }

  /// Writes what the tty takes and returns how many bytes that were. A dropped line takes everything.
  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    guard !isGone else { return bytes.count }
    let count = bytes.withUnsafeBytes { buffer in
      attempt(output) { Glibc.write(output, buffer.baseAddress, buffer.count) }
    }
    return isGone ? bytes.count : count ?? 0
  }

  /// Waits until the tty takes bytes, or for so many milliseconds.
  func waitToWrite(milliseconds: Int32) {
    var entry = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
    _ = poll(&entry, 1, milliseconds)
  }

  /// A call that must not wait; nil when it would have to.
  private func attempt(_ descriptor: Int32, _ call: () -> Int) -> Int? {
    let flags = isShared ? fcntl(descriptor, F_GETFL) : 0
    if isShared { _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
    defer { if isShared { _ = fcntl(descriptor, F_SETFL, flags) } }
    while true {
      let count = call()
      if count >= 0 { return count }
      if errno == EINTR { continue }
      if errno != EAGAIN { isGone = true }
      return nil
    }
  }
}
