internal import Collectors
internal import Core
public import Panels
internal import TextSafety

/// Which two moments are compared.
public struct DiffRequest: Sendable {
  public var first = ""
  /// Nil: both moments are of the first.
  public var second: String?
  /// The moment of each.
  public var from: String?
  public var to: String?
  public var cityFolder: String?
  public var isJSON = false
  public var language: Language = .zh

  public init() {}
}

extension Programs {
  /// What has changed between two moments of a recording, or between two recordings at a moment.
  public static func diff(_ request: DiffRequest) throws -> String {
    let before = try state(of: request.first, at: request.from, request.cityFolder)
    let after = try state(of: request.second ?? request.first, at: request.to, request.cityFolder)
    let difference = StateDifference(from: before, to: after)
    return request.isJSON ? difference.document() : text(difference, before.city.offsetMinutes, request.language)
  }

  static func state(of file: String, at moment: String?, _ cityFolder: String?) throws -> State {
    let recording = try Opening.recording(file)
    let city = try Opening.city(cityFolder ?? Opening.folder(of: file))
    let moments = Moments(start: recording.playStart, offsetMinutes: city.offsetMinutes)
    let target = try moment.map(moments.read) ?? .distantFuture
    var state = State(city: city, startingAt: recording.start, isLive: false)
    var (player, effects) = (Player(recording: recording), [Effect]())
    while true {
      let (actions, isDone) = player.advance(to: target, budget: 4096)
      for action in actions { state.settle(action, &effects) }
      if isDone { return state }
    }
  }

  private static func text(_ difference: StateDifference, _ offsetMinutes: Int, _ language: Language) -> String {
    var lines: [SafeText] = []
    func clock(_ time: Timestamp) -> SafeText {
      let civil = CivilTime(time, offsetMinutes: offsetMinutes)
      return civil.dateText + " " + civil.clock
    }
    lines.append("\(clock(difference.from)) → \(clock(difference.to))")
    for line in difference.alerts {
      let headline = line.headline(language)
      let severity: SafeText = [line.before, line.after].compactMap { $0?.phrase(language) }.joined(separator: "→")
      let by: SafeText = line.by.map { " (\($0))" } ?? ""
      lines.append("\(line.change.phrase(language))  \(severity)  \(headline)\(by)")
    }
    for line in difference.queues {
      let sides = [line.before, line.after].map { side in
        side.map { "\($0.state) \($0.depth.map { "\($0)" } ?? "–")" as SafeText } ?? "–"
      }
      lines.append("\(Phrase(zh: "队列", en: "queue")(language))  \(line.title)  \(sides[0]) → \(sides[1])")
    }
    for count in difference.counts { lines.append("\(count.name)  \(count.before) → \(count.after)") }
    if difference.isEmpty { lines.append(Phrase(zh: "没有变化", en: "nothing has changed")(language)) }
    return lines.map(\.string).joined(separator: "\n") + "\n"
  }
}

extension StateDifference.Change {
  fileprivate func phrase(_ language: Language) -> SafeText {
    switch self {
    case .raised: Phrase(zh: "新增", en: "raised")(language)
    case .ended: Phrase(zh: "解除", en: "ended")(language)
    case .acknowledged: Phrase(zh: "已确认", en: "acknowledged")(language)
    case .worse: Phrase(zh: "升级", en: "worse")(language)
    case .milder: Phrase(zh: "降级", en: "milder")(language)
    }
  }
}
