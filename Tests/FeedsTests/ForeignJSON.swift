import Core
import Glibc
import TextSafety
import Testing

@testable import Feeds

/// What every foreign JSON format must stand.
enum ForeignJSON {
  /// Formats that say how things are; alerts are said again and again.
  private static let readings: Set = ["promapi", "otlp", "burrow", "rabbitmq", "jetstream"]

  /// Decodes a text; every event of it must survive being written and read again.
  static func decode(
    _ format: FeedFormat, _ text: String, _ context: DecodeContext = context, location: SourceLocation = #_sourceLocation
  ) -> (events: [Event], malformed: [Malformed]) {
    decode(format, bytes: Array(text.utf8), context, location: location)
  }

  static func decode(
    _ format: FeedFormat, _ bytes: [UInt8], location: SourceLocation = #_sourceLocation
  ) -> (events: [Event], malformed: [Malformed]) {
    decode(format, bytes: bytes, context, location: location)
  }

  static func decode(
    _ format: FeedFormat, bytes: [UInt8], _ context: DecodeContext = context, location: SourceLocation = #_sourceLocation
  ) -> (events: [Event], malformed: [Malformed]) {
    let result = FeedsTests.decode(format, bytes, context)
    let decoder = LineDecoder(LineDecoder.Options(maximumClassification: .restricted, isStrict: true))
    for event in result.events {
      var events: [Event] = []
      let fault = decoder.decode(EventEncoder().encode(event), into: &events)
      #expect(fault == nil && events == [event], "\(EventEncoder().line(event))", sourceLocation: location)
    }
    let again = FeedsTests.decode(format, bytes, context)
    #expect(again.events == result.events && again.malformed == result.malformed, sourceLocation: location)
    if readings.contains(format.name.string) {
      // Of one moment a source is up once; all else must not pass for a repeat.
      let ids = result.events.filter { $0.heartbeat == nil }.map(\.id)
      #expect(Set(ids).count == ids.count, sourceLocation: location)
    }
    #expect(FeedRegistry.format(named: format.name.string) != nil, sourceLocation: location)
    return result
  }

  /// The format takes the text cut at every byte, and every value of it replaced by values of other types, without a crash.
  static func torture(_ format: FeedFormat, _ text: String, location: SourceLocation = #_sourceLocation) {
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count { _ = decode(format, bytes: Array(bytes[..<end]), location: location) }
    let values = [
      "null", "true", "-1", "1e308", "18446744073709551615", "-9223372036854775808", "0.5", #""""#, #""NaN""#, #""-Inf""#,
      #""1e999""#, #""\u202e\u0000""#, "[]", "{}", "[[]]", "[0,1]", #"{"value":{}}"#,
      String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ]
    for range in ranges(of: bytes) {
      for value in values {
        _ = decode(format, bytes: bytes[..<range.lowerBound] + Array(value.utf8) + bytes[range.upperBound...], location: location)
      }
    }
    for depth in [30, 63, 64, 65, 10_000] {
      let deep = String(repeating: #"{"a":["#, count: depth)
      #expect(decode(format, deep, location: location).events.isEmpty, sourceLocation: location)
    }
  }

  /// Where the values of a well-formed document stand.
  private static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var open: [Int] = []
    var index = 0
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(index)
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        index += 1
        if let start = open.popLast() { result.append(start..<index) }
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        index += 1
        if index < bytes.count, bytes[index] != UInt8(ascii: ":") { result.append(start..<index) }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0...32: index += 1
      default:
        while index < bytes.count, !",}] \n".utf8.contains(bytes[index]) { index += 1 }
        result.append(start..<index)
      }
    }
    return result
  }

  /// Bodies of other systems: none is taken for one of this format.
  static func otherBodies() -> [(name: String, bytes: [UInt8])] {
    let folder = sharedData + "/load/elasticsearch/"
    let paths = [sharedData + "/load/docker-stats.json"] + (names(in: folder) ?? []).map { folder + $0 }
    return paths.compactMap { path in contents(of: path).map { (path, $0) } }
  }

  static func alerts(_ events: [Event]) -> [AlertReport] {
    events.compactMap { if case .alert(let report) = $0.payload { report } else { nil } }
  }

  static func time(_ text: String) -> Timestamp? { Timestamp(rfc3339: text) }

  static let hasSharedData = access(sharedData + "/load/docker-stats.json", R_OK) == 0
}

extension Event {
  var samples: [MetricSample] {
    guard case .metric(let report) = payload else { return [] }
    return report.samples
  }
  var queue: QueueReading? {
    guard case .queue(let reading) = payload else { return nil }
    return reading
  }
  var heartbeat: Heartbeat? {
    guard case .heartbeat(let heartbeat) = payload else { return nil }
    return heartbeat
  }
}

extension [Event] {
  /// All samples as `name{key=value}`, in order.
  var sampleNames: [String] {
    flatMap(\.samples).map { sample in
      let labels = sample.labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      return labels.isEmpty ? sample.name.string : "\(sample.name){\(labels)}"
    }
  }
  func value(_ name: SafeText) -> Double? { flatMap(\.samples).first { $0.name == name }?.value }
  func sample(_ name: SafeText) -> MetricSample? { flatMap(\.samples).first { $0.name == name } }
}
