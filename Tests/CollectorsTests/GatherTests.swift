import Core
import Messaging
import Testing
import TextSafety

@testable import Collectors

struct GatherTests {
  @Test func whatTakesLongIsDoneSeldom() {
    let looks: [Duration] = [.zero, .microseconds(400), .milliseconds(1), .milliseconds(2), .milliseconds(15), .milliseconds(20)]
    #expect(looks.map(DirectoryCollector.pause) == [15, 15, 30, 60, 60, 80])
    #expect(DirectoryCollector.pause(after: .seconds(60)) == 1000)
  }

  @Test func whatIsGatheredComesInItsOrderAndAtOnce() {
    let bus = EventBus<Action>(capacity: 10_000)
    let sink = Sink(
      collector: "c", kind: "file", bus: bus, clock: { Timestamp(milliseconds: 0) }, quarantine: nil, stop: StopSignal())
    sink.gather {
      for number in 1...3 { sink.send([.receipt(Int64(number))]) }
      #expect(bus.count == 0)
      sink.send((4...1030).map { .receipt($0) })
      #expect(bus.count == 1030)
      sink.send([.receipt(1031)])
    }
    var actions: [Action] = []
    bus.drain(into: &actions)
    let numbers = actions.compactMap { if case .receipt(let number) = $0 { number } else { nil } }
    #expect(numbers == Array(1...1031))
  }
}
