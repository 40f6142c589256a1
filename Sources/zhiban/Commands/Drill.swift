import ArgumentParser
import Dashboard

struct Drill: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: "Begin a drill (演练) in the running zhiban, beside its live feeds.",
    discussion: """
      What a scenario would raise at the desk comes in as alerts marked 【演练】, counted and scored apart; no reading and no ticket of
      it touches what is actual. --end NUMBER breaks it off: the number is said when it begins. Its score is on the handover page
      (h) and in zhiban report.
      """)

  @Argument(help: ArgumentHelp("The scenario; with --end the number of the drill.", valueName: "file")) var scenario: String?
  @Flag(help: "Break off the drill of this number.") var end = false
  @Option(help: ArgumentHelp("The city's folder; by default the one above the scenario's.", valueName: "dir")) var city: String?
  @Option(help: "How many times faster than the scenario says.") var speed = 1.0
  @Option(name: .customLong("operator"), help: ArgumentHelp("Who begins it: an id of the duty plan.", valueName: "id"))
  var operatorID: String
  @Flag(name: .customLong("pin"), help: "Ask for the operator's PIN, or read it from standard input.") var asksPIN = false
  @OptionGroup var place: RunningProgram

  func validate() throws {
    guard scenario != nil || end else { throw ValidationError("Give a scenario, or --end.") }
    if end, let scenario, Int64(scenario) == nil {
      throw ValidationError("--end takes the number of a drill, not '\(scenario)'.")
    }
    guard speed > 0, speed <= 1000 else { throw ValidationError("--speed must be above 0, and 1000 at most.") }
  }

  func run() throws {
    try Report.failures {
      var request = DrillRequest(log: place.log, operatorID: operatorID)
      if end { request.number = scenario.flatMap { Int64($0) } } else { request.scenario = scenario }
      request.cityFolder = city
      request.speed = speed
      if asksPIN { request.pin = try Programs.readPIN(prompt: "PIN:") }
      print(try Programs.drill(request))
    }
  }
}
