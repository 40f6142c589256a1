public import Core
public import Feeds
internal import Glibc
public import TextSafety

/// Where bytes come from. A collector reads until it is stopped or its source has ended, on a thread of its own, and may block there.
public protocol Collector: Sendable {
  /// What the configuration calls it.
  static var kind: String { get }
  /// The settings it understands, besides `name` and `kind`.
  static var settings: [String] { get }

  init(name: SafeText, settings: CollectorSettings) throws(CollectorError)

  /// Reads into the sink. Returning means that the source has ended; throwing, that it failed and is to be tried again.
  func run(into sink: Sink) throws(CollectorError)
}

/// What is wrong with a collector's settings or its source.
public struct CollectorError: Error, Sendable, Equatable {
  public var message: SafeText

  public init(_ message: SafeText) { self.message = message }

  /// With the reason the system gave just now.
  static func system(_ what: SafeText) -> CollectorError {
    CollectorError("\(what): \(SafeText(sanitizing: String(cString: strerror(errno))))")
  }
}

/// A collector's own keys of the configuration.
public struct CollectorSettings: Sendable, Equatable {
  public enum Value: Sendable, Equatable {
    case text(String)
    case number(Double)
    case bool(Bool)
  }

  public var values: [String: Value]
  /// The city's offset for moments without a zone, and its code for records without a place.
  public var offsetMinutes = 480
  public var place = PlaceCode.none
  /// The map that the key `map` names, already read.
  public var mapping: FeedMapping?

  public init(_ values: [String: Value] = [:]) { self.values = values }

  func text(_ key: String) throws(CollectorError) -> String? {
    switch values[key] {
    case nil: return nil
    case .text(let text): return text
    case .number(let number): return number == number.rounded() ? String(Int64(number)) : String(number)
    case .bool: throw CollectorError("\(SafeText(sanitizing: key)) must be a text")
    }
  }

  func required(_ key: String) throws(CollectorError) -> String {
    guard let text = try text(key), !text.isEmpty else { throw CollectorError("\(SafeText(sanitizing: key)) is missing") }
    return text
  }

  func number(_ key: String) throws(CollectorError) -> Double? {
    switch values[key] {
    case nil: return nil
    case .number(let number): return number
    default: throw CollectorError("\(SafeText(sanitizing: key)) must be a number")
    }
  }

  func bool(_ key: String) throws(CollectorError) -> Bool? {
    switch values[key] {
    case nil: return nil
    case .bool(let bool): return bool
    default: throw CollectorError("\(SafeText(sanitizing: key)) must be true or false")
    }
  }

  /// What may be shown here; events above it are counted and refused, nothing of them is kept.
  public var maximumClassification = Event.Classification.internalUse
  /// A wall, which anybody may pass, shows less than a console.
  public var isWall = false

  var decoding: LineDecoder.Options { LineDecoder.Options(maximumClassification: maximumClassification) }

  /// Takes from fresh events what may not be seen here.
  func strip(_ events: inout [Event], from first: Int) {
    guard isWall else { return }
    for index in first..<events.count { WallMasking.strip(&events[index]) }
  }

  /// What foreign records of this collector do not say themselves.
  func context(_ sink: Sink) -> DecodeContext {
    DecodeContext(
      source: "/\(place == .none ? "feed" : place.text)/\(sink.collector)", place: place, offsetMinutes: offsetMinutes,
      receivedAt: sink.now)
  }

  func format() throws(CollectorError) -> FeedFormat {
    if let mapping {
      guard values["format"] == nil else { throw CollectorError("format or map, not both") }
      return .mapped(mapping)
    }
    let name = try text("format") ?? "native"
    guard let format = FeedRegistry.format(named: name) else {
      let known = FeedRegistry.formats.map(\.name).joined(separator: " ")
      throw CollectorError("format '\(SafeText(sanitizing: name))' is none of \(known)")
    }
    return format
  }
}

/// All kinds of collectors. A new one is a file of its own and a line here.
public enum CollectorRegistry {
  public static let kinds: [any Collector.Type] = [
    FileCollector.self, DirectoryCollector.self, StdinCollector.self, SocketCollector.self, ExecCollector.self,
    HTTPCollector.self, ListenCollector.self, HostCollector.self, PlaybackCollector.self,
  ]

  public static func make(kind: String, name: SafeText, settings: CollectorSettings) throws(CollectorError) -> any Collector {
    guard let type = kinds.first(where: { $0.kind == kind }) else {
      let known = kinds.map { SafeText(sanitizing: $0.kind) }.joined(separator: " ")
      throw CollectorError("kind '\(SafeText(sanitizing: kind))' is none of \(known)")
    }
    if let unknown = settings.values.keys.sorted().first(where: { !type.settings.contains($0) }) {
      let known = type.settings.map { SafeText(sanitizing: $0) }.joined(separator: " ")
      throw CollectorError(
        "'\(SafeText(sanitizing: unknown))' is no key of kind \(SafeText(sanitizing: kind)); its keys are \(known)")
    }
    return try type.init(name: name, settings: settings)
  }
}
