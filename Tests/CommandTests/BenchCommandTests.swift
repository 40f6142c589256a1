import Foundation
import Testing

/// The benchmark of alerts, small: its members, and what must hold on any machine.
@Suite struct BenchCommandTests {
  let commands = CommandTests()

  @Test func alertsPrintsItsMembersAndLosesNothing() throws {
    let result = try commands.run("bench", "alerts", "--alerts", "400", "--races", "20", "--double-acks", "10")
    #expect(result.code == 0, "\(result.errors)")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Double])
    #expect(
      json.keys.sorted() == [
        "ack_p99_ms", "alerts_per_cpu_s", "double_acks", "races", "races_lost", "resident_bytes", "screen_s", "single_winner",
      ])
    #expect(json["races"] == 20 && json["races_lost"] == 0)
    #expect(json["double_acks"] == 10 && json["single_winner"] == 10)
    for member in ["alerts_per_cpu_s", "resident_bytes", "screen_s", "ack_p99_ms"] { #expect(json[member] ?? 0 > 0) }
    #expect(try commands.run("bench", "alerts", "--alerts", "0").code == 2)
  }
}
