public import Core
internal import TextSafety
internal import Yams

/// A city out of its folder; every file in it may be missing, and then its part has defaults.
public enum CityLoader {
  public static func load(_ folder: String) throws(ConfigurationErrors) -> City { try profile(folder).city }

  /// The city with its boards: the standard ones where it says nothing else.
  public static func profile(_ folder: String) throws(ConfigurationErrors) -> CityProfile {
    var profile = CityProfile()
    profile.files = fileNames.map { folder + "/" + $0 }
    var city = City()
    var errors: [ConfigurationError] = []
    let composed = try composed(folder)
    func part(_ name: String, _ read: (YAMLValue, inout City) -> Void) throws(ConfigurationErrors) {
      guard let file = composed[name] else { return }
      if let root = file.root { read(root, &city) }
      errors += file.reader.errors
      profile.files += file.reader.otherFiles
    }
    try part("city.yaml", readCity)
    try part("places.yaml", readPlaces)
    try part("departments.yaml", readDepartments)
    try part("limits.yaml", readLimits)
    try part("calendar.yaml", readCalendar)
    try part("sources.yaml", readSources)
    try part("rules.yaml", readRules)
    try part("duty.yaml", readDuty)
    try part("boards.yaml") { root, city in
      profile.boards = BoardLoader.read(root, over: profile.boards, areas: city.areas.isEmpty ? nil : city.areas.map(\.zh))
    }
    let systems = folder + "/systems.tsv"
    if let text = try TextFile.read(systems) {
      let (list, faults) = SystemsTable.parse(text, file: systems)
      city.systems = list
      errors += faults
    }
    if !errors.isEmpty { throw ConfigurationErrors(errors: errors) }
    profile.city = city
    return profile
  }

  private static func readCity(_ root: YAMLValue, _ city: inout City) {
    root.allow([
      "code", "name", "desk", "utc_offset_minutes", "ticket_measure", "statistical_month_start", "phrases", "areas",
      "ticket_baseline", "key_periods", "wall",
    ])
    city.code = root["code"].flatMap(code) ?? city.code
    city.name = root["name"].map(name) ?? city.name
    city.desk = root["desk"].map(name) ?? city.desk
    city.offsetMinutes = root["utc_offset_minutes"]?.integer ?? city.offsetMinutes
    city.ticketMeasure = root["ticket_measure"]?.safe ?? city.ticketMeasure
    city.statisticalMonthStart = root["statistical_month_start"]?.integer ?? city.statisticalMonthStart
    city.phrases = root.list("phrases").compactMap(\.safe)
    city.areas = root.list("areas").map(name)
    city.keyPeriods = root.list("key_periods").compactMap { keyPeriod($0, offsetMinutes: city.offsetMinutes) }
    city.wall = root["wall"].map(WallLoader.plan)
    guard let baseline = root["ticket_baseline"] else { return }
    baseline.allow(["working_day", "day_off"])
    let working = baseline.list("working_day").compactMap(\.number)
    let off = baseline.list("day_off").compactMap(\.number)
    if working.count == 24, off.count == 24 {
      city.ticketBaseline = TicketBaseline(workingDay: working, dayOff: off)
    } else {
      baseline.fault("working_day and day_off need 24 figures each")
    }
  }

  private static func readPlaces(_ root: YAMLValue, _ city: inout City) {
    root.allow(["places"])
    var tiles: Set<Places.Tile> = []
    var places: [Places.Place] = []
    for value in root.list("places") {
      value.allow(["code", "name", "short", "initials", "tile", "population"])
      guard let code = value.required("code", code), let full = value["name"].map(name) else { continue }
      var tile: Places.Tile?
      let numbers = value.list("tile").compactMap(\.integer)
      if numbers.count == 2 { tile = Places.Tile(column: numbers[0], row: numbers[1]) }
      if let tile, !tiles.insert(tile).inserted { value.fault("two places have this tile") }
      places.append(
        Places.Place(
          code: code, name: full, short: value["short"].map(name) ?? full, initials: value["initials"]?.safe ?? "", tile: tile,
          population: value["population"]?.integer))
    }
    city.places = Places(places)
  }

  private static func readDepartments(_ root: YAMLValue, _ city: inout City) {
    root.allow(["departments"])
    for value in root.list("departments") {
      value.allow(["id", "name", "short"])
      guard let id = value.required("id", \.safe), let full = value["name"].map(name) else { continue }
      city.departments.append(Department(id: id, name: full, short: value["short"].map(name) ?? full))
    }
  }

  private static func readLimits(_ root: YAMLValue, _ city: inout City) {
    root.allow(["yellow_share", "limits"])
    city.ticketLimits.yellowShare = root["yellow_share"]?.number ?? city.ticketLimits.yellowShare
    for value in root.list("limits") {
      value.allow(["domain", "class", "priority", "limit", "note"])
      guard let limit = value.required("limit", limit) else { continue }
      city.ticketLimits.entries.append(
        .init(
          domain: value["domain"]?.word(TicketUpdate.Domain.self), ticketClass: value["class"]?.word(TicketUpdate.Class.self),
          priority: value["priority"]?.word(TicketUpdate.Priority.self), limit: limit))
    }
  }

  private static func readCalendar(_ root: YAMLValue, _ city: inout City) {
    root.allow(["hours", "years", "holidays_from"])
    let spans = root.list("hours").compactMap(span)
    if !spans.isEmpty { city.calendar.hours = spans }
    if let file = root["holidays_from"] { file.otherFile { readYears($0, &city) } }
    readYears(root, &city)
    city.calendar.offsetMinutes = city.offsetMinutes
  }

  private static func readYears(_ root: YAMLValue, _ city: inout City) {
    for value in root.list("years") {
      value.allow(["year", "holidays", "worked", "note"])
      if let year = value["year"]?.integer { city.calendar.years.insert(year) }
      for day in value.list("holidays") { city.calendar.holidays.formUnion(days(day)) }
      for day in value.list("worked") { city.calendar.workedDays.formUnion(days(day)) }
    }
  }

  private static func readSources(_ root: YAMLValue, _ city: inout City) {
    root.allow(["sources"])
    for value in root.list("sources") {
      value.allow(["source", "name", "stale_after_s", "core"])
      guard let source = value.required("source", \.safe) else { continue }
      city.sources.append(
        ExpectedSource(
          source: source, name: value["name"].map(name) ?? LocalName(zh: source, en: source),
          staleAfterSeconds: value["stale_after_s"]?.number ?? 45, isCore: value["core"]?.bool ?? false))
    }
  }
}

// MARK: Values that several files use

extension CityLoader {
  /// A text for both languages, or `{zh: …, en: …}`.
  static func name(_ value: YAMLValue) -> LocalName {
    if value.node.mapping != nil {
      value.allow(["zh", "en"])
      return LocalName(zh: value["zh"]?.block ?? "", en: value["en"]?.block ?? "")
    }
    let text = value.block ?? ""
    return LocalName(zh: text, en: "")
  }

  static func code(_ value: YAMLValue) -> PlaceCode? {
    guard let text = value.text else { return nil }
    guard let code = PlaceCode(text) else {
      value.fault("'\(text)' is no division code of 6, 9 or 12 digits")
      return nil
    }
    return code
  }

  static func limit(_ value: YAMLValue) -> TimeLimit? {
    guard let text = value.text else { return nil }
    guard let limit = TimeLimit(text) else {
      value.fault("'\(text)' is no limit: give 30m, 2h, 7d or 3wd")
      return nil
    }
    return limit
  }

  /// `08:30-12:00`
  static func span(_ value: YAMLValue) -> Range<Int>? {
    guard let text = value.text else { return nil }
    let numbers = text.split { $0 == ":" || $0 == "-" }.compactMap { Int($0) }
    guard numbers.count == 4, numbers[0] * 60 + numbers[1] < numbers[2] * 60 + numbers[3] else {
      value.fault("'\(text)' is no span: give 08:30-12:00")
      return nil
    }
    return numbers[0] * 60 + numbers[1]..<numbers[2] * 60 + numbers[3]
  }

  /// `2022-05-01`, or `2022-04-30..2022-05-04` with both ends.
  private static func days(_ value: YAMLValue) -> [CivilDate] {
    guard let text = value.text else { return [] }
    let parts = text.split(separator: ".").filter { !$0.isEmpty }.map { date(String($0)) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last, last.dayNumber - first.dayNumber < 60
    else {
      value.fault("'\(text)' is no day: give 2022-05-01, or 2022-04-30..2022-05-04")
      return []
    }
    return (first.dayNumber...last.dayNumber).map(CivilDate.init(dayNumber:))
  }

  static func date(_ text: String) -> CivilDate? {
    Timestamp(rfc3339: text + "T00:00:00Z").map { CivilTime($0, offsetMinutes: 0).date }
  }

  /// `2022-05-01`
  static func day(_ value: YAMLValue) -> CivilDate? {
    guard let text = value.text else { return nil }
    if let date = date(text) { return date }
    value.fault("'\(text)' is no day: give 2022-05-01")
    return nil
  }
}

// MARK: One file alone

extension CityLoader {
  /// The files a city's folder may hold.
  public static let fileNames = [
    "city.yaml", "places.yaml", "departments.yaml", "limits.yaml", "calendar.yaml", "sources.yaml", "rules.yaml", "duty.yaml",
    "boards.yaml", "systems.tsv",
  ]

  /// Reads one of those files alone; throws all that is wrong with it.
  public static func check(_ path: String) throws(ConfigurationErrors) {
    let text = try TextFile.required(path)
    var city = City()
    if path.hasSuffix(".tsv") {
      let (_, errors) = SystemsTable.parse(text, file: path)
      if !errors.isEmpty { throw ConfigurationErrors(errors: errors) }
      return
    }
    let readers: [(String, (YAMLValue, inout City) -> Void)] = [
      ("city.yaml", readCity), ("places.yaml", readPlaces), ("departments.yaml", readDepartments), ("limits.yaml", readLimits),
      ("calendar.yaml", readCalendar), ("sources.yaml", readSources), ("rules.yaml", readRules),
      ("duty.yaml", readDuty),
      ("boards.yaml", { root, _ in _ = BoardLoader.read(root, over: BoardLoader.standard, areas: nil) }),
    ]
    let reader = YAMLReader(file: path)
    if let root = reader.root(text) { readers.first { path.hasSuffix($0.0) }?.1(root, &city) }
    try reader.finish()
  }
}
