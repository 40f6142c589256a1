internal import CLinux
internal import Glibc

/// Signals as bytes in a pipe, so that the main loop meets them where it waits for everything else.
final class SignalPipe {
  /// Readable when a signal has come.
  let descriptor: Int32

  private static let handled = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT]

  init() {
    descriptor = zb_signal_pipe(SignalPipe.handled, Int32(SignalPipe.handled.count))
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is an error of a write, told like a full disk.
    signal(SIGXFSZ, SIG_IGN)
  }

  /// The signals that have come since the last call, in order.
  func take() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes.prefix(count).map(Int32.init) : []
  }

  /// Gives the signals their default ways again.
  func end() { for number in SignalPipe.handled { signal(number, SIG_DFL) } }

  func rearm(_ number: Int32) { zb_signal_rearm(number) }

  /// Stops the process as Ctrl-Z does by default; returns when it is continued.
  func stopProcess() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    zb_signal_rearm(SIGTSTP)
  }
}
