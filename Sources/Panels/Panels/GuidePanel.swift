internal import Core
public import TextSafety
public import TextUI

/// How to connect feeds, where none are configured.
public struct GuidePanel: Panel {
  public let id = PanelID.guide
  public var headRows: Int { 0 }

  public init() {}

  public func title(_ context: PanelContext) -> SafeText { Phrase(zh: "接入数据", en: "Connect feeds")(context.language) }

  public func draw(_ context: PanelContext, on canvas: inout Canvas, in rect: Rect) {
    let lines: [(Phrase, Role)] = [
      (
        Phrase(
          zh: "现在只采集本机。写一个 zhiban.yaml,再运行 zhiban run --config zhiban.yaml:",
          en: "Only this host is watched. Write a zhiban.yaml, then zhiban run --config zhiban.yaml:"), .dim
      ),
      (Phrase(zh: "state: state", en: "state: state"), .text),
      (Phrase(zh: "collectors:", en: "collectors:"), .text),
      (Phrase(zh: "  - {name: host, kind: host}", en: "  - {name: host, kind: host}"), .text),
      (
        Phrase(
          zh: "  - {name: events, kind: file, path: events.jsonl}", en: "  - {name: events, kind: file, path: events.jsonl}"),
        .text
      ),
      (
        Phrase(
          zh: "  - {name: tickets, kind: file, path: requests.json, format: open311}",
          en: "  - {name: tickets, kind: file, path: requests.json, format: open311}"), .text
      ),
      (Phrase(zh: "先看样例:zhiban demo。格式与更多采集器见 zhiban run --help 与 README", en: "See the sample: zhiban demo"), .dim),
    ]
    for (index, line) in lines.enumerated() where index < rect.height {
      canvas.put(line.0(context.language), x: rect.x, y: rect.y + index, style: Style(line.1), maxWidth: rect.width)
    }
  }
}
