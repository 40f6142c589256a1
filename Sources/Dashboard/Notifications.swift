internal import Collectors
internal import Core
internal import Settings

extension Horn.Settings {
  /// As the configuration says it.
  init(_ settings: HornSettings) {
    self.init()
    from = settings.from ?? from
    command = settings.command
    soundsInDrills = settings.soundsInDrills ?? soundsInDrills
    if let minutes = settings.reminderMinutes { reminderSeconds = minutes > 0 ? minutes * 60 : nil }
    if let minutes = settings.silenceMinutes, minutes > 0 { silenceSeconds = minutes * 60 }
  }
}

extension NotifyRule {
  /// Whether it wants to hear of an entry of the log.
  func wants(_ entry: DutyLog.Entry) -> Bool {
    switch entry.subject {
    case .raised(_, let severity, _): on.contains(.raise) && severity >= from
    case .worsened(_, let severity, _): on.contains(.worsen) && severity >= from
    case .cleared: on.contains(.clear)
    case .deadlinePassed(_, let severity, _, _): on.contains(.escalate) && severity >= from
    // An operator has decided that it matters.
    case .worked(_, _, .escalate, _): on.contains(.escalate)
    default: false
    }
  }

  var notifierWay: Notifier.Way {
    switch way {
    case .command(let command): .command(command)
    case .webhook(let url, let token): .webhook(url, tokenFile: token)
    }
  }
}
