public import TextSafety

/// An exchange task between two departments, as its node reports it.
public struct QueueReading: Sendable, Equatable {
  public enum Mode: String, Sendable, CaseIterable { case table, file, api, message, batch }
  /// The states of LinkedIn Burrow, with `paused` (planned) and `unknown`.
  public enum State: String, Sendable, CaseIterable { case ok, warn, stall, stop, rewind, paused, unknown }

  public var queue: SafeText
  public var title: SafeText
  public var mode: Mode
  public var provider: Party
  public var consumer: Party
  /// Backlog in `unit`.
  public var depth: Int64
  public var unit: SafeText
  public var oldestSeconds: Double?
  /// Per second, in `unit`.
  public var inRate: Double?
  public var outRate: Double?
  public var inFlight: Int64?
  public var failed: Int64?
  public var retrying: Int64?
  public var dead: Int64?
  public var offset: Int64?
  public var lastSuccess: Timestamp?
  public var state: State
  /// The age of the oldest item that is still within agreement.
  public var limitSeconds: Double?
  public var p95Milliseconds: Double?

  public init(
    queue: SafeText, title: SafeText, mode: Mode, provider: Party, consumer: Party, depth: Int64, unit: SafeText, state: State,
    oldestSeconds: Double? = nil, inRate: Double? = nil, outRate: Double? = nil, inFlight: Int64? = nil, failed: Int64? = nil,
    retrying: Int64? = nil, dead: Int64? = nil, offset: Int64? = nil, lastSuccess: Timestamp? = nil, limitSeconds: Double? = nil,
    p95Milliseconds: Double? = nil
  ) {
    self.queue = queue
    self.title = title
    self.mode = mode
    self.provider = provider
    self.consumer = consumer
    self.depth = depth
    self.unit = unit
    self.state = state
    self.oldestSeconds = oldestSeconds
    self.inRate = inRate
    self.outRate = outRate
    self.inFlight = inFlight
    self.failed = failed
    self.retrying = retrying
    self.dead = dead
    self.offset = offset
    self.lastSuccess = lastSuccess
    self.limitSeconds = limitSeconds
    self.p95Milliseconds = p95Milliseconds
  }
}

/// A department or agency with the id that never changes and the name of the day.
public struct Party: Hashable, Sendable, Codable {
  public var id: SafeText
  public var name: SafeText

  public init(id: SafeText, name: SafeText) {
    self.id = id
    self.name = name
  }
}
