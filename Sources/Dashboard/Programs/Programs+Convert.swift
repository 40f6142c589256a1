internal import Collectors
internal import Core
internal import Feeds
internal import TextSafety

extension Programs {
  /// Turns a feed of any format into native lines; `fault` hears of every record that could not be read. Returns their number.
  ///
  /// `-` is standard input and output. Lines are written as they come, so it may stand in a pipe that never ends.
  public static func convert(_ file: String, from choice: FeedChoice, to output: String, fault: (String) -> Void) throws -> Int {
    let sink = try ConvertedLines(output)
    let context = try choice.context()
    let encoder = EventEncoder(offsetMinutes: context.offsetMinutes)
    var faults = 0
    do {
      // What may not be shown on this wall may still be converted for one that may.
      let options = LineDecoder.Options(maximumClassification: .restricted)
      try FeedPass.read(file, format: try choice.format(), options: options, context: context) { part in
        for event in part.events {
          try sink.write(encoder.encode(event), of: event)
        }
        for malformed in part.malformed {
          faults += 1
          fault("\(file):\(part.line):\(malformed.column ?? 1): \(malformed.reason.rawValue): \(malformed.detail)")
        }
      }
    } catch let error as CollectorError {
      throw Failure(.badInput, error.message.string)
    }
    try sink.finish()
    return faults
  }

  /// What a map takes from one record of a sample, rule by rule.
  public static func explain(file: String, format choice: FeedChoice, record: Int) throws -> [String] {
    guard let mapping = try choice.mapping() else { throw Failure(.badInput, "--explain needs --map FILE") }
    guard let bytes = FileText.bytes(file) else { throw Failure(.badInput, path: file) }
    let context = try choice.context()
    return bytes.withUnsafeBytes {
      MappingExplanation(mapping, sample: $0, record: record, context: context).lines.map(\.string)
    }
  }
}
