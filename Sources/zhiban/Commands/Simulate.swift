import ArgumentParser
import Dashboard
import Simulation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a recording out of a scenario file.",
    discussion: "The same scenario and seed make the same bytes. Every line says simulated:true.")

  @Argument(help: ArgumentHelp("The scenario.", valueName: "file")) var scenario: String
  @Option(help: "The seed; by default the scenario's own.") var seed: UInt64?
  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output by default.", valueName: "file")) var output:
    String?

  func run() throws {
    try Report.failures {
      guard let text = FileText.read(scenario) else { throw Failure(.badInput, path: scenario) }
      let lines: [String]
      do {
        lines = try Simulator(scenario: text, file: scenario, seed: seed).lines()
      } catch {
        throw Failure(.badInput, "\(error)")
      }
      let joined = lines.joined(separator: "\n") + "\n"
      guard let output else {
        print(joined, terminator: "")
        return
      }
      guard FileText.write(joined, to: output) else { throw Failure(.cannotWrite, path: output) }
    }
  }
}
