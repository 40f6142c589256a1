import ArgumentParser
import Dashboard

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Turn a feed of another format into native JSON lines.",
    discussion: """
      zhiban convert --from prometheus < metrics.prom > out.jsonl
      zhiban convert --from csv --map daily.yaml report.csv -o out.jsonl

      Formats: \(FeedChoice.names).
      Records that cannot be read are named on standard error, the others are written; exit code 1 when there was any.
      """)

  @Argument(help: ArgumentHelp("The feed; - is standard input.", valueName: "file")) var file = "-"
  @Option(help: ArgumentHelp("The format.", valueName: "format")) var from: String?
  @OptionGroup var feed: FeedOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file")) var output = "-"

  func run() throws {
    var faults = 0
    try Report.failures {
      faults = try Programs.convert(file, from: feed.choice(named: from), to: output) { Report.error($0) }
    }
    if faults > 0 { throw ExitCode(1) }
  }
}
