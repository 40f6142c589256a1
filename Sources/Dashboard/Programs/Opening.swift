internal import Collectors
internal import Settings
internal import Core
internal import Foundation
internal import Glibc
internal import Messaging
internal import Panels
internal import Persistence
internal import Recordings
internal import TextSafety
internal import TextUI

/// Opens what a program needs, and says in words what cannot be opened.
enum Opening {
  /// A recording, or the series of recordings that a folder holds.
  static func recording(_ path: String, and more: [String] = []) throws -> Recording {
    var files: [String] = []
    for path in [path] + more {
      let isFolder = FileManager.default.fileExists(atPath: path + "/.")
      let inside = isFolder ? RecordingFolder.files(path) : [path]
      if inside.isEmpty { throw Failure(.badInput, "\(path): no recording in this folder") }
      files += inside
    }
    do { return try Recording(series: files) } catch { throw Failure(.badInput, error.message.string) }
  }

  /// A city's folder; a folder without any of its files is a city without names.
  static func city(_ folder: String) throws -> City { try profile(folder).city }

  /// The city and its boards.
  static func profile(_ folder: String) throws -> CityProfile {
    do { return try CityLoader.profile(folder) } catch { throw Failure(.badInput, error.description) }
  }

  static func configuration(_ path: String) throws -> ProgramConfiguration {
    do { return try ProgramConfiguration.load(path) } catch { throw Failure(.badInput, error.description) }
  }

  /// The log of a folder, as the configuration wants it kept.
  static func store(
    _ folder: String, _ configuration: ProgramConfiguration = ProgramConfiguration(), auditHash: AuditHash? = nil
  ) throws -> LogStore {
    var options = LogStore.Options(keepEventsSeconds: configuration.keepEventsHours * 3600)
    options.keepAuditSeconds = Double(configuration.keepAuditDays) * 86_400
    options.auditHash = auditHash ?? configuration.auditHash
    do {
      return try LogStore(folder: folder, options: options)
    } catch {
      throw Failure(.cannotWrite, "\(error.path): \(error.reason)")
    }
  }

  /// What is watched when nothing is configured.
  static var watchingThisHost: ProgramConfiguration {
    var configuration = ProgramConfiguration()
    configuration.collectors = [.init(name: "host", kind: "host", values: [:], line: 1)]
    return configuration
  }

  /// The collectors of a configuration, all or those that `include` names.
  static func collectors(
    _ configuration: ProgramConfiguration, city: City, file: String, follows: Bool = true,
    include: (ProgramConfiguration.Entry) -> Bool = { _ in true }
  ) throws -> [Supervisor.Job] {
    var jobs: [Supervisor.Job] = []
    for entry in configuration.collectors where include(entry) {
      var settings = CollectorSettings(entry.values.mapValues(CollectorSettings.Value.init))
      settings.offsetMinutes = city.offsetMinutes
      settings.place = city.code
      settings.maximumClassification = configuration.maximumClassification
      settings.isWall = configuration.isWall
      var map = ""
      if case .text(let path) = entry.values["map"] {
        do { settings.mapping = try MappingLoader.load(path) } catch { throw Failure(.badInput, error.description) }
        map = FileText.read(path) ?? ""
      }
      if !follows, ["file", "directory"].contains(entry.kind) { settings.values["follow"] = .bool(false) }
      do {
        let collector = try CollectorRegistry.make(kind: entry.kind, name: entry.name, settings: settings)
        let values = entry.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let identity =
          "\(entry.kind) \(values) \(city.offsetMinutes) \(city.code.digits) \(settings.maximumClassification) \(settings.isWall) \(map)"
        jobs.append(.init(name: entry.name, collector: collector, identity: identity))
      } catch {
        throw Failure(.badInput, "\(file):\(entry.line):1: collector '\(entry.name)': \(error.message)")
      }
    }
    return jobs
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The settings of looking, and the themes there are.
  static func view(_ request: ViewRequest, boards: Boards, configured: ProgramConfiguration?) throws -> (
    view: ViewState, themes: ThemeShelf
  ) {
    var view = ViewState()
    view.boards = boards
    if let wanted = request.board {
      guard let board = boards.find(wanted) else {
        throw Failure(.usage, "no board '\(wanted)'; there are \(boards.listing)")
      }
      view.board = board.id
    } else if boards[view.board] == nil, let first = boards.all.first {
      view.board = first.id
    }
    view.language = request.language ?? configured?.language.flatMap(Language.init(tag:)) ?? Locale.language
    view.isReadOnly = request.isReadOnly
    if let id = configured?.operatorID { view.who.id = id }
    if let shift = configured?.shift { view.who.shift = shift }
    if let role = configured?.role { view.who.role = role }
    if let times = configured?.shiftTimes { view.shiftTimes = times }
    view.who.isAtWall = configured?.isWall ?? false
    var themes = ThemeShelf(folder: Resources.path("Themes"))
    if let wanted = request.theme ?? configured?.theme {
      if wanted.contains("/") {
        let theme = try load(theme: wanted)
        themes.add(theme)
        view.theme = SafeText(sanitizing: theme.name)
      } else {
        view.theme = SafeText(sanitizing: wanted)
        guard themes[view.theme] != nil else {
          throw Failure(
            .badInput, "no theme '\(wanted)'; there are " + themes.names.map(\.string).joined(separator: ", "))
        }
      }
    }
    return (view, themes)
  }

  /// Boards that a wall is to show and that do not exist.
  static func check(_ plan: WallPlan?, _ boards: Boards) throws {
    for turn in plan?.turns ?? [] where boards.find(turn.board.string) == nil {
      throw Failure(.badInput, "\(turn.place): no board '\(turn.board)'; there are \(boards.listing)")
    }
  }

  private static func load(theme path: String) throws -> Theme {
    do { return try ThemeLoader.load(path) } catch { throw Failure(.badInput, error.description) }
  }
}

extension CollectorSettings.Value {
  fileprivate init(_ value: ProgramConfiguration.Entry.Value) {
    switch value {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .bool(let bool): self = .bool(bool)
    }
  }
}
