internal import Core
public import Panels
internal import Persistence
internal import Settings
internal import TextSafety

/// Which shift is to be told of, and how.
public struct ReportRequest: Sendable {
  public enum Format: String, Sendable, CaseIterable { case text, markdown, html, json }

  public var log: AuditRequest
  /// RFC 3339; nil: since the shift on duty began.
  public var from: String?
  public var format = Format.text
  public var language: Language?

  public init(log: AuditRequest) { self.log = log }
}

extension Programs {
  /// The handover page out of the log, also while zhiban runs.
  public static func report(_ request: ReportRequest) throws -> String {
    let configuration = try request.log.configuration.map(Opening.configuration) ?? ProgramConfiguration()
    let city = try configuration.city.map(Opening.city) ?? City()
    let folder = try folder(of: request.log)
    let now = Clock.now()
    let start =
      try request.from.map(moment)
      ?? (configuration.shiftTimes ?? .standard).start(at: now, offsetMinutes: city.offsetMinutes)
    let (recovered, entries) = try reading(folder) { () throws(Audit.Failure) in
      try Audit.look(folder: folder, since: min(start, now + -AlarmPerformance.memorySeconds))
    }
    var state = State(city: city, startingAt: now)
    state.restore(alarms: recovered.alarms, lastSequence: recovered.lastSequence)
    state.restore(journal: entries)
    let handover = state.handover(from: start, outgoing: configuration.operatorID)
    if request.format == .json { return handover.document(city: city) }
    let language = request.language ?? configuration.language.flatMap(Language.init(tag:)) ?? Locale.language
    let page = ReportPage(handover, city: city, language: language)
    return switch request.format {
    case .text, .json: page.text
    case .markdown: page.markdown
    case .html: page.html(language: language)
    }
  }
}
