import ArgumentParser
import Dashboard
import Glibc
import Simulation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a recording out of a scenario file, or a mix of all kinds for benchmarks.",
    discussion: "The same scenario and seed make the same bytes. Every line says simulated:true.")

  @Argument(help: ArgumentHelp("The scenario.", valueName: "file")) var scenario: String?
  @Option(help: ArgumentHelp("Instead of a scenario: so many bytes of all kinds (100MB).", valueName: "size")) var mix: ByteSize?
  @Option(help: "The seed; by default the scenario's own.") var seed: UInt64?
  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output by default.", valueName: "file")) var output:
    String?

  func validate() throws {
    guard (scenario == nil) != (mix == nil) else { throw ValidationError("Give a scenario or --mix.") }
  }

  func run() throws {
    try Report.failures {
      if let mix { return try write(mix) }
      guard let scenario else { return }
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

  private func write(_ size: ByteSize) throws {
    guard let file = output.map({ fopen($0, "w") }) ?? fdopen(1, "w") else { throw Failure(.cannotWrite, path: output ?? "") }
    defer { fflush(file) }
    var isWhole = true
    var mix = Mix(seed: seed ?? 1)
    mix.write(bytes: size.bytes) { line in isWhole = isWhole && fwrite(line, 1, line.count, file) == line.count }
    guard isWhole, fflush(file) == 0 else { throw Failure(.cannotWrite, path: output ?? "standard output") }
  }
}
