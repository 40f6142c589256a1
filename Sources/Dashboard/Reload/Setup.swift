internal import Collectors
internal import Core
internal import Panels
internal import Settings
internal import TextSafety

/// All that a configuration asks for, read and checked as one.
struct Setup {
  var configuration: ProgramConfiguration
  var city: City
  var boards: Boards
  var jobs: [Supervisor.Job]
  /// Who may sign in; nil where nobody has to.
  var signInDesk: SignInDesk?
  /// What keys do.
  var keys: KeyMap
  /// The files it was read from.
  var files: [String]

  /// `path` nil: this host is watched. `keysFile` goes before the one that the configuration names. `asWall`: as if the audience were a
  /// wall, whatever the file says.
  static func read(_ path: String?, keysFile: String? = nil, asWall: Bool = false) throws -> Setup {
    var configuration = try path.map(Opening.configuration) ?? Opening.watchingThisHost
    if asWall {
      configuration.isWall = true
      configuration.maximumClassification = min(configuration.maximumClassification, .internalUse)
    }
    let profile = try configuration.city.map(Opening.profile) ?? CityProfile()
    let city = profile.city
    try Opening.check(configuration.wall, profile.boards)
    try Opening.check(city.wall, profile.boards)
    var desk: SignInDesk?
    if let file = configuration.operatorsFile {
      let operators: [DutyOperator]
      do { operators = try OperatorLoader.load(file) } catch { throw Failure(.badInput, error.description) }
      desk = try SignInDesk(operators, file: file, lockAfter: configuration.lockAfter)
    }
    let jobs = try Opening.collectors(configuration, city: city, file: path ?? "zhiban")
    var files = path.map { [$0] } ?? []
    files += profile.files
    for entry in configuration.collectors {
      if case .text(let map) = entry.values["map"] { files.append(map) }
    }
    if let file = configuration.operatorsFile { files.append(file) }
    let keysPath = KeyFile.path(keysFile, configured: configuration.keysFile)
    if let keysPath { files.append(keysPath) }
    return Setup(
      configuration: configuration, city: city, boards: profile.boards, jobs: jobs, signInDesk: desk,
      keys: try KeyFile.load(keysPath), files: files)
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
    if old.wall != new.wall { return "wall" }
    if old.horn != new.horn { return "horn" }
    if old.notifications != new.notifications { return "notify" }
    if old.shiftTimes != new.shiftTimes { return "shifts" }
    if old.language != new.language { return "lang" }
    if old.theme != new.theme { return "theme" }
    if old.terminal != new.terminal { return "terminal" }
    return nil
  }
}
