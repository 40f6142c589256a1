import Settings
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// The code blocks of Mapping.md, so that what it shows is what works.
private func blocks(_ language: String) throws -> [String] {
  let path = ConfigurationTests.root + "/Sources/Settings/Settings.docc/Mapping.md"
  let parts = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "```")
  return parts.filter { $0.hasPrefix(language + "\n") }.map { String($0.dropFirst(language.count + 1)) }
}

/// UTF-8 as GB 18030.
private func gbk(_ text: String) -> [UInt8] {
  guard let descriptor = iconv_open("GB18030", "UTF-8") else { return [] }
  defer { iconv_close(descriptor) }
  var input = Array(text.utf8CString.dropLast())
  var output = [CChar](repeating: 0, count: input.count * 2)
  var left = input.count
  var room = output.count
  input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var source = input.baseAddress
      var target = output.baseAddress
      _ = iconv(descriptor, &source, &left, &target, &room)
    }
  }
  return output.dropLast(room).map { UInt8(bitPattern: $0) }
}

@Suite struct MappingLoaderTests {
  @Test func theQueuesOfTheGuide() throws {
    let mapping = try MappingLoader.parse(try blocks("yaml")[0], file: "maps/exchange.yaml")
    #expect(mapping.name == "exchange" && mapping.kind == .queue && mapping.offsetMinutes == 480)
    let (events, malformed) = mapped(mapping, Array(try blocks("json")[0].utf8))
    #expect(malformed.isEmpty && events.count == 1 && events.surviveWriting)
    let event = try #require(events.first)
    let queue = try #require(events.queues.first)
    #expect(event.time == Timestamp(rfc3339: "2022-07-03T10:05:00+08:00") && event.place == PlaceCode("440803"))
    #expect(queue.queue == "n1-17" && queue.depth == 48_000 && queue.oldestSeconds == 1260 && queue.state == .stall)
    #expect(queue.provider == Party(id: "市公安局", name: "市公安局") && queue.mode == .table && queue.unit == "{record}")
    #expect(queue.inRate == 38.5 && queue.outRate == 0 && queue.lastSuccess == Timestamp(milliseconds: 1_656_812_642_000))
    #expect(event.subject == "n1-17" && event.source == "/440800/test")
  }

  @Test func theSheetOfTheGuide() throws {
    let mapping = try MappingLoader.parse(try blocks("yaml")[1], file: "daily.yaml")
    let bytes = gbk(try blocks("csv")[0])
    #expect(String(validating: bytes, as: UTF8.self) == nil)
    let (events, malformed) = mapped(mapping, bytes)
    #expect(malformed.isEmpty && events.count == 2 && events.surviveWriting)
    #expect(events.map(\.place) == [PlaceCode("440803"), PlaceCode("440802")])
    #expect(events.allSatisfy { $0.time == Timestamp(rfc3339: "2022-07-02T00:00:00+08:00") && $0.subject == "hotline-12345" })
    #expect(events.metrics.map { $0.samples.map(\.value) } == [[1204, 0.985, 36.5], [12_000, 0.97]])
    #expect(events.metrics[0].samples[2].labels == [Label("district", "霞山区")])
    // Found by itself, too.
    var detected = mapping
    detected.encoding = .detected
    #expect(mapped(detected, bytes).events == events)
  }

  @Test func theItemsOfTheGuide() throws {
    let text = "kind: fleet\ninput: json\nfields: {fleet_id: f, total: /n, online: /up}\n" + (try blocks("yaml")[2])
    let mapping = try MappingLoader.parse(text, file: "f.yaml")
    let body =
      #"{"n":3,"up":"2台","terminals":[{"sn":"a","s":1,"type":"kiosk"},{"sn":"b","s":0,"type":"pos"},{"sn":3,"s":"0","type":"kiosk"}]}"#
    let (events, malformed) = mapped(mapping, Array(body.utf8))
    #expect(malformed.isEmpty && events.surviveWriting)
    guard case .fleet(let fleet)? = events.first?.payload else { throw Malformed(.shape, "no fleet") }
    #expect(fleet.devices.map(\.id) == ["a", "3"] && fleet.devices.map(\.state) == [.online, .offline])
    #expect(fleet.total == 3 && fleet.online == 2 && fleet.isSnapshot)
  }

  /// Each text is one fault away from a map.
  @Test(arguments: [
    ("kind: ticket\n", "m.yaml:1:1: 'input' is missing"),
    ("", "m.yaml: holds no map"),
    ("kind: tickets\ninput: csv\n", "m.yaml:1:7: 'tickets' is none of metric, queue, ticket, alert, fleet, task"),
    ("kind: task\ninput: csv\nfeilds: {}\n", "m.yaml:3:1: unknown key 'feilds'; did you mean 'fields'?"),
    ("F\n  tittle: x", "m.yaml:4:3: unknown key 'tittle'; did you mean 'title'?"),
    ("F\n  title: /a", "m.yaml:4:10: a sheet has columns, '/a' is a path: write $column"),
    ("F\n  title: {path: /a}", "m.yaml:4:10: title: a sheet has columns, '/a' is a path: write $column"),
    ("F\n  title: {column: a, colunm: b}", "m.yaml:4:22: unknown key 'colunm'; did you mean 'column'?"),
    ("F\n  title: {column: a, path: /b}", "m.yaml:4:10: a rule takes its value from one of path, column, const, template, first"),
    ("F\n  title: #/a", "m.yaml:4:9: is empty; what begins with # needs quotes"),
    ("F\n  title: {template: abc}", "m.yaml:4:21: 'abc' holds no place such as {/id} or {$column}"),
    (
      "F\n  state: close",
      "m.yaml:4:10: state: must be one of not_started, in_progress, at_risk, blocked, overdue, done, cancelled, is “close”"
    ),
    (
      "F\n  state: {column: s, lookup: {a: don}}",
      "m.yaml:4:10: state: must be one of not_started, in_progress, at_risk, blocked, overdue, done, cancelled, is “don”"
    ),
    ("F\n  updated_at: soon", "m.yaml:4:15: updated_at: must be a date and time, is “soon”"),
    (
      "F\n  updated_at: {column: a, time: hh}",
      "m.yaml:4:33: 'hh' is none of auto, us, eu, excel, unix, unix_ms and no pattern such as dd/MM/yyyy HH:mm"
    ),
    ("F\n  title: {column: a, time: us}", "m.yaml:4:10: title: 'time' is for fields that are moments"),
    ("F\n  title: {column: a, factor: 2}", "m.yaml:4:10: title: factor and units are for fields that are numbers"),
    ("F\n  title: {column: a, split: x}", "m.yaml:4:10: title: split needs an index: this field takes one value"),
    ("F\n  title: {column: a, index: 1}", "m.yaml:4:29: 'index' needs 'split'"),
    ("F\n  title: {column: a, split: x, index: 0}", "m.yaml:4:39: counts from 1, or from -1 at the end"),
    ("F\n  labels.a: x", "m.yaml:4:3: unknown key 'labels.a'; known are"),
    ("F\n  title: a\nwhen: {column: a}", "m.yaml:5:7: a condition has one of equals, in, not_in, matches, present"),
    ("F\n  title: a\nrecords: /a", "m.yaml:5:10: the records of a sheet are its rows: leave 'records' out"),
    ("F\n  title: a\nutc_offset: 8", "m.yaml:5:13: '8' is no offset such as \"+08:00\""),
    ("F\n  title: a\ncsv: {delimiter: x}", "m.yaml:5:18: 'x' is none of auto, comma, semicolon, tab, pipe"),
    ("F\n  title: a\nencoding: latin", "m.yaml:5:11: 'latin' is none of auto, utf-8, gbk, gb2312, gb18030, big5, utf-16"),
    ("F\n  title: a\nmilestones:\n  - {title: a, due: $b}", "m.yaml:6:5: 'done' is missing"),
    ("kind: metric\ninput: json\nfields: {}", "m.yaml:1:1: 'samples' is missing"),
    (
      "kind: metric\ninput: json\nsamples:\n  - {name: a, value: $b, unit: c}",
      "m.yaml:4:22: JSON has paths, '$b' is a column: write /path/to/it"
    ),
    ("kind: alert\ninput: json\nrecords: a\nfields: {}", "m.yaml:3:10: 'a' is no path such as /data/list"),
    (
      "kind: queue\ninput: json\n",
      "m.yaml:1:1: 'fields' is missing: it needs queue_id, mode, provider.id, provider.name, consumer.id, consumer.name, depth"
    ),
  ])
  func faultsNameTheirPlace(text: String, message: String) {
    let text = text.replacing("F\n", with: "kind: task\ninput: csv\nfields:\n", maxReplacements: 1)
    #expect {
      _ = try MappingLoader.parse(text, file: "m.yaml")
    } throws: { error in
      let lines = "\(error)".split(separator: "\n")
      return lines.contains { $0.hasPrefix(message) }
    }
  }

  @Test func oneOfficeNameIsEnough() throws {
    _ = try MappingLoader.parse(
      "kind: queue\ninput: json\nfields: {queue_id: /q, mode: api, provider.name: /p, consumer.id: /c, depth: /d}", file: "m.yaml"
    )
  }

  @Test func columnsByNumberAndQuotedHeaders() throws {
    let mapping = try MappingLoader.parse(
      """
      kind: metric
      input: csv
      csv: {delimiter: "|"}
      samples:
        - {name: a, value: $2, unit: "1"}
        - {name: b, value: {column: 2}, unit: "1"}
        - {name: c, value: {column: "2"}, unit: "1"}
      """, file: "m.yaml")
    let (events, malformed) = mapped(mapping, Array("2|1\n10|20\n".utf8))
    #expect(malformed.isEmpty && events.metrics.first?.samples.map(\.value) == [20, 20, 10])
  }
}
