public import Core
internal import Collectors
internal import Feeds
internal import Foundation
internal import Settings
public import TextSafety

/// Of which city, and how it is found out whether data arrives.
public struct SystemsRequest: Sendable {
  /// A city of SampleFeeds, or the folder of one; nil: that of the recording or the configuration.
  public var city: String?
  public var recording: String?
  /// Of a zhiban that runs.
  public var configuration: String?

  public init() {}
}

extension Programs {
  /// The catalogue, and how the systems are that have been heard: in a recording `recorded`, by the running zhiban `fresh`, `stale` or `down`.
  public static func systems(_ request: SystemsRequest) throws -> (systems: [CatalogueSystem], heard: [SafeText: SafeText]) {
    let city = try Opening.city(folder(of: request))
    if let file = request.recording { return (city.systems, try recorded(in: file, city.systems)) }
    guard let file = request.configuration else { return (city.systems, [:]) }
    let answer = try ask(ControlOrder(log: AuditRequest(stateFolder: nil, configuration: file), .systems))
    let told = try JSONDecoder().decode(ControlReply.self, from: Data(answer.utf8)).systems ?? []
    let heard = told.map { (SafeText(sanitizing: $0.id), SafeText(sanitizing: $0.health)) }
    return (city.systems, Dictionary(heard, uniquingKeysWith: { first, _ in first }))
  }

  private static func folder(of request: SystemsRequest) throws -> String {
    if request.city == nil, let file = request.configuration, let city = try Opening.configuration(file).city { return city }
    if request.city == nil, let file = request.recording { return Opening.folder(of: file) }
    return try SampleCities.folder(request.city)
  }

  private static func recorded(in file: String, _ systems: [CatalogueSystem]) throws -> [SafeText: SafeText] {
    let sources = try inspect(file, .native, try FeedChoice().context()).sources.map(\.string)
    let heard = systems.filter { system in
      sources.contains { $0.split(separator: "/").contains(Substring(system.id.string)) }
    }
    return Dictionary(heard.map { ($0.id, "recorded") }, uniquingKeysWith: { first, _ in first })
  }
}
