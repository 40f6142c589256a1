import ArgumentParser
import Dashboard

struct Snapshot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Print one frame, or the state behind it, without a terminal.",
    discussion: "Of a recording at a moment, or of the feeds of a configuration as they are now.")

  @Option(help: ArgumentHelp("A recording.", valueName: "file")) var recording: String?
  @Option(help: ArgumentHelp("The moment of the recording: 10:07 or RFC 3339; its end by default.", valueName: "time")) var at:
    Moment?
  @Option(help: ArgumentHelp("A configuration: its feeds are read once.", valueName: "file")) var config: String?
  @Option(help: ArgumentHelp("The folder of the city. By default that of the recording.", valueName: "dir")) var city: String?
  @Option(help: ArgumentHelp("The folder of the log, to show its acknowledgements.", valueName: "dir")) var state: String?
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, plain, ansi, svg, html, json, csv }

  @Option(help: "Columns and rows.") var size = SizeArgument(200, 56)
  @Option(
    help:
      "text: characters; plain: sentences; ansi: with colours; svg: a picture; html: a page with the picture and all of it in tables; json: the state; csv: a row a thing."
  ) var format = Format.text
  @Flag(help: "The same as --format plain: sentences, for screen readers and pipes.") var plain = false
  @OptionGroup var drawing: DrawingOptions

  func validate() throws {
    guard (recording == nil) != (config == nil) else { throw ValidationError("give either --recording or --config") }
    if at != nil, recording == nil { throw ValidationError("--at goes with --recording") }
  }

  func run() throws {
    try Report.failures {
      var request = SnapshotRequest(view: try drawing.request())
      request.recording = recording
      request.at = at?.text
      request.configuration = config
      request.cityFolder = city
      request.stateFolder = state
      request.size = size.size
      request.format = plain ? .plain : SnapshotRequest.Format(rawValue: format.rawValue) ?? .text
      print(try Programs.snapshot(request), terminator: "")
    }
  }
}
