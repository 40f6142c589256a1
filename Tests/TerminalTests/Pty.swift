import Glibc

/// A pseudo terminal: what a terminal window or sshd holds, for screens to be opened on `path`.
final class Pty {
  private var descriptor: Int32
  let path: String

  init(width: Int, height: Int) {
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var locked: Int32 = 0
    _ = ioctl(descriptor, 0x4004_5431, &locked)  // TIOCSPTLCK
    var number: Int32 = 0
    _ = ioctl(descriptor, 0x8004_5430, &number)  // TIOCGPTN
    path = "/dev/pts/\(number)"
    resize(width: width, height: height)
  }

  deinit { hangUp() }

  /// Drops the line.
  func hangUp() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Everything that has been written to the tty.
  func output() -> String { String(decoding: bytes(), as: UTF8.self) }

  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// The modes of the tty as text, to compare.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}
