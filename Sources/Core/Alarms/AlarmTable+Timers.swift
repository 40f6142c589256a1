extension AlarmTable {
  /// No flood by unshelving (ISA-18.2, 11.7.3): so many shelves may run out in so many seconds.
  static let releaseLimit = 5
  static let releaseSeconds = 10.0

  /// The timers that have run out, to be applied as inputs: acknowledgements first, then shelves, the worst first.
  public func dueTimers(at time: Timestamp, options: AlarmOptions = AlarmOptions()) -> [(key: AlarmKey, input: AlarmInput)] {
    var alarms: [Alarm] = []
    timed.visit { entry in
      guard entry.order <= UInt64(max(0, time.milliseconds)) else { return false }
      alarms += self.alarms(arrivedAt: entry.arrival)
      return true
    }
    alarms.sort { $0.arrival < $1.arrival }
    var due: [(key: AlarmKey, input: AlarmInput)] = []
    for alarm in alarms {
      if let expiry = alarm.expiry, expiry <= time {
        due.append((alarm.key, .timeToLive(clears: true)))
      } else if let acknowledgement = alarm.acknowledgement, let until = acknowledgement.until, until <= time {
        due.append((alarm.key, .acknowledgementExpired(of: acknowledgement.at)))
      } else if let since = alarm.milderSince, options.acknowledgementDecay > 0, time - since >= options.acknowledgementDecay {
        due.append((alarm.key, .acknowledgementDecayed))
      }
    }
    let room = AlarmTable.releaseLimit - releases.count { $0 > time - AlarmTable.releaseSeconds }
    let shelves = alarms.filter { $0.shelf.map { $0.until <= time } ?? false }.sorted { $0.rank > $1.rank }
    for alarm in shelves.prefix(max(0, room)) {
      if let shelf = alarm.shelf { due.append((alarm.key, .shelfExpired(number: shelf.number))) }
    }
    return due
  }
}

extension Alarm {
  /// The earliest moment at which a timer may have run out; nil where it has none.
  var timer: Timestamp? { [shelf?.until, acknowledgement?.until, milderSince, expiry].compactMap(\.self).min() }
  /// When it is over unless its source says otherwise.
  fileprivate var expiry: Timestamp? { isActive ? facts.expiresAt : nil }
  /// Nil sorts below blue.
  fileprivate var rank: Int { worst?.rawValue ?? 0 }
}
