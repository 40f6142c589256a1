import Core
import Foundation
import TextSafety
import Testing

@testable import Feeds

/// What every foreign JSON format is held against.
enum ForeignJSON {
  /// Decodes; every event must come back equal from its line, and the same bytes must give the same events.
  static func decode(
    _ format: FeedFormat, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) -> (events: [Event], malformed: [Malformed]) {
    let result = FeedsTests.decode(format, bytes, context)
    let lines = LineDecoder(LineDecoder.Options(maximumClassification: .restricted))
    for event in result.events {
      var read: [Event] = []
      let fault = lines.decode(EventEncoder().line(event), into: &read)
      #expect(fault == nil && read == [event], "\(EventEncoder().line(event))", sourceLocation: sourceLocation)
    }
    let again = FeedsTests.decode(format, bytes, context)
    #expect(again.events == result.events && again.malformed == result.malformed, sourceLocation: sourceLocation)
    return result
  }

  static func decode(
    _ format: FeedFormat, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> (events: [Event], malformed: [Malformed]) {
    decode(format, Array(text.utf8), sourceLocation: sourceLocation)
  }

  /// Nothing may crash: cut at every byte, with every value replaced by another, and nested too deep.
  static func torture(_ format: FeedFormat, _ text: String) {
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      let result = FeedsTests.decode(format, Array(bytes[..<end]), context)
      #expect(result.events.isEmpty || !result.malformed.isEmpty || bytes[end...].allSatisfy { $0 <= 32 })
    }
    let values = [
      "null", "true", "0", "-1", "1e308", "-9223372036854775808", "18446744073709551615", "\"\"", "\"0001-01-01T00:00:00Z\"",
      "\"9999-12-31T23:59:59-12:00\"", "\"99999999999999999999\"", "\"nan\"", "[]", "{}", "[[[[1]]]]", "{\"a\":{\"b\":[null]}}",
      "\"\(String(repeating: "长", count: 3000))\"", "\"13812345678\\u0000\\u202e\"",
    ]
    for place in places(in: bytes) {
      for value in values {
        _ = decode(format, Array(bytes[..<place.lowerBound]) + Array(value.utf8) + Array(bytes[place.upperBound...]))
      }
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(decode(format, deep).events.isEmpty)
    #expect(decode(format, String(repeating: "{\"alerts\":", count: 60) + "1" + String(repeating: "}", count: 60)).events.isEmpty)
  }

  /// Where the texts, numbers and words stand that follow a colon.
  private static func places(in bytes: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: ":"), index > 0, bytes[index - 1] == UInt8(ascii: "\"") else { continue }
      let start = index + 1
      guard start < bytes.count else { break }
      var end = start
      if bytes[start] == UInt8(ascii: "\"") {
        end += 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        end += 1
      } else {
        while end < bytes.count, !",]}".utf8.contains(bytes[end]) { end += 1 }
      }
      if end <= bytes.count { places.append(start..<end) }
    }
    return places
  }

  /// The content of a file that gzip wrote.
  static func unpacked(_ path: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }

  static func alerts(_ events: [Event]) -> [AlertReport] {
    events.compactMap { if case .alert(let report) = $0.payload { report } else { nil } }
  }

  static func time(_ text: String) -> Timestamp? { Timestamp(rfc3339: text) }
}
