internal import Core
internal import TextSafety
internal import TextUI

extension HandoverWords {
  /// How the drill went; no section where there was none.
  var exercise: [ReportPage.Section] {
    let score = handover.exercise
    guard !score.isEmpty else { return [] }
    let mark = Words.exercise(language)
    let answered = score.answered.map { answer -> [SafeText] in
      [answer.severity.phrase(language), Format.duration(answer.seconds), answer.by, mark + name(answer.key)]
    }
    let missed = score.missed.map { one -> [SafeText] in
      [
        one.severity.phrase(language), time(one.at), one.isOver ? say("已消失", "gone") : say("仍在", "still there"),
        mark + name(one.key),
      ]
    }
    let wrong = score.wrong.map { one -> [SafeText] in
      [
        time(one.at), one.by, one.code == "UNACK" ? say("撤销确认", "taken back") : say("被拒 ", "refused ") + one.code,
        mark + (one.key.map(name) ?? ""),
      ]
    }
    let speed: SafeText =
      score.medianResponse.map { median in
        say(",中位 ", ", median ") + Format.duration(median)
          + (score.slowestResponse.map { say(",最慢 ", ", slowest ") + Format.duration($0) } ?? "")
      } ?? ""
    let none = say("无", "none")
    return [
      .init(
        title: mark
          + say("讲评:应确认 \(score.alarms) 条,已确认 \(answered.count) 条", "score: \(answered.count) of \(score.alarms) acknowledged")
          + speed,
        empty: none, rows: answered),
      .init(title: mark + say("漏确认 \(missed.count)", "missed \(missed.count)"), empty: none, rows: missed),
      .init(title: mark + say("误操作 \(wrong.count)", "wrong \(wrong.count)"), empty: none, rows: wrong),
    ]
  }

  private func name(_ key: AlarmKey) -> SafeText { handover.headlines[key].map { $0(language) } ?? key.text }
}
