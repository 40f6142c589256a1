import ArgumentParser
import Dashboard

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Verify or export the journal: what was done, by whom, and what was refused.",
    discussion: "The journal is numbered and chained by hash. Both work while zhiban runs.",
    subcommands: [Verify.self, Export.self])

  /// Which journal.
  struct Place: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the log.", valueName: "dir")) var state: String?
    @Option(help: ArgumentHelp("The configuration that names it.", valueName: "file")) var config: String?
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Find the first record that was changed, removed, added or swapped.",
      discussion: "Says its number and what is wrong, exit code 1; of a sound journal the figures and its last hash.")

    @Argument(help: ArgumentHelp("An exported journal instead of a folder's.", valueName: "file")) var file: String?
    @OptionGroup var place: Place

    func validate() throws {
      guard [file, place.state, place.config].count(where: { $0 != nil }) == 1 else {
        throw ValidationError("give one of FILE, --state and --config")
      }
    }

    func run() throws {
      try Report.failures {
        print(try Programs.verify(AuditRequest(file: file, stateFolder: place.state, configuration: place.config)))
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write the journal as JSON lines that verify by themselves.",
      discussion: "A header, then {\"hash\":…,\"entry\":…} for every record, the entry byte for byte as it was recorded.")

    @OptionGroup var place: Place
    @Option(help: ArgumentHelp("The first moment: RFC 3339.", valueName: "time")) var from: String?
    @Option(help: ArgumentHelp("The last moment: RFC 3339.", valueName: "time")) var to: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file")) var output = "-"

    func validate() throws {
      guard (place.state == nil) != (place.config == nil) else { throw ValidationError("give either --state or --config") }
    }

    func run() throws {
      try Report.failures {
        let request = AuditRequest(stateFolder: place.state, configuration: place.config)
        try Programs.export(request, from: from, to: to, output: output)
      }
    }
  }
}
