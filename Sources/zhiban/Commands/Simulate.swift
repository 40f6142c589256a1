import ArgumentParser
import Dashboard
import Glibc
import Settings
import Simulation

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Make a recording out of a scenario file, or hold a scenario's checks against the desk.",
    discussion: """
      The same scenario and seed make the same bytes. Every line says simulated:true.

      With --check the scenarios are played into a desk of their city without a screen, and what became of each check is printed;
      exit code 1 where one failed. What the program cannot do yet is pending, not passed.
      """)

  @Argument(help: ArgumentHelp("The scenario; with --check any number of them.", valueName: "file")) var scenarios: [String] = []
  @Flag(help: "Hold the scenarios' checks against a desk of their city.") var check = false
  @Option(help: ArgumentHelp("The city's folder; by default the one above the scenario's.", valueName: "dir")) var city: String?
  @Option(help: ArgumentHelp("Instead of a scenario: a whole city day of 1.1 million records (2022-07-03).", valueName: "date"))
  var day: String?
  @Option(help: ArgumentHelp("Instead of a scenario: so many bytes of all kinds (100MB).", valueName: "size")) var mix: ByteSize?
  @Option(help: "The seed; by default the scenario's own.") var seed: UInt64?
  @Option(help: "How large a place: 0.1 a district, 1 a prefecture, 100 a province.") var scale: Double?
  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output by default.", valueName: "file")) var output:
    String?

  func validate() throws {
    let kinds = [!scenarios.isEmpty, mix != nil, day != nil].filter(\.self).count
    guard kinds == 1, check || scenarios.count <= 1 else {
      throw ValidationError("Give one scenario, --day or --mix; with --check any number of scenarios.")
    }
    guard !check || !scenarios.isEmpty else { throw ValidationError("--check needs scenarios.") }
  }

  func run() throws {
    var failed = false
    try Report.failures {
      if check {
        for file in scenarios {
          failed = try Simulate.report(file, try Programs.rehearse(file, cityFolder: city, seed: seed)) || failed
        }
      } else if let mix {
        var lines = Mix(seed: seed ?? 1)
        try write { take in lines.write(bytes: mix.bytes, take) }
      } else {
        let simulator = try Programs.simulator(scenario: scenarios.first, day: day, seed: seed, scale: scale)
        try write { take in
          do { try simulator.write { line throws(ConfigurationError) in take(line + [10]) } } catch {
            throw Failure(.badInput, "\(error)")
          }
        }
      }
    }
    if failed { throw ExitCode(1) }
  }

  /// Prints what became of each check; true where one failed.
  private static func report(_ file: String, _ findings: [Rehearsal.Finding]) throws -> Bool {
    var counts = (passed: 0, failed: 0, pending: 0)
    print(file)
    for finding in findings {
      print("  \(finding)")
      switch finding.outcome {
      case .passed: counts.passed += 1
      case .failed: counts.failed += 1
      case .pending: counts.pending += 1
      }
    }
    print("  \(counts.passed) passed, \(counts.failed) failed, \(counts.pending) pending")
    return counts.failed > 0
  }

  private func write(_ body: (_ take: ([UInt8]) -> Void) throws -> Void) throws {
    guard let file = output.map({ fopen($0, "w") }) ?? fdopen(1, "w") else { throw Failure(.cannotWrite, path: output ?? "") }
    defer { if output != nil { fclose(file) } }
    var isWhole = true
    try body { line in isWhole = isWhole && fwrite(line, 1, line.count, file) == line.count }
    guard fflush(file) == 0, isWhole else { throw Failure(.cannotWrite, path: output ?? "standard output") }
  }
}
