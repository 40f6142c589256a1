@testable import Core
import Foundation
import Recordings
import TestSupport
import Testing
import TextSafety

@Suite struct RecorderTests {
  private let scratch = Scratch()

  private func events(_ range: Range<Int>, every seconds: Double = 1) -> [Action] {
    range.map { number in
      let event = SampleState.ticket("T\(number)", "路面积水", at: Double(number) * seconds)
      return .event(event, collector: "tickets", at: event.time)
    }
  }

  private func entry() -> JournalEntry {
    JournalEntry(
      sequence: 7, at: SampleState.start + 30, kind: .action, key: AlarmKey(text: "rule/a/b"), input: "ack", by: "Duty 01")
  }

  @Test func whatComesAndWhatIsDoneIsOnFile() throws {
    let path = scratch.file("a.zbr")
    let recorder = try Recorder(RecorderOptions(.file(path))) { Issue.record("\($0)") }
    recorder.take(events(0..<3))
    recorder.take([entry()], shift: "day", place: PlaceCode(digits: 440800))
    recorder.finish()
    let lines = try content(path).lines
    #expect(lines.count == 5)
    #expect(lines[0].contains("\"type\":\"zhiban.recording.v1\""))
    #expect(lines[1].hasPrefix(#"{"arrivedtime":"2022-07-03T10:00:00+08:00","collector":"tickets","specversion":"1.0","#))
    #expect(lines[4].contains(#""collector":"desk""#))
    #expect(lines[4].contains(#""source":"/zhiban/desk","id":"7""#))
    #expect(lines[4].contains(#""action":"ack","target_kind":"alert","target_id":"rule/a/b","operator":"duty-01""#))
  }

  @Test func aFolderBeginsANewFileAfterAWhile() throws {
    var options = RecorderOptions(.folder(scratch.file("r")))
    options.rotateSeconds = 60
    let recorder = try Recorder(options) { Issue.record("\($0)") }
    recorder.take(events(0..<100, every: 2))
    recorder.finish()
    let files = RecordingFolder.files(scratch.file("r"))
    #expect(
      files.map { $0.split(separator: "/").last.map(String.init) } == [
        "zhiban-20220703T100000.zbr", "zhiban-20220703T100100.zbr", "zhiban-20220703T100200.zbr", "zhiban-20220703T100300.zbr",
      ])
    #expect(try files.map { try content($0).lines.count } == [31, 31, 31, 11])
  }

  @Test func theOldestGoWhenThereIsTooMuch() throws {
    var options = RecorderOptions(.folder(scratch.file("r")))
    options.rotateSeconds = 60
    options.keepBytes = 3000
    options.keepSeconds = 1e12
    let recorder = try Recorder(options) { Issue.record("\($0)") }
    recorder.take(events(0..<3000, every: 2))
    recorder.finish()
    let files = RecordingFolder.files(scratch.file("r"))
    #expect(files.count >= 2)
    #expect(files.count < 10)
    #expect(files.last?.hasSuffix("zhiban-20220703T113900.zbr") == true)
  }

  @Test func whatWasLeftOpenGetsItsIndex() throws {
    let folder = scratch.file("r")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/zhiban-20220703T090000.zbr"
    try recording(lines: 30, at: path, finishes: false)
    let torn = Array(try bytes(of: path).dropLast(3))
    try Data(torn).write(to: URL(fileURLWithPath: path))
    _ = try Recorder(RecorderOptions(.folder(folder))) { Issue.record("\($0)") }
    #expect(try content(path).lines == names(0..<28))
    #expect(try content(path).faults.isEmpty)
    #expect(try bytes(of: path).suffix(4) == [0x5A, 0x4E, 0x42, 0x58])
  }
}
