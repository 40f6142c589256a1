internal import Core
internal import Feeds
internal import Settings
internal import TextSafety

/// Which format a feed is in, and what the feed does not say itself.
public struct FeedChoice: Sendable {
  /// A name of the registry; `csv` and `map` stand for what `map` names.
  public var name: String?
  /// The file of a map.
  public var map: String?
  public var source: String?
  public var place: String?
  /// `+08:00`
  public var offset: String?
  /// When it is taken to have arrived: RFC 3339; nil: now.
  public var at: String?

  public init(
    name: String? = nil, map: String? = nil, source: String? = nil, place: String? = nil, offset: String? = nil, at: String? = nil
  ) {
    self.name = name
    self.map = map
    self.source = source
    self.place = place
    self.offset = offset
    self.at = at
  }

  /// The names that may be given.
  public static var names: String {
    (FeedRegistry.formats.map(\.name.string) + ["csv", "map"]).joined(separator: " ")
  }

  func mapping() throws -> FeedMapping? {
    guard let map else { return nil }
    do { return try MappingLoader.load(map) } catch { throw Failure(.badInput, error.description) }
  }

  func format() throws -> FeedFormat {
    if let mapping = try mapping() {
      guard name == nil || name == "csv" || name == "map" else {
        throw Failure(.badInput, "format '\(name ?? "")' takes no map; csv and map do")
      }
      return .mapped(mapping)
    }
    let name = name ?? "native"
    if name == "csv" || name == "map" {
      throw Failure(.badInput, "format '\(name)' needs --map FILE, which says what its columns are")
    }
    guard let format = FeedRegistry.format(named: name) else {
      throw Failure(.badInput, "format '\(name)' is none of \(FeedChoice.names)")
    }
    return format
  }

  func context() throws -> DecodeContext {
    var context = DecodeContext(source: SafeText(sanitizing: source ?? "/feed"), receivedAt: Clock.now())
    if let place {
      guard let code = PlaceCode(place) else { throw Failure(.badInput, "'\(place)' is no code of 6, 9 or 12 digits") }
      context.place = code
    }
    if let offset {
      guard let minutes = CivilTime.offsetMinutes(offset) else {
        throw Failure(.badInput, "'\(offset)' is no offset such as +08:00")
      }
      context.offsetMinutes = minutes
    }
    if let at {
      guard let time = Timestamp(rfc3339: at) else { throw Failure(.badInput, "'\(at)' is no RFC 3339 time") }
      context.receivedAt = time
    }
    return context
  }
}
