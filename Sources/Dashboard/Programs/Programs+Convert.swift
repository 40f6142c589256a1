internal import Collectors
internal import Core
internal import Feeds
internal import Glibc
internal import TextSafety

extension Programs {
  /// Turns a feed of any format into native lines; `fault` hears of every record that could not be read. Returns their number.
  ///
  /// `-` is standard input and output. Lines are written as they come, so it may stand in a pipe that never ends.
  public static func convert(_ file: String, from choice: FeedChoice, to output: String, fault: (String) -> Void) throws -> Int {
    guard let stream = output == "-" ? fdopen(dup(STDOUT_FILENO), "w") : fopen(output, "w") else {
      throw Failure(.cannotWrite, path: output)
    }
    defer { fclose(stream) }
    let context = try choice.context()
    let encoder = EventEncoder(offsetMinutes: context.offsetMinutes)
    var faults = 0
    do {
      // What may not be shown on this wall may still be converted for one that may.
      let options = LineDecoder.Options(maximumClassification: .restricted)
      try FeedPass.read(file, format: try choice.format(), options: options, context: context) { part in
        for event in part.events {
          let line = encoder.encode(event) + [10]
          guard fwrite(line, 1, line.count, stream) == line.count else { throw Failure(.cannotWrite, path: output) }
        }
        for malformed in part.malformed {
          faults += 1
          fault("\(file):\(part.line):\(malformed.column ?? 1): \(malformed.reason.rawValue): \(malformed.detail)")
        }
      }
    } catch let error as CollectorError {
      throw Failure(.badInput, error.message.string)
    }
    guard fflush(stream) == 0 else { throw Failure(.cannotWrite, path: output) }
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
