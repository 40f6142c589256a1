public import TextSafety

/// An event in one block that never changes, a class for each kind.
///
/// Taken out of an enumeration, a payload would be copied with all its texts wherever the compiler cannot see that nothing changes it
/// meanwhile; out of a constant of an object only the field is read that is wanted. `Event.payload` makes such a copy, for those who
/// have the time; the way of every event asks `kind` and looks into the block.
extension Event {
  /// The attributes of CloudEvents.
  public struct Envelope: Sendable, Equatable {
    public var source: SafeText
    public var id: SafeText
    /// The entity it speaks of: queue id, ticket id, alert id …
    public var subject: SafeText
    /// When it happened.
    public var time: Timestamp
    /// The administrative division code: 6, 9 or 12 digits.
    public var place: PlaceCode
    /// When the producer wrote it; the lag is `recordedTime - time`.
    public var recordedTime: Timestamp?
    /// After this the value is stale.
    public var expiryTime: Timestamp?
    /// Order within the source, for gaps.
    public var sequence: Int64?
    public var classification: Classification
    public var marks: Marks
  }

  public var kind: Payload.Kind { content.kind }

  /// Only the classes below inherit from it. All of it is constant but `bytes`, which is set while nobody else holds the block, so it may
  /// cross threads.
  public class Content: @unchecked Sendable {
    public final let kind: Payload.Kind
    public final let envelope: Envelope
    @exclusivity(unchecked) public internal(set) final var bytes: Int32 = 0

    fileprivate init(_ kind: Payload.Kind, _ envelope: consuming Envelope) {
      self.kind = kind
      self.envelope = envelope
    }
  }

  public final class MetricContent: Content, @unchecked Sendable {
    public let report: MetricReport

    public init(_ envelope: consuming Envelope, _ report: consuming MetricReport) {
      self.report = report
      super.init(.metric, envelope)
    }
  }

  public final class QueueContent: Content, @unchecked Sendable {
    public let reading: QueueReading

    public init(_ envelope: consuming Envelope, _ reading: consuming QueueReading) {
      self.reading = reading
      super.init(.queue, envelope)
    }
  }

  public final class TicketContent: Content, @unchecked Sendable {
    public let update: TicketUpdate

    public init(_ envelope: consuming Envelope, _ update: consuming TicketUpdate) {
      self.update = update
      super.init(.ticket, envelope)
    }
  }

  public final class AlertContent: Content, @unchecked Sendable {
    public let report: AlertReport

    public init(_ envelope: consuming Envelope, _ report: consuming AlertReport) {
      self.report = report
      super.init(.alert, envelope)
    }
  }

  public final class FleetContent: Content, @unchecked Sendable {
    public let report: FleetReport

    public init(_ envelope: consuming Envelope, _ report: consuming FleetReport) {
      self.report = report
      super.init(.fleet, envelope)
    }
  }

  public final class TaskContent: Content, @unchecked Sendable {
    public let report: TaskReport

    public init(_ envelope: consuming Envelope, _ report: consuming TaskReport) {
      self.report = report
      super.init(.task, envelope)
    }
  }

  public final class HeartbeatContent: Content, @unchecked Sendable {
    public let beat: Heartbeat

    public init(_ envelope: consuming Envelope, _ beat: consuming Heartbeat) {
      self.beat = beat
      super.init(.heartbeat, envelope)
    }
  }

  public final class RecordingContent: Content, @unchecked Sendable {
    public let header: RecordingHeader

    public init(_ envelope: consuming Envelope, _ header: consuming RecordingHeader) {
      self.header = header
      super.init(.recording, envelope)
    }
  }

  public final class ActionContent: Content, @unchecked Sendable {
    public let record: OperatorRecord

    public init(_ envelope: consuming Envelope, _ record: consuming OperatorRecord) {
      self.record = record
      super.init(.action, envelope)
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
  @inlinable public var metric: Event.MetricContent? {
    kind == .metric ? unsafeDowncast(self, to: Event.MetricContent.self) : nil
  }
  @inlinable public var queue: Event.QueueContent? { kind == .queue ? unsafeDowncast(self, to: Event.QueueContent.self) : nil }
  @inlinable public var ticket: Event.TicketContent? {
    kind == .ticket ? unsafeDowncast(self, to: Event.TicketContent.self) : nil
  }
  @inlinable public var alert: Event.AlertContent? { kind == .alert ? unsafeDowncast(self, to: Event.AlertContent.self) : nil }
  @inlinable public var fleet: Event.FleetContent? { kind == .fleet ? unsafeDowncast(self, to: Event.FleetContent.self) : nil }
  @inlinable public var task: Event.TaskContent? { kind == .task ? unsafeDowncast(self, to: Event.TaskContent.self) : nil }
  @inlinable public var heartbeat: Event.HeartbeatContent? {
    kind == .heartbeat ? unsafeDowncast(self, to: Event.HeartbeatContent.self) : nil
  }
  @inlinable public var recording: Event.RecordingContent? {
    kind == .recording ? unsafeDowncast(self, to: Event.RecordingContent.self) : nil
  }
  @inlinable public var action: Event.ActionContent? {
    kind == .action ? unsafeDowncast(self, to: Event.ActionContent.self) : nil
  }
}

extension Event.Content: Equatable {
  public static func == (left: Event.Content, right: Event.Content) -> Bool {
    left === right
      || left.kind == right.kind && left.envelope == right.envelope && left.payload == right.payload
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
  consuming func content(in envelope: consuming Event.Envelope) -> Event.Content {
    switch consume self {
    case .metric(let report): Event.MetricContent(envelope, report)
    case .queue(let reading): Event.QueueContent(envelope, reading)
    case .ticket(let update): Event.TicketContent(envelope, update)
    case .alert(let report): Event.AlertContent(envelope, report)
    case .fleet(let report): Event.FleetContent(envelope, report)
    case .task(let report): Event.TaskContent(envelope, report)
    case .heartbeat(let heartbeat): Event.HeartbeatContent(envelope, heartbeat)
    case .recording(let header): Event.RecordingContent(envelope, header)
    case .action(let record): Event.ActionContent(envelope, record)
    }
  }
}
