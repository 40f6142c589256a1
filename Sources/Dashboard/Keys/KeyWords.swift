internal import Panels
internal import TextSafety

extension KeyCommand {
  /// Where the help lists it.
  enum Group: Int, CaseIterable, Sendable { case look, act, time, other }

  var group: Group {
    switch self {
    case .board, .nextBoard, .previousBoard, .nextPanel, .previousPanel, .up, .down, .pageUp, .pageDown, .first, .last, .open,
      .back, .zoom, .fold, .resort, .filter, .order, .layer,
      .search,
      .place:
      .look
    case .acknowledge, .acknowledgeScreen, .unacknowledge, .note, .shelve, .assign, .urge, .supervise, .escalate, .report,
      .reveal,
      .handover, .hush, .quiet, .signIn, .lock:
      .act
    case .pause, .minuteBack, .minuteForward, .previousEvent, .nextEvent, .stepBack, .stepForward, .previousChapter, .nextChapter,
      .chapters, .faster, .slower, .live:
      .time
    case .palette, .wall, .theme, .language, .help, .redraw, .suspend, .quit: .other
    }
  }

  /// What it does, as the help says it; nil where a neighbour's line covers it.
  var help: Phrase? {
    switch self {
    case .board(1): Phrase(zh: "切换专页(0 为值班日志)", en: "boards (0 is the duty log)")
    case .board: nil
    case .nextBoard: Phrase(zh: "下一专页", en: "next board")
    case .previousBoard: Phrase(zh: "上一专页", en: "previous board")
    case .nextPanel: Phrase(zh: "下一面板", en: "next panel")
    case .previousPanel: Phrase(zh: "上一面板", en: "previous panel")
    case .up: Phrase(zh: "上移", en: "up")
    case .down: Phrase(zh: "下移", en: "down")
    case .pageUp: Phrase(zh: "上翻一页", en: "page up")
    case .pageDown: Phrase(zh: "下翻一页", en: "page down")
    case .first: Phrase(zh: "到开头", en: "to the top")
    case .last: Phrase(zh: "到末尾", en: "to the end")
    case .open: Phrase(zh: "打开详情,展开折叠行", en: "open detail, unfold a row")
    case .back: Phrase(zh: "返回,折叠", en: "back, fold")
    case .zoom: Phrase(zh: "放大面板", en: "zoom the panel")
    case .fold: Phrase(zh: "同因告警折叠/展开", en: "fold alerts of one cause, or not")
    case .resort: Phrase(zh: "告警重新排序", en: "sort the alerts anew")
    case .filter: Phrase(zh: "按级别、类别、地点筛选告警或工单", en: "filter alerts or tickets")
    case .order: Phrase(zh: "更换排序列", en: "sort by the next column")
    case .layer: Phrase(zh: "切换地图图层", en: "next layer of the map")
    case .search: Phrase(zh: "搜索(空则清除)", en: "search (empty clears)")
    case .place: Phrase(zh: "按名称、代码或拼音首字母找地点、系统", en: "find a place or system by name, code or initials")
    case .acknowledge: Phrase(zh: "确认所选告警", en: "acknowledge the alert")
    case .acknowledgeScreen: Phrase(zh: "确认本屏全部告警(需再确认)", en: "acknowledge all on screen (asks)")
    case .unacknowledge: Phrase(zh: "撤销确认", en: "un-acknowledge")
    case .note: Phrase(zh: "备注(1–9 选常用语)", en: "note (1–9 stock phrases)")
    case .shelve: Phrase(zh: "搁置 15/30/60 分钟(须填理由)", en: "shelve for 15/30/60 min, with a reason")
    case .assign: Phrase(zh: "派办给部门、岗位或县区", en: "assign to a department, role or county")
    case .urge: Phrase(zh: "催办", en: "urge")
    case .supervise: Phrase(zh: "督办(限值班长)", en: "supervise (shift lead)")
    case .escalate: Phrase(zh: "上报值班长、带班领导或省级平台", en: "report up: lead, leader, province")
    case .report: Phrase(zh: "报送:首报、续报、终报", en: "reports: first, follow-up, final")
    case .signIn: Phrase(zh: "登录 / 退出登录", en: "sign in or out")
    case .lock: Phrase(zh: "锁定值班台", en: "lock the desk")
    case .reveal: Phrase(zh: "查看脱敏原文(限值班长,记录理由)", en: "unmask (shift lead, with a reason)")
    case .handover: Phrase(zh: "交接班", en: "shift handover")
    case .hush: Phrase(zh: "消音(下一条告警再响)", en: "silence the horn until the next alert")
    case .quiet: Phrase(zh: "静音 10 分钟,再按恢复", en: "quiet for 10 min; again: loud")
    case .pause: Phrase(zh: "暂停回放,或定格画面", en: "pause playback, or freeze")
    case .minuteBack: Phrase(zh: "后退一分钟", en: "one minute back")
    case .minuteForward: Phrase(zh: "前进一分钟", en: "one minute forth")
    case .previousEvent: Phrase(zh: "上一条告警", en: "previous alert")
    case .nextEvent: Phrase(zh: "下一条告警", en: "next alert")
    case .stepBack: Phrase(zh: "后退一个事件", en: "one event back")
    case .stepForward: Phrase(zh: "前进一个事件", en: "one event forth")
    case .previousChapter: Phrase(zh: "上一章", en: "previous chapter")
    case .nextChapter: Phrase(zh: "下一章", en: "next chapter")
    case .chapters: Phrase(zh: "章节列表", en: "list of chapters")
    case .faster: Phrase(zh: "加速", en: "faster")
    case .slower: Phrase(zh: "减速", en: "slower")
    case .live: Phrase(zh: "继续(取消定格)", en: "go on (unfreeze)")
    case .palette: Phrase(zh: "命令", en: "command")
    case .wall: Phrase(zh: "大屏轮播,再按退出", en: "wall: boards in turn; again: leave")
    case .theme: Phrase(zh: "切换主题", en: "next theme")
    case .language: Phrase(zh: "中文/English", en: "中文/English")
    case .help: Phrase(zh: "帮助", en: "help")
    case .redraw: Phrase(zh: "重画屏幕", en: "redraw the screen")
    case .suspend: Phrase(zh: "挂起(fg 恢复)", en: "suspend (fg resumes)")
    case .quit: Phrase(zh: "退出(需再确认)", en: "quit (asks)")
    }
  }

  /// What it does, for every command.
  var title: Phrase {
    if case .board(let number) = self { return Phrase(zh: "切换到专页 \(number)", en: "board \(number)") }
    return help ?? Phrase(zh: "", en: "")
  }

  /// The short word in the key bar; nil for keys that are not shown there.
  var hint: Phrase? {
    switch self {
    case .acknowledge: Phrase(zh: "确认", en: "ack")
    case .acknowledgeScreen: Phrase(zh: "确认本屏", en: "ack screen")
    case .note: Phrase(zh: "备注", en: "note")
    case .shelve: Phrase(zh: "搁置", en: "shelve")
    case .assign: Phrase(zh: "派办", en: "assign")
    case .urge: Phrase(zh: "催办", en: "urge")
    case .open: Phrase(zh: "详情", en: "open")
    case .search: Phrase(zh: "搜索", en: "search")
    case .filter: Phrase(zh: "筛选", en: "filter")
    case .place: Phrase(zh: "地点", en: "place")
    case .zoom: Phrase(zh: "放大", en: "zoom")
    case .pause: Phrase(zh: "暂停", en: "pause")
    case .handover: Phrase(zh: "交接班", en: "handover")
    case .palette: Phrase(zh: "命令", en: "command")
    case .theme: Phrase(zh: "主题", en: "theme")
    case .help: Phrase(zh: "帮助", en: "help")
    case .quit: Phrase(zh: "退出", en: "quit")
    default: nil
    }
  }
}
