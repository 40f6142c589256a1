import ArgumentParser
import Dashboard
import Glibc

/// Errors on stderr, with the exit code that scripts rely on.
enum Report {
  static func error(_ message: String) { say("zhiban: " + message) }

  static func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    write(STDERR_FILENO, bytes, bytes.count)
  }

  /// Runs the body of a command; a failure says why and ends with its code.
  static func failures(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as Failure {
      error(failure.message)
      switch failure.kind {
      case .badInput: throw ExitCode(1)
      case .usage: throw ExitCode(2)
      case .cannotWrite: throw ExitCode(3)
      }
    }
  }
}
