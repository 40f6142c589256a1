internal import Collectors
internal import Core
internal import Foundation
internal import Persistence
internal import Settings
internal import TextSafety

extension Programs {
  /// Reads a feed twice – decoded alone, then folded into a state with a city's rules – and says in JSON what that cost.
  ///
  /// `{"records", "bytes", "decode": {"cpu_s", "records_per_cpu_s", "mb_per_s"}, "path": {…, "peak_rss_bytes"}}`
  public static func benchIngest(file: String, cityFolder: String?) throws -> String {
    let samples = try? SampleCities.folder(nil)
    let city = try (cityFolder ?? samples).map(Opening.city) ?? City()
    do {
      let decode = try IngestBench.decode(file: file)
      let path = try IngestBench.path(file: file, state: State(city: city, startingAt: Timestamp(milliseconds: 0)))
      var json = JSONWriter(indents: true)
      json.object { json in
        json.integer("records", decode.records)
        json.integer("refused", decode.refused)
        json.integer("bytes", decode.bytes)
        json.object("decode") { decode.write(into: &$0) }
        json.object("path") { json in
          path.write(into: &json)
          json.integer("peak_rss_bytes", path.peakMemory)
        }
      }
      return json.text
    } catch {
      throw Failure(.badInput, error.message.string)
    }
  }
}

extension Programs {
  /// Measures alerts on their way from JSON to the durable journal, the screen and the control desk, in a state folder of its own.
  ///
  /// `{"alerts_per_cpu_s", "resident_bytes", "screen_s", "ack_p99_ms", "races_lost", "races", "single_winner", "double_acks"}`
  public static func benchAlerts(alerts: Int, races: Int, doubles: Int, cityFolder: String?) throws -> String {
    let samples = try? SampleCities.folder(nil)
    let city = try (cityFolder ?? samples).map(Opening.city) ?? City()
    var sizes = AlertBench.Sizes(alerts: alerts, races: races, doubles: doubles)
    sizes.fresh = min(sizes.fresh, alerts)
    sizes.acknowledgements = min(sizes.acknowledgements, max(1, alerts / 20))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zhiban-bench-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      return try AlertBench(sizes: sizes, city: city, folder: folder).run().json
    } catch {
      throw Failure(.cannotWrite, "\(error.path): \(error.reason)")
    }
  }
}

extension AlertBench.Figures {
  fileprivate var json: String {
    var json = JSONWriter(indents: true)
    json.object { json in
      json.number("alerts_per_cpu_s", alertsPerCPUSecond.rounded())
      json.integer("resident_bytes", residentBytes)
      json.number("screen_s", (screenSeconds * 1000).rounded() / 1000)
      json.number("ack_p99_ms", (acknowledgeP99 * 10).rounded() / 10)
      json.integer("races_lost", racesLost)
      json.integer("races", races)
      json.integer("single_winner", singleWinner)
      json.integer("double_acks", doubles)
    }
    return json.text
  }
}

extension IngestBench.Figures {
  fileprivate func write(into json: inout JSONWriter) {
    json.number("cpu_s", (cpuSeconds * 1000).rounded() / 1000)
    json.number("records_per_cpu_s", (Double(records) / cpuSeconds).rounded())
    json.number("mb_per_s", (Double(bytes) / cpuSeconds / 100_000).rounded() / 10)
  }
}
