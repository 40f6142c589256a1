internal import Collectors
internal import Core
internal import Settings
internal import TextSafety

/// All that a configuration asks for, read and checked as one.
struct Setup {
  var configuration: ProgramConfiguration
  var city: City
  var jobs: [Supervisor.Job]
  /// Who may sign in; nil where nobody has to.
  var signInDesk: SignInDesk?
  /// The files it was read from.
  var files: [String]

  /// `path` nil: this host is watched.
  static func read(_ path: String?) throws -> Setup {
    let configuration = try path.map(Opening.configuration) ?? Opening.watchingThisHost
    let city = try configuration.city.map(Opening.city) ?? City()
    var desk: SignInDesk?
    if let file = configuration.operatorsFile {
      let operators: [DutyOperator]
      do { operators = try OperatorLoader.load(file) } catch { throw Failure(.badInput, error.description) }
      desk = try SignInDesk(operators, file: file, lockAfter: configuration.lockAfter)
    }
    let jobs = try Opening.collectors(configuration, city: city, file: path ?? "zhiban")
    var files = path.map { [$0] } ?? []
    if let folder = configuration.city { files += CityLoader.fileNames.map { folder + "/" + $0 } }
    for entry in configuration.collectors {
      if case .text(let map) = entry.values["map"] { files.append(map) }
    }
    if let file = configuration.operatorsFile { files.append(file) }
    return Setup(
      configuration: configuration, city: city, jobs: jobs, signInDesk: desk, files: files)
  }

  /// A key whose change this program cannot follow while it runs.
  func keyThatNeedsRestart(_ other: Setup) -> SafeText? {
    let (old, new) = (configuration, other.configuration)
    if old.state != new.state { return "state" }
    if old.busCapacity != new.busCapacity { return "bus_capacity" }
    if old.keepEventsHours != new.keepEventsHours { return "keep_events_hours" }
    if old.keepAuditDays != new.keepAuditDays { return "keep_audit_days" }
    if old.auditHash != new.auditHash { return "audit_hash" }
    if old.operatorID != new.operatorID { return "operator" }
    if old.shift != new.shift { return "shift" }
    if old.role != new.role { return "role" }
    // Whether anybody has to sign in at all; who may is followed.
    if (old.operatorsFile == nil) != (new.operatorsFile == nil) { return "operators" }
    if old.isWall != new.isWall { return "audience" }
    if old.horn != new.horn { return "horn" }
    if old.notifications != new.notifications { return "notify" }
    if old.shiftTimes != new.shiftTimes { return "shifts" }
    if old.language != new.language { return "lang" }
    if old.theme != new.theme { return "theme" }
    return nil
  }
}
