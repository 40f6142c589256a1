internal import CLinux
internal import Collectors
internal import Settings
internal import Core
internal import TextSafety
internal import Feeds
internal import Glibc
internal import Recordings
internal import Simulation
internal import TextUI

extension Programs {
  /// Validates one file, whatever it is.
  public static func check(file: String, format: FeedChoice) throws -> CheckResult {
    var facts = zb_file_facts()
    guard zb_look_at_file(file, &facts) == 0 else { throw Failure(.badInput, path: file) }
    if facts.is_folder != 0 { return checked(file, "city") { _ = try CityLoader.load(file) } }
    guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") || file.hasSuffix(".tsv") else {
      return try checkFeed(file, format: format)
    }
    let text = FileText.read(file) ?? ""
    let name = file.split(separator: "/").last.map(String.init) ?? file
    if CityLoader.fileNames.contains(name) { return checked(file, "city file") { try CityLoader.check(file) } }
    if text.contains("\ncollectors:") || text.hasPrefix("collectors:") { return try checkConfiguration(file) }
    if KeyFile.isOne(text, path: file) {
      return checked(file, "keys") { _ = try KeysLoader.load(file, commands: KeyFile.commands) }
    }
    if text.contains("\noperators:") || text.hasPrefix("operators:") {
      return checked(file, "operators") { _ = try SignInDesk(OperatorLoader.load(file), file: file) }
    }
    if text.contains("\ninput:") || text.hasPrefix("input:") { return checked(file, "map") { _ = try MappingLoader.load(file) } }
    if text.contains("\nseed:") || text.contains("speed_hint:") || text.contains("\nbase:") || text.hasPrefix("base:") {
      return checked(file, "scenario") { try Simulator(scenario: text, file: file).validate() }
    }
    return checked(file, "theme") { _ = try ThemeLoader.load(file) }
  }

  private static func checked(_ file: String, _ kind: String, _ body: () throws -> Void) -> CheckResult {
    do {
      try body()
      return CheckResult(summary: "\(file): \(kind), 0 errors", errors: [])
    } catch let errors as ConfigurationErrors {
      return CheckResult(summary: "\(file): \(kind), \(errors.errors.count) errors", errors: errors.errors.map(\.description))
    } catch {
      return CheckResult(summary: "\(file): \(kind), 1 error", errors: ["\(error)"])
    }
  }

  /// A configuration, the city it names, and whether its collectors' keys are right.
  private static func checkConfiguration(_ file: String) throws -> CheckResult {
    checked(file, "configuration") {
      do {
        _ = try Setup.read(file)
      } catch let failure as Failure {
        throw ConfigurationErrors(errors: [ConfigurationError(file: failure.message, message: "")])
      }
    }
  }

  /// A feed or recording: events by kind, every bad line with its place.
  private static func checkFeed(_ file: String, format choice: FeedChoice) throws -> CheckResult {
    if file.hasSuffix(RecordingFile.suffix) { return try checkRecording(file) }
    let inspection = try inspect(file, try choice.format(), try choice.context())
    var counts = Event.Payload.Kind.allCases.compactMap { kind in inspection.counts[kind].map { "\(kind.rawValue) \($0)" } }
    if counts.isEmpty { counts = ["no events"] }
    return CheckResult(
      summary: "\(file): \(counts.joined(separator: ", ")), \(inspection.faults.count) errors",
      errors: inspection.faults.map {
        "\(file):\($0.line):\($0.malformed.column ?? 1): \($0.malformed.reason.rawValue): \($0.malformed.detail)"
      })
  }

  static func inspect(_ file: String, _ format: FeedFormat, _ context: DecodeContext) throws -> FeedInspection {
    do { return try FeedInspection(file: file, format: format, context: context) } catch let error as CollectorError {
      throw Failure(.badInput, error.message.string)
    }
  }
}
