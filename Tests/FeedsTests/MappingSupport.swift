import Core
import TextSafety

@testable import Feeds

func fieldPath(_ text: String) -> FieldRule { .path(text) ?? .constant("no path: \(text)") }
func fieldPointer(_ text: String) -> FieldRule.Source { fieldPath(text).source }

func decode(_ mapping: FeedMapping, _ text: String, _ here: DecodeContext = context) -> (
  events: [Event], malformed: [Malformed]
) {
  decode(.mapped(mapping), Array(text.utf8), here)
}

/// Tickets out of a sheet of 单号, 标题, 状态, 时间.
let ticketSheet = FeedMapping(
  name: "sheet", kind: .ticket, input: .csv,
  fields: [
    .init("ticket_id", .column("单号")), .init("title", .column("标题")), .init("domain", .constant("hotline")),
    .init("state", FieldRule(.column(.named("状态")), lookup: ["办结": "closed", "在办": "in_progress"])),
    .init("received_at", .column("时间")),
  ])

/// Queues out of JSON with a list of them.
let queueList = FeedMapping(
  name: "queues", kind: .queue, input: .json, records: JSONPointer("/list") ?? .record,
  fields: [
    .init("queue_id", fieldPath("/id")), .init("mode", .constant("api")), .init("provider.name", fieldPath("/from")),
    .init("consumer.name", fieldPath("/to")), .init("depth", fieldPath("/n")), .init("state", .constant("ok")),
    .init("time", fieldPath("#/at")),
  ])

let ticketHeader = "单号,标题,状态,时间\n"
