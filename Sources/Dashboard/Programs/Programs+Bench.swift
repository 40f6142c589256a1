internal import Collectors
internal import Core
internal import Glibc
internal import Settings
internal import TextSafety

extension Programs {
  /// Reads a feed twice – decoded alone, then folded into a state with a city's rules – and says in JSON what that cost.
  ///
  /// `{"records", "bytes", "decode": {"cpu_s", "records_per_cpu_s", "mb_per_s"}, "path": {…, "peak_rss_bytes"}}`
  public static func benchIngest(file: String, cityFolder: String?) throws -> String {
    let samples = Resources.path("SampleFeeds").flatMap { Listing.recordings(in: $0).first }.map(Opening.folder)
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

extension IngestBench.Figures {
  fileprivate func write(into json: inout JSONWriter) {
    json.number("cpu_s", (cpuSeconds * 1000).rounded() / 1000)
    json.number("records_per_cpu_s", (Double(records) / cpuSeconds).rounded())
    json.number("mb_per_s", (Double(bytes) / cpuSeconds / 100_000).rounded() / 10)
  }
}
