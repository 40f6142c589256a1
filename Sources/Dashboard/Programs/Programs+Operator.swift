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

  private static func hidden(_ prompt: String) -> String {
    var saved = termios()
    tcgetattr(STDIN_FILENO, &saved)
    var silent = saved
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved) }
    FileText.say(prompt)
    let line = readLine() ?? ""
    return line
  }
}
