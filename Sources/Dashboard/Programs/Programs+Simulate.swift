internal import Settings
public import Simulation

extension Programs {
  /// A scenario file or a city's day, ready to be written.
  public static func simulator(scenario: String?, day: String?, seed: UInt64?, scale: Double?) throws -> Simulator {
    do {
      if let day { return try Simulator(day: day, seed: seed, scale: scale) }
      guard let scenario, let text = FileText.read(scenario) else { throw Failure(.badInput, path: scenario ?? "") }
      let simulator = try Simulator(scenario: text, file: scenario, seed: seed, scale: scale)
      try simulator.validate()
      return simulator
    } catch let error as ConfigurationError {
      throw Failure(.badInput, error.description)
    }
  }

  /// Plays a scenario into a desk of its city and holds its checks against it.
  ///
  /// Scenarios stand in a folder of their city; another city may be named.
  public static func rehearse(_ file: String, cityFolder: String?, seed: UInt64?) throws -> [Rehearsal.Finding] {
    let simulator = try simulator(scenario: file, day: nil, seed: seed, scale: nil)
    let city = try Opening.city(cityFolder ?? Opening.folder(of: file) + "/..")
    do { return try Rehearsal(simulator, in: city).findings() } catch { throw Failure(.badInput, "\(error)") }
  }
}
