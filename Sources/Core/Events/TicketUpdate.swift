public import TextSafety

/// A citizen's appeal or another case, in its newest revision.
public struct TicketUpdate: Sendable, Equatable {
  public enum Domain: String, Sendable, CaseIterable {
    case hotline, dataRequest = "data_request", gridEvent = "grid_event", cityCase = "city_case", cloudRequest = "cloud_request",
      review,
      petition, emergency, security, ops
  }
  public enum Class: String, Sendable, CaseIterable { case consult, help, complaint, report, suggest, praise, other }
  public enum Channel: String, Sendable, CaseIterable {
    case phone, wechat, web, app, govSite = "gov_site", province, p110, grid, kiosk, `internal`
  }
  public enum State: String, Sendable, CaseIterable {
    case received, accepted, answered, dispatched, signed, inProgress = "in_progress", returned, replied, callback, reopened,
      closed, void

    /// Nothing more is to be done.
    public var isEnded: Bool { self == .closed || self == .void || self == .answered }
  }
  public enum Priority: String, Sendable, CaseIterable { case urgent, high, normal, low }
  public enum Light: String, Sendable, CaseIterable { case green, yellow, red }

  public struct Flags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let urgent = Flags(rawValue: 1)
    public static let supervised = Flags(rawValue: 2)
    public static let urged = Flags(rawValue: 4)
    public static let extended = Flags(rawValue: 8)
    public static let repeated = Flags(rawValue: 16)
    public static let merged = Flags(rawValue: 32)
    public static let confidential = Flags(rawValue: 64)
    public static let sensitive = Flags(rawValue: 128)
    public static let overdue = Flags(rawValue: 256)
    /// In the order of their bits, the names that feeds use.
    public static let names: [(String, Flags)] = [
      ("urgent", .urgent), ("supervised", .supervised), ("urged", .urged), ("extended", .extended), ("repeated", .repeated),
      ("merged", .merged), ("confidential", .confidential), ("sensitive", .sensitive), ("overdue", .overdue),
    ]
  }

  /// The limit its source works by; without one the city's own profile decides.
  public struct Limit: Sendable, Equatable {
    public var profile: SafeText
    public var limit: TimeLimit
    public var light: Light?

    public init(profile: SafeText, limit: TimeLimit, light: Light? = nil) {
      self.profile = profile
      self.limit = limit
      self.light = light
    }
  }

  public var ticket: SafeText
  public var domain: Domain
  public var ticketClass: Class
  public var channel: Channel?
  /// Masked.
  public var title: SafeText
  public var service: SafeText?
  public var state: State
  public var flags: Flags
  public var priority: Priority
  public var agency: Party?
  public var coAgencies: [Party]
  public var receivedAt: Timestamp
  public var dispatchedAt: Timestamp?
  public var signedAt: Timestamp?
  public var dueAt: Timestamp?
  public var repliedAt: Timestamp?
  public var closedAt: Timestamp?
  public var limit: Limit?
  public var returns: Int
  /// 1…5
  public var rating: Int?
  /// A road or community, masked below that.
  public var placeText: SafeText?
  public var cluster: SafeText?
  public var revision: Int64

  public init(
    ticket: SafeText, domain: Domain, title: SafeText, state: State, priority: Priority, receivedAt: Timestamp, revision: Int64,
    ticketClass: Class = .other, channel: Channel? = nil, service: SafeText? = nil, flags: Flags = [], agency: Party? = nil,
    coAgencies: [Party] = [], dispatchedAt: Timestamp? = nil, signedAt: Timestamp? = nil, dueAt: Timestamp? = nil,
    repliedAt: Timestamp? = nil, closedAt: Timestamp? = nil, limit: Limit? = nil, returns: Int = 0, rating: Int? = nil,
    placeText: SafeText? = nil, cluster: SafeText? = nil
  ) {
    self.ticket = ticket
    self.domain = domain
    self.title = title
    self.state = state
    self.priority = priority
    self.receivedAt = receivedAt
    self.revision = revision
    self.ticketClass = ticketClass
    self.channel = channel
    self.service = service
    self.flags = flags
    self.agency = agency
    self.coAgencies = coAgencies
    self.dispatchedAt = dispatchedAt
    self.signedAt = signedAt
    self.dueAt = dueAt
    self.repliedAt = repliedAt
    self.closedAt = closedAt
    self.limit = limit
    self.returns = returns
    self.rating = rating
    self.placeText = placeText
    self.cluster = cluster
  }
}
