import ArgumentParser
import Dashboard
import Foundation

struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the table of keys.",
    discussion: """
      Every command with its keys, as the help of the screen has it. keys.yaml changes them, a line a command:

        ack: [a, f5]
        redraw: ctrl-r
        theme: []
      """)

  @Option(
    name: .customLong("keys"), help: ArgumentHelp("A table of keys; by default ~/.config/zhiban/keys.yaml.", valueName: "file"))
  var file: String?
  @Option(help: ArgumentHelp("The configuration whose keys: is meant.", valueName: "file")) var config: String?
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    try Report.failures {
      let lines = try Programs.keys(file: file, configuration: config)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(lines), as: UTF8.self))
        return
      }
      let (names, keys) = (lines.map(\.command.count).max() ?? 0, lines.map { $0.keys.joined(separator: " ").count }.max() ?? 0)
      func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
      for line in lines {
        print(padded(line.command, names + 2) + padded(line.keys.joined(separator: " "), keys + 2) + line.zh + "  " + line.en)
      }
    }
  }
}
