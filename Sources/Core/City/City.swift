public import TextSafety

/// Everything about a place that is data: names, map, departments, systems, limits, calendar, rules.
public struct City: Sendable, Equatable {
  /// `440800`
  public var code: PlaceCode
  public var name: LocalName
  /// The name of the duty desk in the header.
  public var desk: LocalName
  /// Minutes ahead of UTC.
  public var offsetMinutes: Int
  /// What tickets are counted in: 宗, 件, 条.
  public var ticketMeasure: SafeText
  public var places: Places
  public var departments: [Department]
  public var systems: [CatalogueSystem]
  /// Names of the fields that systems belong to.
  public var areas: [LocalName] = []
  public var calendar: WorkingCalendar
  public var ticketLimits: TicketLimits
  public var rules: [Rule]
  public var suppressions: [Suppression]
  public var signals = SignalOptions()
  /// In which rules may have stricter levels, and reds want two operators.
  public var keyPeriods: [KeyPeriod] = []
  public var duty = DutyRules()
  /// Nil where the city says nothing about its walls.
  public var wall: WallPlan?
  public var sources: [ExpectedSource]
  /// The day of the month a statistical month begins (21 in some cities).
  public var statisticalMonthStart: Int
  /// Stock phrases for notes.
  public var phrases: [SafeText]
  /// Expected tickets by hour of a working day and of a day off, 24 figures each; the baseline of "is it normal for this hour".
  public var ticketBaseline: TicketBaseline?

  public init(
    code: PlaceCode = .none, name: LocalName = LocalName(), desk: LocalName = LocalName(), offsetMinutes: Int = 480,
    ticketMeasure: SafeText = "件", places: Places = Places(), departments: [Department] = [], systems: [CatalogueSystem] = [],
    calendar: WorkingCalendar = WorkingCalendar(), ticketLimits: TicketLimits = TicketLimits(), rules: [Rule] = [],
    suppressions: [Suppression] = [], sources: [ExpectedSource] = [], statisticalMonthStart: Int = 1, phrases: [SafeText] = [],
    ticketBaseline: TicketBaseline? = nil
  ) {
    self.code = code
    self.name = name
    self.desk = desk
    self.offsetMinutes = offsetMinutes
    self.ticketMeasure = ticketMeasure
    self.places = places
    self.departments = departments
    self.systems = systems
    self.calendar = calendar
    self.ticketLimits = ticketLimits
    self.rules = rules
    self.suppressions = suppressions
    self.sources = sources
    self.statisticalMonthStart = statisticalMonthStart
    self.phrases = phrases
    self.ticketBaseline = ticketBaseline
  }
}

/// A name in Chinese and in English; the other serves where one is missing.
public struct LocalName: Hashable, Sendable, Codable {
  public var zh: SafeText
  public var en: SafeText

  public init(zh: SafeText = "", en: SafeText = "") {
    self.zh = zh
    self.en = en
  }
}

/// A lead department.
public struct Department: Sendable, Equatable {
  public var id: SafeText
  public var name: LocalName
  /// The short name on narrow screens.
  public var short: LocalName

  public init(id: SafeText, name: LocalName, short: LocalName) {
    self.id = id
    self.name = name
    self.short = short
  }
}

/// A source that must be heard: what it is called, how long it may be silent, whether the wall depends on it.
public struct ExpectedSource: Sendable, Equatable {
  /// A CloudEvents `source`, or the prefix of a family of them ending in `/`.
  public var source: SafeText
  public var name: LocalName
  /// Without heartbeat or event for longer it is 断流.
  public var staleAfterSeconds: Double
  /// Core sources turn orange when they stay silent.
  public var isCore: Bool

  public init(source: SafeText, name: LocalName, staleAfterSeconds: Double = 45, isCore: Bool = false) {
    self.source = source
    self.name = name
    self.staleAfterSeconds = staleAfterSeconds
    self.isCore = isCore
  }
}

/// Expected tickets per hour.
public struct TicketBaseline: Sendable, Equatable {
  public var workingDay: [Double]
  public var dayOff: [Double]

  public init(workingDay: [Double], dayOff: [Double]) {
    self.workingDay = workingDay
    self.dayOff = dayOff
  }
}
