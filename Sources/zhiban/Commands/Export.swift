import ArgumentParser
import Dashboard

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Cut a part out of a recording, or film it.",
    discussion: """
      zhiban export storm.zbr --from 10:00 --to 10:30 -o part.zbr
      zhiban export storm.zbr --from 10:00 --to 10:30 --cast --speed 60 -o part.cast

      The part holds what came before it as a warm-up, so that it begins with the state of then.
      """)

  @Argument(help: ArgumentHelp("The recording.", valueName: "file")) var file: String
  @Option(help: ArgumentHelp("Its beginning: 10:07 or RFC 3339.", valueName: "time")) var from: Moment?
  @Option(help: ArgumentHelp("Its end.", valueName: "time")) var to: Moment?
  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write.", valueName: "file")) var output: String
  @Option(help: ArgumentHelp("Only so many hours of warm-up; the state then lacks what is older.", valueName: "hours"))
  var warmUp: Double?
  @Flag(help: "Write an asciicast v2, for asciinema play.") var cast = false
  @Option(help: "The cast: how many times faster than the clock.") var speed = Speed(30)
  @Option(help: "The cast: columns and rows.") var size = SizeArgument(120, 35)
  @Option(help: ArgumentHelp("The folder of the city. By default that of the recording.", valueName: "dir")) var city: String?
  @OptionGroup var drawing: DrawingOptions

  func validate() throws {
    if cast, speed.factor == nil { throw ValidationError("a cast has a speed; --speed max is none") }
    if let warmUp, warmUp < 0 { throw ValidationError("--warm-up must be 0 or more") }
  }

  func run() throws {
    try Report.failures {
      var request = ExportRequest(view: try drawing.request())
      request.file = file
      request.from = from?.text
      request.to = to?.text
      request.output = output
      request.warmUp = warmUp.map { $0 * 3600 }
      request.cityFolder = city
      if cast {
        var filming = CastRequest()
        filming.speed = speed.factor ?? 30
        filming.size = size.size
        print(try Programs.film(request, filming))
      } else {
        print(try Programs.export(request))
      }
    }
  }
}
