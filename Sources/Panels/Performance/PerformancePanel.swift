internal import Core
public import TextSafety
public import TextUI

/// What the alerts of this shift have asked of the desk, against the targets of ISA-18.2 and EEMUA 191. Drills do not count.
public struct PerformancePanel: Panel {
  public let id = PanelID.performance
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "告警绩效", en: "Alert performance")(context.language) }

  public func status(_ context: PanelContext) -> StyledText {
    let from = context.state.civil(PerformancePanel.start(context)).clockMinutes
    let count = context.state.performance.figures(from: PerformancePanel.start(context), to: context.now + 0.001).announced
    return StyledText(context.language.say("本班 \(from) 起 \(count) 条", "\(count) since \(from), this shift"), Style(.dim))
  }

  static func start(_ context: PanelContext) -> Timestamp {
    context.view.shiftTimes.start(at: context.now, offsetMinutes: context.state.city.offsetMinutes)
  }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let figures = context.state.performance.figures(from: PerformancePanel.start(context), to: context.now + 0.001)
    let facts = PerformanceFacts(figures: figures, context: context)
    var y = rect.y + facts.draw(on: &canvas, in: rect)
    let left = rect.maxY - y
    let chartHeight = left >= 26 ? 9 : left >= 12 ? 5 : left >= 4 && left < 8 ? left - 1 : left >= 8 ? 4 : 0
    if chartHeight > 0 {
      y += 1
      PerformanceChart(figures: figures, context: context).draw(
        on: &canvas, in: Rect(x: rect.x, y: y, width: rect.width, height: min(chartHeight, rect.maxY - y)))
      y += chartHeight
    }
    guard rect.maxY - y >= 3 else { return }
    let lists = Rect(x: rect.x, y: y + 1, width: rect.width, height: rect.maxY - y - 1)
    let frequent = PerformanceLists.frequent(figures, context)
    let aged = PerformanceLists.acknowledged(context)
    guard lists.width >= 84 else {
      let upper = min(frequent.count, max(3, lists.height / 2))
      PerformanceLists.draw(frequent, on: &canvas, in: Rect(x: lists.x, y: lists.y, width: lists.width, height: upper))
      let rest = Rect(x: lists.x, y: lists.y + upper + 1, width: lists.width, height: lists.height - upper - 1)
      if rest.height >= 2 { PerformanceLists.draw(aged, on: &canvas, in: rest) }
      return
    }
    let half = (lists.width - 3) / 2
    PerformanceLists.draw(frequent, on: &canvas, in: Rect(x: lists.x, y: lists.y, width: half, height: lists.height))
    PerformanceLists.draw(
      aged, on: &canvas, in: Rect(x: lists.x + half + 3, y: lists.y, width: lists.width - half - 3, height: lists.height))
  }
}

extension AlarmFigures.Band {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .acceptable: Phrase(zh: "可接受", en: "acceptable")(language)
    case .manageable: Phrase(zh: "尚可应付", en: "manageable")(language)
    case .demanding: Phrase(zh: "负担过重", en: "over-demanding")(language)
    case .unacceptable: Phrase(zh: "不可接受", en: "unacceptable")(language)
    }
  }

  var role: Role {
    switch self {
    case .acceptable, .manageable: .text
    case .demanding: .orangeQuiet
    case .unacceptable: .redQuiet
    }
  }
}
