import ArgumentParser
import Core
import Dashboard
import TextSafety

struct Systems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "systems", abstract: "List the city's catalogue of systems.",
    discussion: "Columns: id, name, area, lead department, tier, board, kinds of data, live: whether a recording has data of it.")

  @Option(help: ArgumentHelp("A city of SampleFeeds, or the folder of one.", valueName: "name")) var city: String?
  @Option(help: ArgumentHelp("A recording or feed: live says whether it has data of the system.", valueName: "file"))
  var recording: String?
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    try Report.failures {
      let (systems, live) = try Programs.systems(cityFolder: city, recording: recording)
      if json {
        print(document(systems, live), terminator: "")
      } else {
        print("id\tname\tarea\tlead\ttier\tboard\tkinds\tlive")
        for system in systems {
          let row = [
            system.id.string, system.name.zh.string, system.area.string, system.lead.string, system.tier.rawValue,
            system.board?.string ?? "-", system.kinds.map(\.rawValue).joined(separator: ","),
            live.contains(system.id) ? "yes" : "no",
          ]
          print(row.joined(separator: "\t"))
        }
      }
    }
  }

  private func document(_ systems: [CatalogueSystem], _ live: Set<SafeText>) -> String {
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
          writer.bool("live", live.contains(system.id))
        }
      }
    }
    return writer.text + "\n"
  }
}
