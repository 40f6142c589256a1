import ArgumentParser
import Core
import Dashboard
import TextSafety

struct Systems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "systems", abstract: "List the city's catalogue of systems.",
    discussion: """
      Columns: id, name, area, lead department, tier, board, kinds of data, and whether data of it arrives: no, or recorded, or as the
      running zhiban has it: fresh, stale, down.
      """)

  @Option(help: ArgumentHelp("A city of SampleFeeds, or the folder of one.", valueName: "name")) var city: String?
  @Option(help: ArgumentHelp("A recording or feed to look for their data in.", valueName: "file")) var recording: String?
  @Option(help: ArgumentHelp("The configuration of a zhiban that runs: it is asked.", valueName: "file")) var config: String?
  @Flag(help: "As JSON.") var json = false

  func validate() throws {
    guard recording == nil || config == nil else { throw ValidationError("give --recording or --config, not both") }
  }

  func run() throws {
    try Report.failures {
      var request = SystemsRequest()
      request.city = city
      request.recording = recording
      request.configuration = config
      let (systems, heard) = try Programs.systems(request)
      if json {
        print(document(systems, heard), terminator: "")
      } else {
        print("id\tname\tarea\tlead\ttier\tboard\tkinds\tdata")
        for system in systems {
          let row = [
            system.id.string, system.name.zh.string, system.area.string, system.lead.string, system.tier.rawValue,
            system.board?.string ?? "-", system.kinds.map(\.rawValue).joined(separator: ","), heard[system.id]?.string ?? "no",
          ]
          print(row.joined(separator: "\t"))
        }
      }
    }
  }

  private func document(_ systems: [CatalogueSystem], _ heard: [SafeText: SafeText]) -> String {
    var writer = JSONWriter(indents: true)
    writer.array { writer in
      for system in systems {
        writer.object { writer in
          writer.string("id", system.id)
          writer.string("name", system.name.zh)
          writer.string("area", system.area)
          writer.string("lead", system.lead)
          writer.string("tier", system.tier.name)
          if let board = system.board { writer.string("board", board) } else { writer.null("board") }
          writer.array("kinds") { writer in for kind in system.kinds { writer.string(nil, kind.name) } }
          writer.bool("live", heard[system.id] != nil)
          if let data = heard[system.id] { writer.string("data", data) } else { writer.null("data") }
        }
      }
    }
    return writer.text + "\n"
  }
}
