import Core
import Feeds
import Foundation
import Simulation
import Testing
import TextSafety

@Suite struct SimulatorTests {
  static let city = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../SampleFeeds/zhanjiang").standardized.path

  func scenario() throws -> String { try String(contentsOfFile: Self.city + "/scenarios/storm-20220703.yaml", encoding: .utf8) }

  @Test func theCommittedRecordingIsWhatTheScenarioMakes() throws {
    let lines = try Simulator(scenario: scenario(), file: "s").lines()
    let recording = try String(contentsOfFile: Self.city + "/storm-20220703.jsonl", encoding: .utf8)
    #expect(lines.joined(separator: "\n") + "\n" == recording)
  }

  @Test func everyLineIsAMarkedEventInTheOrderOfArrival() throws {
    let lines = try Simulator(scenario: scenario(), file: "s", seed: 7).lines()
    let decoder = LineDecoder(.init(isStrict: true))
    var last = Timestamp.distantPast
    var ids: Set<String> = []
    for var line in lines {
      var events: [Event] = []
      let fault = line.withUTF8 { decoder.decode(line: UnsafeRawBufferPointer($0), into: &events) }
      #expect(fault == nil)
      guard let event = events.first else { continue }
      #expect(event.marks.contains(.simulated))
      let arrival = event.recordedTime ?? event.time
      #expect(arrival >= last)
      last = arrival
      #expect(ids.insert("\(event.source) \(event.id)").inserted)
    }
  }

  @Test func anotherSeedIsAnotherDay() throws {
    let text = try scenario()
    let one = try Simulator(scenario: text, file: "s", seed: 1).lines()
    #expect(try Simulator(scenario: text, file: "s", seed: 1).lines() == one)
    #expect(try Simulator(scenario: text, file: "s", seed: 2).lines() != one)
  }

  @Test func faultsNameTheirPlace() {
    #expect {
      _ = try Simulator(scenario: "id: x\ntitle: y\nstart: z\n", file: "f.yaml")
    } throws: { "\($0)".hasPrefix("f.yaml:1:1: 'end' is missing") }
  }
}
