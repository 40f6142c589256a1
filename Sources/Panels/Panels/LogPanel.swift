internal import Core
public import TextSafety
public import TextUI

/// The duty log, newest on top.
public struct LogPanel: Panel {
  public let id = PanelID.log
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "值班日志", en: "Duty log")(context.language) }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    var y = rect.y
    for entry in context.state.log.entries.reversed() {
      guard y < rect.maxY else { break }
      let line = LogLine.line(entry, context)
      guard context.view.search == nil || context.found(line.map(\.text).joined()) else { continue }
      canvas.put(context.state.civil(entry.at).clock, x: rect.x, y: y, style: Style(.faint), maxWidth: rect.width - 1)
      line.draw(on: &canvas, x: rect.x + 11, y: y, maxWidth: rect.width - 11)
      y += 1
    }
    if y == rect.y {
      canvas.put(
        Phrase(zh: "尚无记录", en: "nothing yet")(context.language), x: rect.x, y: rect.y, style: Style(.faint),
        maxWidth: rect.width - 1)
    }
  }
}

/// An entry of the log in words.
enum LogLine {
  static func line(_ entry: DutyLog.Entry, _ context: PanelContext) -> StyledText {
    var spans: StyledText = []
    if entry.isExercise { spans.append(Span(context.say(Words.exercise), .exercise)) }
    spans += words(entry.subject, context)
    return spans
  }

  private static func words(_ subject: DutyLog.Subject, _ context: PanelContext) -> StyledText {
    let language = context.language
    func act(_ phrase: Phrase, _ who: SafeText, _ headline: LocalName, _ rest: SafeText = "") -> StyledText {
      [
        Span(who + " ", Style(.bright)), Span(phrase(language) + " ", Style(.text)),
        Span(headline(language) + rest, Style(.text)),
      ]
    }
    switch subject {
    case .raised(_, let severity, let headline):
      return [
        Span(severity.phrase(language) + " ", Style(severity.quietRole, on: .background, .bold)),
        Span(headline(language), Style(.text)),
      ]
    case .worsened(_, let severity, let headline):
      return [
        Span(severity.phrase(language) + " ", Style(severity.quietRole, on: .background, .bold)),
        Span(Phrase(zh: "升级 ", en: "worse ")(language), Style(.text)), Span(headline(language), Style(.text)),
      ]
    case .cleared(_, let headline):
      return [Span(Phrase(zh: "恢复 ", en: "cleared ")(language), Style(.dim)), Span(headline(language), Style(.dim))]
    case .acknowledged(_, let headline, let who): return act(Phrase(zh: "确认", en: "acknowledged"), who, headline)
    case .unacknowledged(_, let headline, let who): return act(Phrase(zh: "撤销确认", en: "un-acknowledged"), who, headline)
    case .noted(_, let headline, let who, let text): return act(Phrase(zh: "备注", en: "noted"), who, headline, ":" + text)
    case .shelved(_, let headline, let who, let until):
      let time = context.state.civil(until).clockMinutes
      return act(Phrase(zh: "搁置", en: "shelved"), who, headline, language.say(" 至 \(time)", " until \(time)"))
    case .unshelved(_, let headline):
      return [Span(Phrase(zh: "取消搁置 ", en: "unshelved ")(language), Style(.text)), Span(headline(language), Style(.text))]
    case .refused(_, let refusal, let who):
      return [
        Span(who + " ", Style(.bright)), Span(Phrase(zh: "操作被拒 ", en: "refused ")(language) + refusal.code, Style(.yellowQuiet)),
      ]
    case .sourceHealth(let id, let name, let health):
      return [Span(health.phrase(language) + " ", health.style), Span(name.map { $0(language) } ?? id, Style(.text))]
    case .collectorNote(let name, let note):
      return [Span(name + ": ", Style(.dim)), Span(note, Style(.text))]
    case .collector(let name, .failed(let reason, _)):
      return [
        Span(Phrase(zh: "采集失败 ", en: "collector failed ")(language), Style(.fault)), Span(name + " " + reason, Style(.text)),
      ]
    case .collector(let name, .waiting(let what)):
      return [Span(Phrase(zh: "采集等待 ", en: "collector waits ")(language), Style(.dim)), Span(name + " " + what, Style(.dim))]
    case .collector(let name, _): return [Span(name, Style(.dim))]
    case .notice(let headline, let sender):
      return [Span(sender.map { context.agency($0) + " " } ?? "", Style(.dim)), Span(headline(language), Style(.text))]
    case .recorded(let record):
      return [
        Span(record.operatorID + " ", Style(.bright)),
        Span(record.verb.name + " " + (record.target ?? "") + " " + (record.note ?? ""), Style(.text)),
      ]
    case .reconfigured(let count):
      return [
        Span(Phrase(zh: "配置已重新载入", en: "configuration reloaded")(language), Style(.text)),
        Span(count == 0 ? "" : Phrase(zh: " 规则变更 ", en: " rules changed ")(language) + "\(Int64(count))", Style(.dim)),
      ]
    case .notReconfigured(let reason):
      return [
        Span(Phrase(zh: "配置未采用 ", en: "configuration not taken ")(language), Style(.fault)), Span(reason, Style(.text)),
      ]
    case .journalFailed(let reason):
      return [
        Span(Phrase(zh: "日志写入失败 ", en: "log cannot be written ")(language), Style(.redQuiet, on: .background, .bold)),
        Span(reason, Style(.text)),
      ]
    case .journalBack: return [Span(Phrase(zh: "日志恢复写入", en: "log written again")(language), Style(.text))]
    case .recording(let title): return [Span(Phrase(zh: "回放 ", en: "playing ")(language) + title, Style(.dim))]
    case .revealed(let target, let who, let refusal):
      return [
        Span(who + " ", Style(.bright)),
        Span(
          (refusal == nil
            ? Phrase(zh: "查看脱敏原文 ", en: "unmasked ") : Phrase(zh: "查看脱敏原文被拒 ", en: "was refused the unmasked text of "))(
              language), Style(refusal == nil ? .text : .yellowQuiet)), Span(target.text, Style(.dim)),
      ]
    case .handedOver(let outgoing, let incoming):
      return [
        Span(outgoing + " → " + incoming + " ", Style(.bright)),
        Span(Phrase(zh: "交接班", en: "handed over")(language), Style(.text)),
      ]
    case .bulk(let acknowledged, let refused, let who):
      let text: SafeText =
        language.say("批量确认 \(acknowledged) 条,\(refused) 条未执行", "acknowledged \(acknowledged) at once, \(refused) refused")
      return [Span(who + " ", Style(.bright)), Span(text, Style(.text))]
    case .worked, .deadlinePassed, .signedIn, .signedOut, .locked, .signInRefused, .witnessed, .drillBegun,
      .drillEnded:
      return dutyWords(subject, context)
    }
  }
}
