internal import Core
internal import Collectors
internal import Panels

extension PlaybackDriver {
  /// What the scrubber shows; nil where nobody has looked.
  var track: PlaybackTrack? {
    guard let findings = survey?.timeline.findings else { return nil }
    return PlaybackTrack(
      start: recording.start, minutes: findings.minutes, alerts: recording.knownAlerts ?? findings.alerts,
      chapters: recording.chapters.map { .init(at: $0.at, title: $0.title) }, isWhole: findings.isWhole)
  }
}
