public import Core
internal import Dispatch
internal import Foundation
internal import GRDB
internal import Synchronization
public import TextSafety

/// The log on disk: operator actions and alarm transitions, the alarms as they stand, and the events of the kept time.
///
/// Two bounded inboxes, policy: journal entries are never refused and never dropped (there are a few a second, and what an operator
/// did must reach the disk); events beyond `eventCapacity` waiting are dropped and counted, because the wall goes before the archive.
/// Everything that waits is committed in one transaction, so an fsync is shared; `onDurable` is called only after it.
public final class LogStore: Sendable {
  public struct Options: Sendable {
    /// Events older than this are removed.
    public var keepEventsSeconds: Double
    public var eventCapacity: Int
    /// Records of the journal older than this are removed.
    public var keepAuditSeconds: Double
    /// Nil: the one that the log has; SM3 for a new log.
    public var auditHash: AuditHash?

    public init(
      keepEventsSeconds: Double = 48 * 3600, eventCapacity: Int = 100_000, keepAuditSeconds: Double = 400 * 86_400,
      auditHash: AuditHash? = nil
    ) {
      self.keepEventsSeconds = keepEventsSeconds
      self.eventCapacity = eventCapacity
      self.keepAuditSeconds = keepAuditSeconds
      self.auditHash = auditHash
    }
  }

  /// What the writer tells; called on its own thread.
  public enum Report: Sendable {
    case durable(through: Int64)
    case failed(SafeText)
    /// It was found bad while in use; what could be kept is in a new one.
    case damaged(LogDamage)
  }

  struct Inbox: Sendable {
    var entries: [JournalEntry] = []
    var events: [Event] = []
    var isScheduled = false
    var droppedEvents = 0
    /// Events have been dropped since the last write.
    var hasDropped = false
    /// Who wants to know when all that came before them is kept.
    var waiting: [@Sendable (Bool) -> Void] = []
    var report: (@Sendable (Report) -> Void)?
  }

  let path: String
  let options: Options
  let inbox = Mutex(Inbox())
  let opened: Mutex<LogSchema.Opened>
  let reserve: Reserve
  private let queue = DispatchQueue(label: "zhiban.log", qos: .userInitiated)
  private let lock: FolderLock

  /// Opens or makes the log in a folder. Throws where the folder cannot be used; a damaged log is set aside, never an obstacle.
  public init(folder: String, options: Options = Options()) throws(LogError) {
    self.options = options
    lock = try FolderLock(folder: folder)
    path = folder + "/zhiban.db"
    reserve = Reserve(path: folder + "/reserve")
    do {
      opened = Mutex(try LogStore.open(path: path, hash: options.auditHash))
    } catch let error as LogError {
      throw error
    } catch {
      throw LogError(path: SafeText(sanitizing: path), reason: SafeText(sanitizing: "\(error)"))
    }
    reserve.make()
  }

  var database: DatabaseQueue { opened.withLock(\.queue) }
  /// What was set aside, and what of it was kept; nil where the log was sound.
  public var damage: LogDamage? { opened.withLock(\.damage) }
  /// The hash that chains this journal.
  public var auditHash: AuditHash { opened.withLock(\.function.algorithm) }

  /// Who hears of what has been written.
  public func onReport(_ report: @escaping @Sendable (Report) -> Void) { inbox.withLock { $0.report = report } }

  /// Hands journal entries over; returns at once.
  public func submit(_ entries: [JournalEntry]) { hand { $0.entries += entries } }

  /// Hands events over; returns at once.
  public func keep(_ events: [Event]) {
    let capacity = options.eventCapacity
    hand { inbox in
      let room = max(0, capacity - inbox.events.count)
      inbox.events += events.prefix(room)
      inbox.droppedEvents += max(0, events.count - room)
      inbox.hasDropped = inbox.hasDropped || events.count > room
    }
  }

  /// Tells, on the writer's thread, whether everything handed over before has been kept.
  public func whenKept(_ tell: @escaping @Sendable (Bool) -> Void) { hand { $0.waiting.append(tell) } }

  /// Events that could not be kept because too many were waiting.
  public var droppedEvents: Int { inbox.withLock(\.droppedEvents) }

  /// So many entries wait that no more should be made until some are on disk: whoever feeds waits, so that memory is bounded.
  public var isBehind: Bool { inbox.withLock { $0.entries.count > LogStore.entriesInLine } }

  private static let entriesInLine = 8000

  /// Waits until everything handed over so far has been tried.
  public func flush() { queue.sync { writeWaiting() } }

  private func hand(_ change: (inout Inbox) -> Void) {
    let mustSchedule = inbox.withLock { inbox in
      change(&inbox)
      defer { inbox.isScheduled = true }
      return !inbox.isScheduled
    }
    if mustSchedule { queue.async { [self] in writeWaiting() } }
  }

  private func writeWaiting() {
    let (entries, events, report, waiting, hasDropped) = inbox.withLock { inbox in
      defer {
        inbox.entries = []
        inbox.events = []
        inbox.waiting = []
        inbox.hasDropped = false
        inbox.isScheduled = false
      }
      return (inbox.entries, inbox.events, inbox.report, inbox.waiting, inbox.hasDropped)
    }
    do {
      let dropped = try save(entries, events)
      if let last = entries.last { report?(.durable(through: last.sequence)) }
      for tell in waiting { tell(!hasDropped && !dropped) }
    } catch {
      for tell in waiting { tell(false) }
      report?(.failed(SafeText(sanitizing: "\(error)", limit: 200)))
      // What an operator did stays in line, in its order, until the disk takes it.
      inbox.withLock { inbox in
        inbox.entries = entries + inbox.entries
        inbox.isScheduled = true
      }
      queue.asyncAfter(deadline: .now() + 1) { [self] in writeWaiting() }
    }
  }
}

/// Why a log cannot be used.
public struct LogError: Error, Sendable, Equatable {
  public var path: SafeText
  public var reason: SafeText
}
