import ArgumentParser
import Dashboard

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure.", subcommands: [Ingest.self])

  struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What reading a feed costs: decoded alone, and all the way into the state with a city's rules.",
      discussion: "Prints JSON. CPU time of one thread; zhiban simulate --mix 100MB makes a feed to measure with.")

    @Argument(help: ArgumentHelp("The feed, native lines.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("The city whose rules are applied; by default the sample city.", valueName: "folder")) var city:
      String?

    func run() throws {
      try Report.failures { print(try Programs.benchIngest(file: file, cityFolder: city)) }
    }
  }
}
