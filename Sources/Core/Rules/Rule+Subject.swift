public import TextSafety

extension Rule {
  /// What a rule reads: each gives one value per instance.
  public enum Subject: Sendable, Equatable {
    /// Samples of one indicator; every label given must match.
    case metric(name: SafeText, labels: [Label])
    /// Many series of one indicator taken together.
    case aggregate(Aggregate)
    /// One indicator ÷ another.
    case ratio(Ratio)
    /// A quantity of exchange queues; `queue` nil means all.
    case queue(QueueQuantity, queue: SafeText?)
    /// A share of a fleet, for the whole, by area or by district.
    case fleet(Fleet)
    /// Open tickets by their lights.
    case tickets(TicketQuantity, domain: TicketUpdate.Domain?, by: TicketGrouping)
    /// How a task of the ledger stands; `task` nil means all.
    case task(TaskQuantity, task: SafeText?)
    /// Seconds a source has been silent beyond its limit; sources listed by the city.
    case sourceSilence(coreOnly: Bool)
    /// 1 while a source says that its own upstream is down.
    case sourceDown
    /// Lines of a collector that could not be read, each an occurrence.
    case malformedLines
  }

  public enum QueueQuantity: String, Sendable, CaseIterable {
    /// Backlog in its unit.
    case depth
    /// Seconds of age of the oldest item.
    case oldest
    /// Oldest item ÷ agreed limit.
    case oldestOverLimit = "oldest_over_limit"
    /// Seconds since nothing has moved although something waits (state stall or stop).
    case stalled
    /// 1 while moving but falling behind (state warn).
    case behind
    /// 1 while its place has gone back (state rewind): items come again.
    case rewound
    case retrying, failed, dead
  }

  public struct Fleet: Sendable, Equatable {
    public enum Quantity: String, Sendable, CaseIterable { case online, offline, fault }
    public enum Grouping: String, Sendable, CaseIterable { case whole, area, district }

    public var quantity: Quantity
    /// Nil means all.
    public var fleet: SafeText?
    public var grouping: Grouping
    /// Fewer devices out than this are no news, whatever their share.
    public var minimumOut: Int

    public init(_ quantity: Quantity, fleet: SafeText? = nil, by grouping: Grouping = .whole, minimumOut: Int = 0) {
      self.quantity = quantity
      self.fleet = fleet
      self.grouping = grouping
      self.minimumOut = minimumOut
    }
  }

  public enum TicketQuantity: String, Sendable, CaseIterable {
    case open
    /// Past due, and within the last share of the limit (红灯, 黄灯); working days count in working time.
    case red, yellow
    /// Past due ÷ open.
    case redShare = "red_share"
    /// How often one of them has been returned (退单), at the most.
    case returns
  }

  public enum TicketGrouping: String, Sendable, CaseIterable { case whole, district, place, agency, domain }

  public enum TaskQuantity: Sendable, Equatable {
    /// 1 where its state is at risk, blocked or overdue.
    case state
    /// The share of the work by which it is behind its plan, 0…1.
    case behind(TaskPlan)
    /// Milestones past due and not done.
    case milestones
    /// Its value, in the unit of its target.
    case value
  }

  public enum Direction: String, Sendable, CaseIterable {
    /// Worse upwards: value ≥ level.
    case above
    /// Worse downwards: value < level.
    case below
  }

  /// A bound on one side.
  public struct Bound: Sendable, Equatable {
    public var direction: Direction
    public var value: Double

    public init(_ direction: Direction, _ value: Double) {
      self.direction = direction
      self.value = value
    }

    func isReached(by value: Double) -> Bool { direction.reaches(value, self.value) }
  }
}
