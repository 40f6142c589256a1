public import TextSafety

/// An event's texts and payload in one block that never changes, a class for each kind.
///
/// Taken out of an enumeration, a payload would be copied with all its texts wherever the compiler cannot see that nothing changes it
/// meanwhile; out of a constant of an object only the field is read that is wanted. `Event.payload` makes such a copy, for those who
/// have the time; the way of every event asks `kind` and looks into the block.
extension Event {
  public struct Names: Sendable, Equatable {
    public var source: SafeText
    public var id: SafeText
    public var subject: SafeText

    public init(source: SafeText, id: SafeText, subject: SafeText) {
      self.source = source
      self.id = id
      self.subject = subject
    }
  }

  public var kind: Payload.Kind { content.kind }

  /// Immutable, therefore safe in any thread; only the classes below inherit from it.
  public class Content: @unchecked Sendable {
    public final let kind: Payload.Kind
    public final let source: SafeText
    public final let id: SafeText
    public final let subject: SafeText

    fileprivate init(_ kind: Payload.Kind, _ names: consuming Names) {
      self.kind = kind
      source = names.source
      id = names.id
      subject = names.subject
    }
  }

  public final class MetricContent: Content, @unchecked Sendable {
    public let report: MetricReport

    public init(_ names: consuming Names, _ report: consuming MetricReport) {
      self.report = report
      super.init(.metric, names)
    }
  }

  public final class QueueContent: Content, @unchecked Sendable {
    public let reading: QueueReading

    public init(_ names: consuming Names, _ reading: consuming QueueReading) {
      self.reading = reading
      super.init(.queue, names)
    }
  }

  public final class TicketContent: Content, @unchecked Sendable {
    public let update: TicketUpdate

    public init(_ names: consuming Names, _ update: consuming TicketUpdate) {
      self.update = update
      super.init(.ticket, names)
    }
  }

  public final class AlertContent: Content, @unchecked Sendable {
    public let report: AlertReport

    public init(_ names: consuming Names, _ report: consuming AlertReport) {
      self.report = report
      super.init(.alert, names)
    }
  }

  public final class FleetContent: Content, @unchecked Sendable {
    public let report: FleetReport

    public init(_ names: consuming Names, _ report: consuming FleetReport) {
      self.report = report
      super.init(.fleet, names)
    }
  }

  public final class TaskContent: Content, @unchecked Sendable {
    public let report: TaskReport

    public init(_ names: consuming Names, _ report: consuming TaskReport) {
      self.report = report
      super.init(.task, names)
    }
  }

  public final class HeartbeatContent: Content, @unchecked Sendable {
    public let beat: Heartbeat

    public init(_ names: consuming Names, _ beat: consuming Heartbeat) {
      self.beat = beat
      super.init(.heartbeat, names)
    }
  }

  public final class RecordingContent: Content, @unchecked Sendable {
    public let header: RecordingHeader

    public init(_ names: consuming Names, _ header: consuming RecordingHeader) {
      self.header = header
      super.init(.recording, names)
    }
  }

  public final class ActionContent: Content, @unchecked Sendable {
    public let record: OperatorRecord

    public init(_ names: consuming Names, _ record: consuming OperatorRecord) {
      self.record = record
      super.init(.action, names)
    }
  }

  public var metricContent: MetricContent? { content.metric }
  public var queueContent: QueueContent? { content.queue }
  public var ticketContent: TicketContent? { content.ticket }
  public var alertContent: AlertContent? { content.alert }
  public var fleetContent: FleetContent? { content.fleet }
  public var taskContent: TaskContent? { content.task }
  public var heartbeatContent: HeartbeatContent? { content.heartbeat }
  public var recordingContent: RecordingContent? { content.recording }
  public var actionContent: ActionContent? { content.action }
}

/// The content as that of its kind.
extension Event.Content {
  @inlinable public var metric: Event.MetricContent? { kind == .metric ? unsafeDowncast(self, to: Event.MetricContent.self) : nil }
  @inlinable public var queue: Event.QueueContent? { kind == .queue ? unsafeDowncast(self, to: Event.QueueContent.self) : nil }
  @inlinable public var ticket: Event.TicketContent? { kind == .ticket ? unsafeDowncast(self, to: Event.TicketContent.self) : nil }
  @inlinable public var alert: Event.AlertContent? { kind == .alert ? unsafeDowncast(self, to: Event.AlertContent.self) : nil }
  @inlinable public var fleet: Event.FleetContent? { kind == .fleet ? unsafeDowncast(self, to: Event.FleetContent.self) : nil }
  @inlinable public var task: Event.TaskContent? { kind == .task ? unsafeDowncast(self, to: Event.TaskContent.self) : nil }
  @inlinable public var heartbeat: Event.HeartbeatContent? { kind == .heartbeat ? unsafeDowncast(self, to: Event.HeartbeatContent.self) : nil }
  @inlinable public var recording: Event.RecordingContent? { kind == .recording ? unsafeDowncast(self, to: Event.RecordingContent.self) : nil }
  @inlinable public var action: Event.ActionContent? { kind == .action ? unsafeDowncast(self, to: Event.ActionContent.self) : nil }
}

extension Event.Content: Equatable {
  public static func == (left: Event.Content, right: Event.Content) -> Bool {
    left === right
      || left.source == right.source && left.id == right.id && left.subject == right.subject && left.kind == right.kind
        && left.payload == right.payload
  }

  var payload: Event.Payload {
    switch kind {
    case .metric: .metric(unsafeDowncast(self, to: Event.MetricContent.self).report)
    case .queue: .queue(unsafeDowncast(self, to: Event.QueueContent.self).reading)
    case .ticket: .ticket(unsafeDowncast(self, to: Event.TicketContent.self).update)
    case .alert: .alert(unsafeDowncast(self, to: Event.AlertContent.self).report)
    case .fleet: .fleet(unsafeDowncast(self, to: Event.FleetContent.self).report)
    case .task: .task(unsafeDowncast(self, to: Event.TaskContent.self).report)
    case .heartbeat: .heartbeat(unsafeDowncast(self, to: Event.HeartbeatContent.self).beat)
    case .recording: .recording(unsafeDowncast(self, to: Event.RecordingContent.self).header)
    case .action: .action(unsafeDowncast(self, to: Event.ActionContent.self).record)
    }
  }
}

extension Event.Payload {
  consuming func content(of names: consuming Event.Names) -> Event.Content {
    switch consume self {
    case .metric(let report): Event.MetricContent(names, report)
    case .queue(let reading): Event.QueueContent(names, reading)
    case .ticket(let update): Event.TicketContent(names, update)
    case .alert(let report): Event.AlertContent(names, report)
    case .fleet(let report): Event.FleetContent(names, report)
    case .task(let report): Event.TaskContent(names, report)
    case .heartbeat(let heartbeat): Event.HeartbeatContent(names, heartbeat)
    case .recording(let header): Event.RecordingContent(names, header)
    case .action(let record): Event.ActionContent(names, record)
    }
  }
}
