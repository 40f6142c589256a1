import ArgumentParser
import Core
import Dashboard

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch: the main job.",
    discussion: """
      With --config it watches the feeds that the file lists; without, it watches this host and says how to add feeds.
      A configuration in short:

        state: state
        city: my-city
        collectors:
          - {name: host, kind: host}
          - {name: tickets, kind: file, path: requests.json, format: open311}
      """)

  enum Hash: String, ExpressibleByArgument, CaseIterable { case sm3, sha256 }

  @Option(help: ArgumentHelp("The configuration.", valueName: "file")) var config: String?
  @Option(help: ArgumentHelp("The folder of the log; overrides the configuration.", valueName: "dir")) var state: String?
  @Option(help: ArgumentHelp("The hash that chains the journal of a new log: sm3 (the default) or sha256.", valueName: "name"))
  var auditHash: Hash?
  @Flag(help: "Without a screen: watch, keep the log, and print the state as JSON at the end (INT or TERM).") var headless = false
  @Flag(help: "Record what comes in: to where record: of the configuration says, else to recordings/ beside the log.")
  var record =
    false
  @Flag(help: "Nothing can be acknowledged from this screen.") var readOnly = false
  @OptionGroup var screen: ScreenArguments
  @OptionGroup var drawing: DrawingOptions

  func run() throws {
    try Report.failures {
      var request = RunRequest(view: try drawing.request())
      request.view.isReadOnly = readOnly
      request.configuration = config
      request.stateFolder = state
      request.auditHash = auditHash.flatMap { AuditHash(rawValue: $0.rawValue) }
      request.isRecording = record
      request.isHeadless = headless
      request.screen = try screen.request()
      try Programs.run(request)
    }
  }
}
