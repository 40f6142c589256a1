import ArgumentParser
import Dashboard

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between two moments.",
    discussion: """
      zhiban diff storm.zbr --from 10:00 --to 10:30
      zhiban diff yesterday.zbr today.zbr --at 10:07
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("A recording.", valueName: "file")) var first: String
  @Argument(help: ArgumentHelp("Another one.", valueName: "file")) var second: String?
  @Option(help: ArgumentHelp("The moment of both: 10:07 or RFC 3339.", valueName: "time")) var at: Moment?
  @Option(help: ArgumentHelp("The first moment.", valueName: "time")) var from: Moment?
  @Option(help: ArgumentHelp("The second moment; the end by default.", valueName: "time")) var to: Moment?
  @Option(help: "text or json.") var format = Format.text
  @Option(help: ArgumentHelp("The folder of the city. By default that of the recording.", valueName: "dir")) var city: String?
  @OptionGroup var drawing: DrawingOptions

  func validate() throws {
    if second == nil, from == nil { throw ValidationError("give two recordings, or --from and --to") }
    if at != nil, second == nil || from != nil || to != nil { throw ValidationError("--at goes with two recordings") }
  }

  func run() throws {
    try Report.failures {
      var request = DiffRequest()
      request.first = first
      request.second = second
      request.from = (at ?? from)?.text
      request.to = (at ?? to)?.text
      request.cityFolder = city
      request.isJSON = format == .json
      request.language = try drawing.request().language ?? request.language
      print(try Programs.diff(request), terminator: "")
    }
  }
}
