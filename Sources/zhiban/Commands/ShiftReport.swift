import ArgumentParser
import Dashboard
import Panels

struct ShiftReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the handover page of a shift out of the log.",
    discussion:
      "Open, acknowledged, shelved and suppressed alerts, figures to ISA-18.2, notes and refusals. Works while zhiban runs.")

  @OptionGroup var place: Audit.Place
  @Flag(help: "Of the shift on duty; this is the default.") var shift = false
  @Option(help: ArgumentHelp("Since this moment instead: RFC 3339.", valueName: "time")) var from: String?
  @Option(help: "text, markdown, html or json.") var format = Format.text
  @Option(help: "zh, zh-Hant or en.") var lang: String?

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, html, json }

  func validate() throws {
    guard (place.state == nil) != (place.config == nil) else { throw ValidationError("give either --state or --config") }
    guard !shift || from == nil else { throw ValidationError("--shift or --from, not both") }
    guard lang == nil || lang.flatMap(Language.init(tag:)) != nil else { throw ValidationError("--lang is zh, zh-Hant or en") }
  }

  func run() throws {
    try Report.failures {
      var request = ReportRequest(log: AuditRequest(stateFolder: place.state, configuration: place.config))
      request.from = from
      request.format = ReportRequest.Format(rawValue: format.rawValue) ?? .text
      request.language = lang.flatMap(Language.init(tag:))
      print(try Programs.report(request), terminator: "")
    }
  }
}
