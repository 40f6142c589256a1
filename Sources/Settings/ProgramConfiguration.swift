public import Core
public import TextSafety
internal import Yams

/// zhiban.yaml: what to watch and where to keep the log.
public struct ProgramConfiguration: Sendable, Equatable {
  /// One entry of `collectors:`.
  public struct Entry: Sendable, Equatable {
    public enum Value: Sendable, Equatable {
      case text(String)
      case number(Double)
      case bool(Bool)
    }

    public var name: SafeText
    public var kind: String
    /// The kind's own keys.
    public var values: [String: Value]
    /// Where it stands, for faults that only its kind can find.
    public var line: Int

    public init(name: SafeText, kind: String, values: [String: Value] = [:], line: Int = 1) {
      self.name = name
      self.kind = kind
      self.values = values
      self.line = line
    }
  }

  /// The folder of the city's files; nil: none.
  public var city: String?
  /// The folder of the log; nil: nothing is kept.
  public var state: String?
  public var keepEventsHours = 48.0
  /// Records of the journal are kept for so many days, never less than `leastAuditDays`.
  public var keepAuditDays = 400
  /// Nil: the one that the log has.
  public var auditHash: AuditHash?
  public var busCapacity = 65_536
  public var operatorID: SafeText?
  public var shift: SafeText?
  /// What the operator may do.
  public var role: OperatorRole?
  /// The file of those who may sign in; nil: the operator above is at the desk without.
  public var operatorsFile: String?
  /// Seconds without a key after which the desk is locked; nil: never.
  public var lockAfter: Double?
  /// When shifts change.
  public var shiftTimes: ShiftTimes?
  /// What may be shown: `public`, `internal` or `confidential`; never above internal on a wall.
  public var maximumClassification = Event.Classification.internalUse
  public var isWall = false
  /// What a wall shows in turn; nil: what the city says.
  public var wall: WallPlan?
  public var horn = HornSettings()
  public var notifications: [NotifyRule] = []
  /// Nil: nothing is recorded.
  public var record: RecordSettings?
  public var language: String?
  public var theme: String?
  public var terminal = TerminalSettings()
  /// The table of keys; nil: the standard one, or that of the officer.
  public var keysFile: String?
  public var collectors: [Entry] = []

  /// Six months, as the law on the security of networks asks of logs.
  public static let leastAuditDays = 183

  public init() {}

  /// The file's settings; paths in it are seen from its own folder.
  public static func load(_ path: String) throws(ConfigurationErrors) -> ProgramConfiguration {
    try parse(try TextFile.required(path), file: path)
  }

  public static func parse(_ text: String, file: String) throws(ConfigurationErrors) -> ProgramConfiguration {
    let reader = YAMLReader(file: file)
    var configuration = ProgramConfiguration()
    if let root = reader.root(text) {
      root.allow([
        "city", "state", "keep_events_hours", "keep_audit_days", "audit_hash", "bus_capacity", "operator", "shift", "role",
        "operators", "lock_after", "shifts", "horn", "notify", "audience", "classification", "lang",
        "theme", "keys", "terminal", "record", "wall",
        "collectors",
      ])
      configuration.city = root["city"]?.text.map { TextFile.resolve($0, from: file) }
      configuration.state = root["state"]?.text.map { TextFile.resolve($0, from: file) }
      configuration.keepEventsHours = root["keep_events_hours"]?.number ?? configuration.keepEventsHours
      if let value = root["keep_audit_days"], let days = value.integer {
        if days < leastAuditDays {
          value.fault("must be \(leastAuditDays) or more: the audit record is kept for six months at least")
        }
        if days > 36_500 { value.fault("must be 36500 or less") }
        configuration.keepAuditDays = days
      }
      configuration.auditHash = root["audit_hash"]?.word(AuditHash.self)
      configuration.busCapacity = root["bus_capacity"]?.integer ?? configuration.busCapacity
      configuration.operatorID = root["operator"]?.safe
      configuration.shift = root["shift"]?.safe
      configuration.role = root["role"]?.word(OperatorRole.self)
      configuration.operatorsFile = root["operators"]?.text.map { TextFile.resolve($0, from: file) }
      configuration.lockAfter = root["lock_after"].flatMap(CityLoader.seconds)
      if configuration.operatorsFile == nil { root["lock_after"]?.fault("only a desk with 'operators' can be locked") }
      let starts = root.list("shifts").compactMap { value -> Int? in
        let minutes = value.text.flatMap(minuteOfDay)
        if minutes == nil { value.fault("must be a time of day such as \"08:00\"") }
        return minutes
      }
      if !starts.isEmpty { configuration.shiftTimes = ShiftTimes(starts: starts) }
      configuration.isWall = root["audience"]?.word(Audience.self) == .wall
      if let level = root["classification"]?.word(Level.self) {
        configuration.maximumClassification = level.classification
        if configuration.isWall, level == .confidential { root.fault("a wall shows nothing above internal") }
      }
      configuration.wall = root["wall"].map(WallLoader.plan)
      if let horn = root["horn"] { configuration.horn = HornSettings(horn) }
      configuration.notifications = root.list("notify").compactMap { NotifyRule($0, file: file) }
      configuration.record = root["record"].flatMap { RecordSettings($0, file: file) }
      configuration.language = root["lang"]?.text
      configuration.theme = root["theme"]?.text
      configuration.terminal = root["terminal"].map(TerminalSettings.init) ?? configuration.terminal
      configuration.keysFile = root["keys"]?.text.map { TextFile.resolve($0, from: file) }
      var names: Set<SafeText> = []
      for value in root.list("collectors") {
        guard let entry = entry(value, file: file) else { continue }
        if !names.insert(entry.name).inserted { value.fault("two collectors are named '\(entry.name)'") }
        configuration.collectors.append(entry)
      }
    }
    try reader.finish()
    return configuration
  }

  /// `08:00`, in quotes: YAML takes it for a number otherwise.
  private static func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  private enum Audience: String, CaseIterable { case wall, console }

  private enum Level: String, CaseIterable {
    case `public`, `internal`, confidential

    var classification: Event.Classification {
      switch self {
      case .public: .public
      case .internal: .internalUse
      case .confidential: .confidential
      }
    }
  }

  /// Keys whose values are paths, seen from the configuration's own folder.
  private static func isPath(_ key: String) -> Bool { key == "path" || key == "map" || key.hasSuffix("_file") }

  private static func entry(_ value: YAMLValue, file: String) -> Entry? {
    let name = value.required("name", \.safe)
    let kind = value.required("kind", \.text)
    var values: [String: Entry.Value] = [:]
    for (key, member) in value.members where key != "name" && key != "kind" {
      if member.node.scalar == nil {
        member.fault("'\(key)' must be a text, a number, true or false")
      } else if let bool = member.node.plainBool {
        values[key] = .bool(bool)
      } else if let number = member.node.float {
        values[key] = .number(number)
      } else if let text = member.text {
        values[key] = .text(ProgramConfiguration.isPath(key) ? TextFile.resolve(text, from: file) : text)
      }
    }
    guard let name, let kind else { return nil }
    return Entry(name: name, kind: kind, values: values, line: value.node.mark?.line ?? 1)
  }
}
