import ArgumentParser
import Dashboard

struct Record: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record the feeds of a configuration, without a screen.",
    discussion: """
      zhiban record --config zhiban.yaml -o storm.zbr

      What comes in is written as it was masked, with its arrival and its collector, compressed in blocks; zstd -dc shows it.
      An existing recording is gone on with. INT or TERM ends it.
      """)

  @Option(help: ArgumentHelp("The configuration.", valueName: "file")) var config: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The recording; by default where record: of the configuration says.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("The folder of the log; overrides the configuration.", valueName: "dir")) var state: String?
  @Option(help: ArgumentHelp("Press the keys of this file, as a test does.", valueName: "file")) var keys: String?
  @OptionGroup var drawing: DrawingOptions

  func run() throws {
    try Report.failures {
      var request = RunRequest(view: try drawing.request())
      request.configuration = config
      request.stateFolder = state
      request.isRecording = output == nil
      request.recordFile = output
      request.isHeadless = true
      request.isSilent = true
      request.screen.script = keys
      try Programs.run(request)
    }
  }
}
