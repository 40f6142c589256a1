import ArgumentParser
import Dashboard

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validate feeds, configurations, themes, scenarios and recordings.",
    discussion: """
      Counts events by kind and names every error with file, line and column. What a file is follows from its name and content;
      --format says it for foreign feeds. Exit code 1 when there is any error.
      """)

  @Argument(help: ArgumentHelp("Files to check.", valueName: "file")) var files: [String]
  @Option(help: ArgumentHelp("The format of the feeds: native, open311, alertmanager, cap, gdacs.", valueName: "format"))
  var format: String?

  func run() throws {
    var failed = false
    try Report.failures {
      for file in files {
        let result = try Programs.check(file: file, format: format)
        for error in result.errors { Report.error(error) }
        print(result.summary)
        failed = failed || !result.errors.isEmpty
      }
    }
    if failed { throw ExitCode(1) }
  }
}
