import Core
import TextSafety

@testable import Feeds

/// Maps that use every kind of rule between them, over sheets, documents and lines.
enum FuzzMappings {
  static let all = [tickets, devices, queues, samples, alerts, tasks]

  private static func path(_ text: String) -> FieldRule { .path(text) ?? .constant(text) }
  private static func source(_ text: String) -> FieldRule.Source { path(text).source }
  private static func column(_ name: String) -> FieldRule.Source { .column(.named(name)) }

  /// A sheet in any encoding and with any delimiter.
  private static let tickets = FeedMapping(
    name: "map-tickets", kind: .ticket, input: .csv, absentWords: ["无", "NULL"],
    conditions: [MappingCondition(column("类型"), .isNone(of: ["测试"]))],
    fields: [
      .init("ticket_id", FieldRule(.template([.literal("T-"), .column(.named("单号"))]))),
      .init("title", FieldRule(column("标题"), fallback: "无标题")), .init("domain", .constant("hotline")),
      .init("state", FieldRule(column("状态"), lookup: ["办结": "closed", "在办": "in_progress", "新": "received"])),
      .init("received_at", FieldRule(column("时间"), times: [.auto, .excel, .monthFirst])),
      .init("due_at", FieldRule(.first([.column("期限"), .column("时间")]))),
      .init("flags", FieldRule(column("标记"), split: .init(separator: "、"), lookup: ["督办": "supervised", "重复": "repeated"])),
      .init("agency.name", FieldRule(column("单位"), split: .init(separator: "/", index: -1))),
      .init("place.text", .column("地址")), .init("adcode", .column("区划")), .init("returns", .column("退回")),
      .init("sla.profile", .constant("普通")), .init("sla.limit", .column("时限")),
    ], lists: [.init("co_agencies", [.init(fields: [.init("name", .column("协办"))])])])

  /// UTF-16 without a header, cells parted by tabs.
  private static let devices = FeedMapping(
    name: "map-devices", kind: .fleet, input: .csv, encoding: .utf16, sheet: SheetOptions(delimiter: .tab, headerRow: 0),
    fields: [
      .init("fleet_id", FieldRule(.column(.number(1)))), .init("total", FieldRule(.column(.number(2)), factor: 10, offset: 1)),
      .init("online", FieldRule(.column(.number(3)))), .init("counts.off", FieldRule(.column(.number(4)))),
      .init("time", FieldRule(.column(.number(5)), times: [.dayFirst, .unixMilliseconds])),
    ],
    lists: [
      .init(
        "devices",
        [
          .init(
            conditions: [MappingCondition(.column(.number(6)), .isPresent(true))],
            fields: [
              .init("id", FieldRule(.column(.number(6)))),
              .init("state", FieldRule(.column(.number(7)), lookup: ["1": "online"], fallback: "offline")),
            ])
        ])
    ])

  /// Records in groups, values of the groups and of the root.
  private static let queues = FeedMapping(
    name: "map-queues", kind: .queue, input: .json, records: JSONPointer("/groups/*/queues/*") ?? .record, offsetMinutes: 0,
    conditions: [MappingCondition(source("/id"), .matches("q*"))],
    fields: [
      .init(
        "queue_id",
        FieldRule(
          .template([.pointer(JSONPointer("../../name") ?? .record), .literal("/"), .pointer(JSONPointer("/@key") ?? .record)]))),
      .init("title", path("../../@key")), .init("mode", FieldRule(source("/mode"), lookup: ["a": "api"], fallback: "file")),
      .init("provider.name", path("#/owner")), .init("consumer.id", path("/c~1d/0")),
      .init("depth", FieldRule(source("/n"), units: ["条"])), .init("oldest_s", FieldRule(source("/age"), factor: 60)),
      .init("time", FieldRule(source("#/at"), times: [.unixSeconds, .auto])), .init("state", path("/state")),
    ])

  /// Samples out of a list, and one out of the record.
  private static let samples = FeedMapping(
    name: "map-samples", kind: .metric, input: .json, encoding: .gb18030,
    fields: [.init("time", path("/t")), .init("interval_s", path("/every")), .init("sequence", path("/seq"))],
    lists: [
      .init(
        "samples",
        [
          .init(
            each: JSONPointer("/values"),
            fields: [
              .init("name", FieldRule(.template([.literal("x."), .pointer(JSONPointer("/k") ?? .record)]))),
              .init("value", path("/v")), .init("unit", .constant("1")), .init("labels.of", path("../../who")),
            ]),
          .init(fields: [
            .init("name", .constant("x.total")), .init("value", path("/total")), .init("unit", path("/unit")),
            .init("capacity", path("/cap")),
          ]),
        ])
    ])

  /// A document per line, lists of words.
  private static let alerts = FeedMapping(
    name: "map-alerts", kind: .alert, input: .jsonl,
    fields: [
      .init("alert_id", FieldRule(source("/id"), isRequired: true)),
      .init("status", FieldRule(source("/over"), lookup: ["true": "resolved", "false": "firing"], fallback: "firing")),
      .init("severity", FieldRule(source("/level"), lookup: ["1": "red"], fallback: "blue")),
      .init("category", .constant("water")), .init("event", FieldRule(source("/what"), split: .init(separator: "/", index: 1))),
      .init("headline", path("/what")), .init("description", path("/more")),
      .init("areas", FieldRule(source("/areas"), split: .init(separator: "、"), lookup: ["霞山": "440803", "赤坎": "440802"])),
      .init("references", path("/refs/*/id")), .init("labels.b", path("/id")), .init("labels.a", path("/type")),
      .init("onset_at", FieldRule(.first([path("/begin"), path("/seen")]), times: [.unixMilliseconds, .auto])),
      .init("exercise", path("/drill")), .init("value", path("/value")),
    ])

  /// A sheet with a title above its header, in Big5.
  private static let tasks = FeedMapping(
    name: "map-tasks", kind: .task, input: .csv, encoding: .big5, sheet: SheetOptions(headerRow: 2),
    fields: [
      .init("task_id", .column("no")), .init("title", .column("name")), .init("lead", .column("lead")),
      .init("state", FieldRule(column("state"), fallback: "in_progress")),
      .init("progress_ratio", FieldRule(column("done"), factor: 0.01)), .init("target.op", .constant(">=")),
      .init("target.value", .column("goal")), .init("target.unit", .constant("1")),
      .init("target.by", FieldRule(column("by"), times: [.pattern(TimePattern("dd-MMM-yyyy") ?? TimePattern("yyyy-MM-dd")!)])),
    ])
}
