internal import Core
internal import Feeds
internal import Foundation

/// Lines of alerts to measure with, as a feed of the city writes them.
enum AlertLines {
  static let source = "/440800/weather-risk"

  static func key(_ name: String, _ number: Int) -> String { "feed\(source)/\(name)-\(number)" }

  /// So many lines, each with its newline. `edition` is the event's own part of its id.
  static func firing(_ name: String, _ numbers: Range<Int>, severity: String? = nil, edition: Int = 1) -> [UInt8] {
    let begun = Clock.now().milliseconds
    var text = ""
    text.reserveCapacity(numbers.count * 400)
    for number in numbers {
      let time = Timestamp(milliseconds: begun + Int64(number - numbers.lowerBound) / 64).rfc3339(offsetMinutes: 480)
      let county = ["440802", "440803", "440804", "440811", "440823", "440825", "440881", "440882", "440883"][number % 9]
      let grade = severity ?? ["blue", "yellow", "orange", "red"][number % 4]
      text += """
        {"specversion":"1.0","type":"zhiban.alert.v1","source":"\(source)","id":"\(name)-\(number)-\(edition)","time":"\(time)",\
        "subject":"\(name)-\(number)","adcode":"\(county)","data":{"alert_id":"\(name)-\(number)","status":"firing",\
        "severity":"\(grade)","category":"weather","event":"暴雨","headline":"监测点 \(number) 一小时雨量超过警戒","sender":"气象局",\
        "value":\(60 + number % 40),"threshold":60,"unit":"mm"}}

        """
    }
    return Array(text.utf8)
  }

  static func events(
    _ name: String, _ numbers: Range<Int>, _ decoder: LineDecoder, severity: String? = nil, edition: Int = 1
  ) -> [Event] {
    var events: [Event] = []
    for line in firing(name, numbers, severity: severity, edition: edition).split(separator: UInt8(ascii: "\n")) {
      line.withUnsafeBytes { _ = decoder.decode(line: $0, into: &events) }
    }
    return events
  }
}
