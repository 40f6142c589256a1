import Core
import Feeds
import Foundation
import Simulation
import Testing
import TextSafety

@Suite struct SimulatorTests {
  static let city = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../SampleFeeds/zhanjiang").standardized.path

  static let storm = city + "/scenarios/storm-20220703.yaml"

  func scenario() throws -> String { try String(contentsOfFile: Self.storm, encoding: .utf8) }

  @Test func theCommittedRecordingIsWhatTheScenarioMakes() throws {
    let lines = try Simulator(scenario: scenario(), file: Self.storm).lines()
    let recording = try String(contentsOfFile: Self.city + "/storm-20220703.jsonl", encoding: .utf8)
    // Not the texts themselves in the expectation: they are ten megabytes.
    let isSame = lines.joined(separator: "\n") + "\n" == recording
    #expect(isSame, "make it anew: zhiban simulate scenarios/storm-20220703.yaml -o storm-20220703.jsonl")
  }

  @Test func everyLineIsAMarkedEventInTheOrderOfArrival() throws {
    let lines = try Simulator(scenario: scenario(), file: Self.storm, seed: 7).lines()
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
    let one = try Simulator(scenario: text, file: Self.storm, seed: 1).lines()
    #expect(try Simulator(scenario: text, file: Self.storm, seed: 1).lines() == one)
    #expect(try Simulator(scenario: text, file: Self.storm, seed: 2).lines() != one)
  }

  @Test func faultsNameTheirPlace() {
    #expect {
      _ = try Simulator(scenario: "id: x\ntitle: y\nstart: z\n", file: "f.yaml")
    } throws: { "\($0)".hasPrefix("f.yaml:1:1: 'end' is missing") }
  }
}
