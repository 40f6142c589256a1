import ArgumentParser
import Dashboard

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Play the sample city's stormy day.",
    discussion:
      "Needs no configuration. Space pauses, + and - change the speed, [ and ] move a minute, ? explains the keys, q leaves.")

  @Option(help: "How many times faster than the clock, or max.") var speed = Speed(30)
  @Option(help: ArgumentHelp("Keep the log in this folder; without it nothing is kept.", valueName: "dir")) var state: String?
  @OptionGroup var screen: ScreenArguments
  @OptionGroup var drawing: DrawingOptions

  func run() throws {
    try Report.failures {
      var request = PlayRequest(view: try drawing.request())
      request.speed = speed.factor
      request.loops = true
      request.stateFolder = state
      request.screen = try screen.request()
      try Programs.demo(request)
    }
  }
}
