internal import Foundation
internal import Glibc
internal import TextSafety

extension Programs {
  /// Reads a PIN: from the terminal without showing it, else a line of standard input.
  public static func readPIN(prompt: String, again: String? = nil) throws -> String {
    guard isatty(STDIN_FILENO) == 1 else { return try pin(readLine() ?? "") }
    let first = try pin(hidden(prompt))
    if let again {
      guard hidden(again) == first else { throw Failure(.badInput, "the two are not the same") }
    }
    return first
  }

  /// The line of an operator for operators.yaml.
  public static func operatorLine(id: String, role: String, pin: String) throws -> String {
    guard pin.unicodeScalars.count >= PINHash.shortestPIN else {
      throw Failure(.badInput, "a PIN has \(PINHash.shortestPIN) characters or more")
    }
    guard let hash = PINHash(of: pin) else { throw Failure(.badInput, "libcrypto gives no scrypt here") }
    return "  - {id: \(id), role: \(role), hash: \"\(hash.text)\"}"
  }

  /// As the form on the screen takes it.
  private static func pin(_ text: String) throws -> String {
    let safe = SafeText(sanitizing: text, limit: 64).string
    guard !safe.isEmpty else { throw Failure(.badInput, "no PIN was given") }
    return safe
  }

  /// A line that is not shown. Whatever ends or stops the program meanwhile, the terminal shows again what is typed.
  private static func hidden(_ prompt: String) -> String {
    let signals = SignalPipe()
    defer { signals.end() }
    var saved = termios()
    tcgetattr(STDIN_FILENO, &saved)
    var silent = saved
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
    FileText.say(prompt)
    var bytes: [UInt8] = []
    while bytes.count < 4096, bytes.last != 0x0A {
      var polls = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polls, 2, -1)
      for number in signals.take() where [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP].contains(number) {
        tcsetattr(STDIN_FILENO, TCSANOW, &saved)
        signal(number, SIG_DFL)
        raise(number)
        // Only after a stop does it go on.
        signals.rearm(number)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        FileText.say(prompt)
      }
      guard polls[0].revents != 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 1024)
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
