import Core

/// What a map may fill: the fields and lists of one kind, for those who write and check maps.
public struct MappingTarget: Sendable {
  struct Field: Sendable {
    var name: String
    var shape: FieldShape
    var isRequired = false
    /// What stands there where there is no rule.
    var fallback: String?

    init(_ name: String, _ shape: FieldShape, isRequired: Bool = false, fallback: String? = nil) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
      self.fallback = fallback
    }
  }

  struct List: Sendable {
    var name: String
    var fields: [Field]
    /// An item without this is left out, not refused.
    var essential: String?
    var isRequired = false
  }

  let fields: [Field]
  let lists: [List]
  /// The field whose value is the event's subject where that has no rule.
  let identity: String?
  /// The moments that tell when a state was reached; the latest is the event's time where that has no rule.
  let moments: [String]
  /// Whether each reading counts, though it may say the same: it is one of its moment. A state is told once.
  let isReading: Bool

  public init(_ kind: FeedMapping.Kind) { self = Self.targets[kind] ?? Self.metric }

  /// The names of the fields, `agency.name` and all; `labels.` and `counts.` take any name behind them.
  public var fieldNames: [String] { fields.map(\.name) + Self.envelope.map(\.name) }
  public var listNames: [String] { lists.map(\.name) }
  public func fieldNames(in list: String) -> [String] { lists.first { $0.name == list }?.fields.map(\.name) ?? [] }
  public func hasField(_ name: String, in list: String? = nil) -> Bool { field(name, in: list) != nil }

  /// What a map must have rules for, and these names do not cover.
  public func missingNames(among names: [String], in list: String? = nil) -> [String] {
    let fields = list.map { list in lists.first { $0.name == list }?.fields ?? [] } ?? fields
    return fields.filter {
      $0.isRequired && $0.fallback == nil && !names.contains($0.name) && !names.contains(MappingPlan.twin(of: $0.name))
    }.map(\.name)
  }

  public var requiredLists: [String] { lists.filter(\.isRequired).map(\.name) }

  /// The field of a name; nil where there is none.
  func field(_ name: String, in list: String? = nil) -> Field? {
    let fields = list.map { list in lists.first { $0.name == list }?.fields ?? [] } ?? Self.envelope + fields
    if let field = fields.first(where: { $0.name == name }) { return field }
    // `labels.*` stands for any name, `labels.district`.
    return fields.first { field in
      field.name.hasSuffix("*") && name.hasPrefix(field.name.dropLast()) && name.utf8.count >= field.name.utf8.count
        && !name.dropFirst(field.name.count - 1).contains(".")
    }.map { Field(name, $0.shape) }
  }
}

// MARK: The kinds

extension MappingTarget {
  static let envelope: [Field] = [
    Field("source", .word), Field("id", .word), Field("time", .moment), Field("subject", .word), Field("adcode", .place),
    Field("recordedtime", .moment), Field("expirytime", .moment), Field("sequence", .sequence),
    Field("dataclassification", .choice(["public", "internal", "confidential", "restricted"])), Field("exercise", .truth),
    Field("simulated", .truth),
  ]

  private static let targets: [FeedMapping.Kind: MappingTarget] = [
    .metric: metric, .queue: queue, .ticket: ticket, .alert: alert, .fleet: fleet, .task: task,
  ]

  private init(
    _ fields: [Field], lists: [List] = [], identity: String? = nil, moments: [String] = [], isReading: Bool = false
  ) {
    self.fields = fields
    self.lists = lists
    self.identity = identity
    self.moments = moments
    self.isReading = isReading
  }

  private static func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> [String] where Word.RawValue == String {
    Word.allCases.map(\.rawValue)
  }

  private static func party(_ name: String, isRequired: Bool) -> [Field] {
    [Field(name + ".id", .word, isRequired: isRequired), Field(name + ".name", .name(atMost: 40), isRequired: isRequired)]
  }

  private static let metric = MappingTarget(
    [Field("window_s", .number), Field("interval_s", .number)],
    lists: [
      List(
        name: "samples",
        fields: [
          Field("name", .word, isRequired: true), Field("value", .number, isRequired: true),
          Field("unit", .name(atMost: 24), isRequired: true),
          Field("labels.*", .name(atMost: 80)), Field("kind", .choice(["gauge", "counter", "delta"])), Field("capacity", .number),
          Field("target", .number), Field("quality", .choice(["good", "estimated", "suspect", "missing"])),
          Field("started_at", .moment),
        ], essential: "value", isRequired: true)
    ], isReading: true)

  private static let queue = MappingTarget(
    [
      Field("queue_id", .word, isRequired: true), Field("title", .text(atMost: 60)),
      Field("mode", .choice(words(QueueReading.Mode.self)), isRequired: true),
    ] + party("provider", isRequired: true) + party("consumer", isRequired: true) + [
      Field("depth", .count, isRequired: true), Field("unit", .word, isRequired: true, fallback: "{record}"),
      Field("oldest_s", .number), Field("in_rate", .number), Field("out_rate", .number), Field("inflight", .count),
      Field("failed", .count), Field("retrying", .count), Field("dead", .count), Field("offset", .count),
      Field("last_success_at", .moment),
      Field("state", .choice(words(QueueReading.State.self)), isRequired: true, fallback: "unknown"), Field("sla_s", .number),
      Field("p95_ms", .number),
    ], identity: "queue_id", isReading: true)

  private static let ticket = MappingTarget(
    [
      Field("ticket_id", .word, isRequired: true), Field("domain", .choice(words(TicketUpdate.Domain.self)), isRequired: true),
      Field("class", .choice(words(TicketUpdate.Class.self))), Field("channel", .choice(words(TicketUpdate.Channel.self))),
      Field("title", .text(atMost: 120), isRequired: true), Field("service_code", .word),
      Field("state", .choice(words(TicketUpdate.State.self)), isRequired: true),
      Field("flags", .choices(TicketUpdate.Flags.names.map(\.0))),
      Field("priority", .choice(words(TicketUpdate.Priority.self)), isRequired: true, fallback: "normal"),
    ] + party("agency", isRequired: false) + [
      Field("received_at", .moment, isRequired: true), Field("dispatched_at", .moment), Field("signed_at", .moment),
      Field("due_at", .moment), Field("replied_at", .moment), Field("closed_at", .moment), Field("sla.profile", .word),
      Field("sla.limit", .word), Field("sla.light", .choice(words(TicketUpdate.Light.self))), Field("returns", .count),
      Field("rating", .count), Field("place.text", .address(atMost: 60)), Field("cluster_id", .word), Field("rev", .count),
    ], lists: [List(name: "co_agencies", fields: [Field("id", .word), Field("name", .name(atMost: 40))])], identity: "ticket_id",
    moments: ["received_at", "dispatched_at", "signed_at", "replied_at", "closed_at"])

  private static let alert = MappingTarget(
    [
      Field("alert_id", .word, isRequired: true), Field("status", .choice(words(AlertReport.Status.self)), isRequired: true),
      Field("severity", .choice(["red", "orange", "yellow", "blue", "info"]), isRequired: true),
      Field("category", .choice(words(AlertReport.Category.self)), isRequired: true),
      Field("event", .text(atMost: 120), isRequired: true), Field("headline", .text(atMost: 120), isRequired: true),
      Field("description", .text(atMost: 2000)), Field("instruction", .text(atMost: 500)), Field("sender", .text(atMost: 120)),
      Field("onset_at", .moment), Field("effective_at", .moment), Field("expires_at", .moment), Field("areas", .words),
      Field("certainty", .choice(words(AlertReport.Certainty.self))), Field("urgency", .choice(words(AlertReport.Urgency.self))),
      Field("signal.hazard", .word), Field("signal.color", .choice(words(AlertReport.Signal.Color.self))),
      Field("response.plan", .word), Field("response.level", .choice(words(AlertReport.Response.Level.self))),
      Field("grade", .choice(words(AlertReport.Grade.self))),
      Field("value", .number), Field("threshold", .number), Field("unit", .word), Field("labels.*", .name(atMost: 80)),
      Field("references", .words), Field("runbook", .word), Field("group", .word),
    ], identity: "alert_id", moments: ["onset_at", "effective_at"])

  private static let fleet = MappingTarget(
    [
      Field("fleet_id", .word, isRequired: true), Field("title", .text(atMost: 120)), Field("total", .count, isRequired: true),
      Field("online", .count, isRequired: true), Field("fault", .count), Field("idle", .count), Field("counts.*", .count),
      Field("snapshot", .truth, isRequired: true, fallback: "true"),
    ],
    lists: [
      List(
        name: "by_area",
        fields: [
          Field("adcode", .place, isRequired: true), Field("total", .count, isRequired: true),
          Field("online", .count, isRequired: true), Field("fault", .count),
        ]),
      List(
        name: "devices",
        fields: [
          Field("id", .word, isRequired: true), Field("adcode", .place),
          Field("state", .choice(words(FleetReport.Device.State.self)), isRequired: true), Field("fault_code", .word),
          Field("last_seen_at", .moment),
        ]),
    ], identity: "fleet_id", isReading: true)

  private static let task = MappingTarget(
    [
      Field("task_id", .word, isRequired: true), Field("item", .word), Field("title", .text(atMost: 120), isRequired: true),
      Field("lead", .text(atMost: 60), isRequired: true), Field("state", .choice(words(TaskReport.State.self)), isRequired: true),
      Field("progress_ratio", .number), Field("value", .number),
      Field("target.op", .choice(words(TaskReport.Target.Comparison.self))), Field("target.value", .number),
      Field("target.unit", .word), Field("target.by", .date), Field("updated_at", .moment),
    ],
    lists: [
      List(
        name: "milestones",
        fields: [
          Field("title", .text(atMost: 120), isRequired: true), Field("due", .date, isRequired: true),
          Field("done", .truth, isRequired: true),
        ])
    ], identity: "task_id", moments: ["updated_at"])
}
