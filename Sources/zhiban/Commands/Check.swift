import ArgumentParser
import Dashboard

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validate feeds, configurations, maps, themes, scenarios and recordings.",
    discussion: """
      Counts events by kind and names every error with file, line and column. What a file is follows from its name and content;
      --format says it for foreign feeds: \(FeedChoice.names). Exit code 1 when there is any error.

      With --map FILE --explain it shows what each rule of the map takes from one record.
      """)

  @Argument(help: ArgumentHelp("Files to check.", valueName: "file")) var files: [String]
  @Option(help: ArgumentHelp("The format of the feeds.", valueName: "format")) var format: String?
  @OptionGroup var feed: FeedOptions
  @Flag(help: "Show what each rule of the map takes from a record.") var explain = false
  @Option(help: ArgumentHelp("Which record to explain.", valueName: "number")) var record = 1

  func run() throws {
    var failed = false
    try Report.failures {
      for file in files {
        if explain {
          for line in try Programs.explain(file: file, format: feed.choice(named: format), record: record) { print(line) }
          continue
        }
        let result = try Programs.check(file: file, format: feed.choice(named: format))
        for error in result.errors { Report.error(error) }
        print(result.summary)
        failed = failed || !result.errors.isEmpty
      }
    }
    if failed { throw ExitCode(1) }
  }
}

/// What a foreign feed does not say itself.
struct FeedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The map of a private format or a sheet.", valueName: "file")) var map: String?
  @Option(help: ArgumentHelp("The source of records that name none.", valueName: "uri")) var source: String?
  @Option(help: ArgumentHelp("The place of records that name none: 6, 9 or 12 digits.", valueName: "code")) var place: String?
  @Option(help: ArgumentHelp("The offset of moments without one.", valueName: "+08:00")) var offset: String?
  @Option(name: .customLong("received-at"), help: ArgumentHelp("When it arrived; now by default.", valueName: "time"))
  var receivedAt: String?

  func choice(named name: String?) -> FeedChoice {
    FeedChoice(name: name, map: map, source: source, place: place, offset: offset, at: receivedAt)
  }
}
