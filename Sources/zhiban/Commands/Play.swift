import ArgumentParser
import Dashboard

struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a recording.",
    discussion: "With --headless it prints the state at the end as one JSON document.")

  @Argument(help: ArgumentHelp("The recording: JSON lines, its header first.", valueName: "file")) var file: String
  @Argument(help: ArgumentHelp("Further ones, played as one with it; a folder stands for all it holds.", valueName: "files"))
  var more: [String] = []
  @Option(help: "How many times faster than the clock, or max.") var speed = Speed(1)
  @Option(help: ArgumentHelp("Begin to show at this moment: 10:07 or RFC 3339.", valueName: "time")) var from: Moment?
  @Option(help: ArgumentHelp("End at this moment.", valueName: "time")) var to: Moment?
  @Flag(help: "Begin again at the end.") var loop = false
  @Option(help: ArgumentHelp("Jump over gaps without events longer than so many seconds.", valueName: "seconds")) var skipIdle:
    Double?
  @Flag(help: "Without a screen.") var headless = false
  @Option(
    help: ArgumentHelp("The folder of the city: places, rules, limits. By default that of the recording.", valueName: "dir"))
  var city: String?
  @Option(help: ArgumentHelp("Keep the log in this folder; without it nothing is kept.", valueName: "dir")) var state: String?
  @OptionGroup var screen: ScreenArguments
  @OptionGroup var drawing: DrawingOptions

  func run() throws {
    try Report.failures {
      var request = PlayRequest(view: try drawing.request())
      request.file = file
      request.moreFiles = more
      request.speed = speed.factor
      request.from = from?.text
      request.to = to?.text
      request.loops = loop
      request.idleLimit = skipIdle.map { max(1, $0) }
      request.isHeadless = headless
      request.cityFolder = city
      request.stateFolder = state
      request.screen = try screen.request()
      try Programs.play(request)
    }
  }
}
