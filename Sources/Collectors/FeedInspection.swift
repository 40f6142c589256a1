public import Core
public import Feeds
public import TextSafety

/// A feed file read strictly from end to end: what is in it, and every line that is wrong.
public struct FeedInspection {
  public struct Fault: Sendable {
    public var line: Int
    public var malformed: Malformed
  }

  public private(set) var counts: [Event.Payload.Kind: Int] = [:]
  public private(set) var sources: Set<SafeText> = []
  public private(set) var faults: [Fault] = []

  public init(file: String, format: FeedFormat, context: DecodeContext) throws {
    let options = LineDecoder.Options(maximumClassification: .restricted, isStrict: true)
    try FeedPass.read(file, format: format, options: options, context: context) { part in
      for event in part.events {
        counts[event.payload.kind, default: 0] += 1
        sources.insert(event.source)
      }
      faults += part.malformed.map { Fault(line: part.line, malformed: $0) }
    }
  }
}
