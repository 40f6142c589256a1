import ArgumentParser
import Dashboard

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Play a sample city's day: by default the stormy one.",
    discussion:
      "Needs no configuration. Space pauses, + and - change the speed, [ and ] move a minute, w turns the boards as on a wall, ? explains the keys, q leaves."
  )

  @Option(help: ArgumentHelp("A city of SampleFeeds, or the folder of one.", valueName: "name")) var city: String?
  @Option(help: "How many times faster than the clock, or max.") var speed = Speed(30)
  @Option(help: ArgumentHelp("Keep the log in this folder; without it nothing is kept.", valueName: "dir")) var state: String?
  @Flag(help: "Explain the screen step by step, in about two minutes.") var tour = false
  @OptionGroup var screen: ScreenArguments
  @OptionGroup var drawing: DrawingOptions

  func run() throws {
    try Report.failures {
      var request = PlayRequest(view: try drawing.request())
      request.speed = speed.factor
      request.loops = true
      request.stateFolder = state
      request.screen = try screen.request()
      request.hasTour = tour
      try Programs.demo(request, city: city)
    }
  }
}
