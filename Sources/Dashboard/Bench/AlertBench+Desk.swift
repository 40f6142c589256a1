internal import Core
internal import Feeds
internal import Foundation
internal import Messaging
internal import Synchronization
internal import TextSafety

/// Operators at the control desk, each a thread of its own, while the loop turns on this one.
extension AlertBench {
  /// The 99th percentile of milliseconds from a request to the answer that its acknowledgement is on disk, while a feed runs.
  func acknowledge() -> Double {
    let count = sizes.acknowledgements
    let source = sizes.alerts > 0 ? "load" : "fresh"
    let resident = max(1, sizes.alerts > 0 ? sizes.alerts : sizes.fresh)
    let latencies = Mutex<[Double]>([])
    let isDone = Atomic(false)
    let (desk, bus) = (desk, bus)
    Thread.detachNewThread {
      for number in 0..<count {
        // All over the table.
        let key = AlertLines.key(source, number * 7919 % resident)
        let begun = Clock.monotonic()
        _ = Asker.ask(desk, key: key, by: "duty-02")
        latencies.withLock { $0.append(Double(Clock.monotonic() - begun) / 1e6) }
        Clock.pause(milliseconds: 2)
      }
      isDone.store(true, ordering: .releasing)
      bus.wake()
    }
    // A thousand alerts a second, new ones and repeats.
    Thread.detachNewThread {
      let decoder = LineDecoder()
      var number = 0
      while !isDone.load(ordering: .acquiring) {
        var events = AlertLines.events("feed", number..<number + 10, decoder)
        events += AlertLines.events("load", number..<number + 10, decoder)
        while !bus.send(events.map { .event($0, collector: "feed", at: Clock.now()) }) { Clock.pause(milliseconds: 1) }
        number += 10
        Clock.pause(milliseconds: 20)
      }
    }
    while !isDone.load(ordering: .acquiring) { turn() }
    let sorted = latencies.withLock { $0.sorted() }
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
  }

  /// Races between an alert that gets worse and the acknowledgement of what it was; how many ended acknowledged.
  func race() -> Int {
    let count = sizes.races
    prepare("race", count, severity: "yellow")
    let gate = Gate(2)
    let done = Atomic(0)
    let (desk, bus) = (desk, bus)
    Thread.detachNewThread {
      for number in 0..<count {
        gate.pass()
        _ = Asker.ask(desk, key: AlertLines.key("race", number), by: "duty-02")
      }
      done.add(1, ordering: .releasing)
      bus.wake()
    }
    Thread.detachNewThread {
      let decoder = LineDecoder()
      for number in 0..<count {
        let events = AlertLines.events("race", number..<number + 1, decoder, severity: "red", edition: 2)
        gate.pass()
        while !bus.send(events.map { .event($0, collector: "race", at: Clock.now()) }) { Clock.pause(milliseconds: 1) }
      }
      done.add(1, ordering: .releasing)
      bus.wake()
    }
    while done.load(ordering: .acquiring) < 2 { turn() }
    turn()
    return (0..<count).count { number in
      let alarm = session.state.alarms[AlarmKey(text: SafeText(sanitizing: AlertLines.key("race", number)))]
      return alarm?.core != .unacknowledged || alarm?.announced != .red
    }
  }

  /// Two operators acknowledge one alert at once; how often one won and the other was told who.
  func acknowledgeTwice() -> Int {
    let count = sizes.doubles
    prepare("double", count, severity: "red")
    let gate = Gate(2)
    let done = Atomic(0)
    let (desk, bus) = (desk, bus)
    let answers = Mutex<[[String: String]]>(Array(repeating: [:], count: count))
    for who in ["duty-03", "duty-04"] {
      Thread.detachNewThread {
        for number in 0..<count {
          gate.pass()
          let answer = Asker.ask(desk, key: AlertLines.key("double", number), by: who)
          answers.withLock { $0[number][who] = answer }
        }
        done.add(1, ordering: .releasing)
        bus.wake()
      }
    }
    while done.load(ordering: .acquiring) < 2 { turn() }
    return answers.withLock { answers in
      answers.count { answer in
        guard let winner = answer.first(where: { $0.value.contains("\"done\"") })?.key,
          let loser = answer.first(where: { $0.key != winner })?.value
        else { return false }
        return loser.contains("\"ALREADY\"") && loser.contains(winner)
      }
    }
  }

  private func prepare(_ name: String, _ count: Int, severity: String) {
    let decoder = LineDecoder()
    let events = AlertLines.events(name, 0..<count, decoder, severity: severity)
    session.fold(events.map { .event($0, collector: "bench", at: Clock.now()) }, runner: runner)
    turn()
  }
}

/// Asks the control desk as the door's threads do, and waits for the answer.
final class Asker: Sendable {
  private let answer = Mutex("")
  private let isThere = DispatchSemaphore(value: 0)

  static func ask(_ desk: ControlDesk, key: String, by: String) -> String {
    let asker = Asker()
    desk.receive(#"{"operation":"ack","key":"\#(key)","revision":1,"by":"\#(by)"}"#) { text in
      asker.answer.withLock { $0 = text }
      asker.isThere.signal()
    }
    asker.isThere.wait()
    return asker.answer.withLock { $0 }
  }
}

/// Lets threads through together.
final class Gate: Sendable {
  private let count: Int
  private let arrived = Atomic(0)

  init(_ count: Int) { self.count = count }

  func pass() {
    let turn = arrived.add(1, ordering: .acquiringAndReleasing).oldValue / count
    while arrived.load(ordering: .acquiring) < (turn + 1) * count { sched_yield() }
  }
}
