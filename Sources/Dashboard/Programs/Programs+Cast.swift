internal import Collectors
internal import Core
internal import Glibc
internal import Panels
internal import Settings
internal import TextSafety
public import TextUI

/// How a playback is to be filmed.
public struct CastRequest: Sendable {
  public var speed = 30.0
  public var framesPerSecond = 4.0
  public var size = Size(width: 120, height: 35)

  public init() {}
}

extension Programs {
  /// Writes a playback as an asciicast v2: a header, then what a terminal would be told, frame by frame.
  public static func film(_ request: ExportRequest, _ cast: CastRequest) throws -> String {
    let recording = try Opening.recording(request.file)
    let profile = try Opening.profile(request.cityFolder ?? Opening.folder(of: request.file))
    let city = profile.city
    let moments = Moments(start: recording.playStart, offsetMinutes: city.offsetMinutes)
    let from = try request.from.map(moments.read) ?? recording.playStart
    let to = min(try request.to.map(moments.read) ?? recording.end, recording.end)
    guard from <= to else { throw Failure(.badInput, "--from must be before --to") }
    var (view, themes) = try Opening.view(request.view, boards: profile.boards, configured: nil)
    view.mode = .playback(.init(from: from, to: to, speed: cast.speed))
    var session = Session(state: State(city: city, startingAt: recording.start, isLive: false), view: view, size: cast.size)
    guard let file = fopen(request.output, "w") else { throw Failure(.cannotWrite, path: request.output) }
    defer { fclose(file) }
    var isWhole = true
    func write(_ line: String) { isWhole = isWhole && fputs(line + "\n", file) >= 0 }
    let title = recording.header?.title ?? recording.path
    write(
      #"{"version":2,"width":\#(cast.size.width),"height":\#(cast.size.height),"timestamp":\#(from.milliseconds / 1000),"title":\#(quoted(title.string)),"env":{"TERM":"xterm-256color"}}"#
    )
    var player = Player(recording: recording)
    let runner = EffectRunner(store: nil, receipts: nil)
    let theme = themes[view.theme] ?? .night
    var (shown, frame): ([Substring], Int) = ([], 0)
    while isWhole {
      let seconds = Double(frame) / cast.framesPerSecond
      let moment = min(to, from + seconds * cast.speed)
      while true {
        let (actions, isDone) = player.advance(to: moment, budget: 4096)
        session.fold(actions, runner: runner)
        if isDone { break }
      }
      let rows = session.draw().ansi(theme: theme, depth: .trueColor).split(separator: "\n", omittingEmptySubsequences: false)
      var output = frame == 0 ? "\u{1B}[?25l\u{1B}[2J" : ""
      for (number, row) in rows.prefix(cast.size.height).enumerated() where number >= shown.count || shown[number] != row {
        output += "\u{1B}[\(number + 1);1H\u{1B}[0m\u{1B}[2K" + row
      }
      if !output.isEmpty { write("[\(JSONWriter.text(of: seconds)), \"o\", \(quoted(output))]") }
      shown = rows
      frame += 1
      if moment >= to { break }
    }
    guard isWhole, fflush(file) == 0 else { throw Failure(.cannotWrite, path: request.output) }
    return "\(request.output): \(frame) frames, \(Int(Double(frame) / cast.framesPerSecond)) s"
  }

  /// As a JSON string.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{00}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
