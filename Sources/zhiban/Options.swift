import ArgumentParser
import Core
import Dashboard
import Panels
import TextSafety
import TextUI

/// How the screen looks, for every command that draws.
struct DrawingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The board to begin with: its key, id or name.", valueName: "board"))
  var board: String?
  @Option(help: ArgumentHelp("A theme of Themes/, or the path of a theme or Base16 file.", valueName: "name"))
  var theme: String?
  @Option(
    help: ArgumentHelp(
      "The language of the screen: zh, zh-Hant or en. By default LC_MESSAGES or LANG decides.", valueName: "language"))
  var lang: String?

  @Flag(help: "A wall: three answers in big digits, the boards in turn, nothing to be acknowledged (w toggles).") var wall = false

  func request() throws -> ViewRequest {
    var request = ViewRequest()
    request.isWall = wall
    request.board = board
    if let lang {
      guard let language = Language(tag: lang) else { throw ValidationError("--lang must be zh, zh-Hant or en") }
      request.language = language
    }
    request.theme = theme
    return request
  }
}

/// `--speed`: a factor, or `max`.
struct Speed: ExpressibleByArgument {
  /// Nil: as fast as the machine can.
  var factor: Double?

  init?(argument: String) {
    if argument == "max" {
      factor = nil
    } else {
      guard let value = Double(argument), value > 0, value <= 100_000 else { return nil }
      factor = value
    }
  }

  init(_ factor: Double) { self.factor = factor }
  var defaultValueDescription: String { factor.map { String(Int($0)) } ?? "max" }
}

/// `200x56`
struct SizeArgument: ExpressibleByArgument {
  var size: Size

  init?(argument: String) {
    let parts = argument.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (0...1000).contains(parts[0]), (0...1000).contains(parts[1]) else { return nil }
    size = Size(width: parts[0], height: parts[1])
  }

  init(_ width: Int, _ height: Int) { size = Size(width: width, height: height) }
  var defaultValueDescription: String { "\(size.width)x\(size.height)" }
}

/// A moment on the command line: RFC 3339, or `10:07` of the recording's day.
struct Moment: ExpressibleByArgument {
  var text: String

  init?(argument: String) {
    guard argument.contains(":") else { return nil }
    text = argument
  }
}

/// A size in bytes: `100MB`, `64KiB`, `4096`.
struct ByteSize: ExpressibleByArgument {
  var bytes: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let factors = ["": 1, "B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1 << 10, "MiB": 1 << 20]
    guard let number = Int(digits), let factor = factors[String(argument.dropFirst(digits.count))] else { return nil }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }
}
