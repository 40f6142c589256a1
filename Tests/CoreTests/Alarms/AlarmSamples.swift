import TextSafety

@testable import Core

extension Timestamp {
  static let start = Timestamp(milliseconds: 1_656_813_900_000)
}

extension AlarmFacts {
  static let sample = AlarmFacts(category: .cloud, headline: LocalName(zh: "分配率 97%", en: "allocated 97%"), source: "/cloud")
}

extension AlarmOptions {
  init(latch: Latch) {
    self.init()
    self.latch = latch
  }
}

extension Alarm {
  /// An alarm of severity yellow brought to a state by ordinary means: raised with number 10, cleared with 20, acknowledged for an hour.
  static func sample(in core: Core, latch: AlarmOptions.Latch = .acknowledge) -> Alarm {
    var alarm = Alarm(key: AlarmKey(text: "rule/cloud/a"), facts: .sample, at: .start)
    let options = AlarmOptions(latch: latch)
    if core == .normal {
      _ = alarm.apply(.clear(sequence: 20, cause: "test"), options: options, at: .start)
    } else {
      _ = alarm.apply(.raise(.yellow, sequence: 10), options: options, at: .start)
    }
    if core == .acknowledged || core == .latched {
      _ = alarm.apply(.acknowledge(revision: alarm.revision, by: "wang", until: .start + 3600), at: .start)
    }
    if core == .returned || core == .latched {
      _ = alarm.apply(.clear(sequence: 20, cause: "test"), options: options, at: .start)
    }
    return alarm
  }
}
