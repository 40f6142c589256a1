import Glibc
import Messaging
import Testing

@Suite struct EventBusTests {
  @Test func aFullBusRefusesAndLosesNothing() {
    let bus = EventBus<Int>(capacity: 4)
    #expect(bus.send([1, 2, 3]))
    #expect(!bus.send([4, 5]))
    #expect(bus.send([4]))
    var taken: [Int] = []
    bus.drain(into: &taken)
    #expect(taken == [1, 2, 3, 4])
    #expect(bus.send([9, 9, 9, 9, 9, 9]))
    #expect(!bus.send([1]))
  }

  @Test func everyProducersOrderIsKept() async {
    let bus = EventBus<(producer: Int, number: Int)>(capacity: 512)
    let producers = 4
    let count = 100_000
    await withTaskGroup(of: Void.self) { group in
      for producer in 0..<producers {
        group.addTask {
          for start in stride(from: 0, to: count, by: 100) {
            _ = await bus.sendWhenThereIsRoom((start..<start + 100).map { (producer, $0) })
          }
        }
      }
      group.addTask {
        var next = [Int](repeating: 0, count: producers)
        var misplaced = 0
        var batch: [(producer: Int, number: Int)] = []
        while next.reduce(0, +) + misplaced < producers * count {
          batch.removeAll(keepingCapacity: true)
          bus.drain(into: &batch)
          for element in batch {
            if element.number == next[element.producer] { next[element.producer] += 1 } else { misplaced += 1 }
          }
          if batch.isEmpty { await Task.yield() }
        }
        #expect(misplaced == 0)
        bus.drain(into: &batch)
        #expect(next == [Int](repeating: count, count: producers))
      }
    }
  }

  @Test func cancellingEndsTheWaitForRoom() async {
    let bus = EventBus<Int>(capacity: 1)
    #expect(bus.send([1]))
    let task = Task { await bus.sendWhenThereIsRoom([2]) }
    task.cancel()
    #expect(await task.value == false)
  }

  @Test func theWakeDescriptorIsReadableExactlyWhileSomethingWaits() {
    let bus = EventBus<Int>(capacity: 2)
    var taken: [Int] = []
    #expect(!isReadable(bus))
    #expect(bus.send([]) && !isReadable(bus))
    #expect(bus.send([1]) && isReadable(bus))
    #expect(bus.send([2]) && !bus.send([3]) && isReadable(bus))
    bus.drain(into: &taken)
    #expect(!isReadable(bus))
    #expect(bus.send([4]) && isReadable(bus))
    bus.drain(into: &taken)
    bus.wake()
    #expect(isReadable(bus))
    bus.drain(into: &taken)
    #expect(taken == [1, 2, 4] && !isReadable(bus))
  }

  @Test(arguments: 1...3) func anEmptyBusAlwaysHasRoom(capacity: Int) async {
    let bus = EventBus<Int>(capacity: capacity)
    await bus.waitForRoom()
    #expect(await bus.sendWhenThereIsRoom([1]))
  }

  @Test func drainingLetsAWaitingProducerGoOn() async {
    let bus = EventBus<Int>(capacity: 1)
    #expect(bus.send([1]))
    async let second = bus.sendWhenThereIsRoom([2])
    var taken: [Int] = []
    while taken.count < 2 {
      bus.drain(into: &taken)
      await Task.yield()
    }
    #expect(await second)
    #expect(taken == [1, 2])
  }

  private func isReadable(_ bus: EventBus<Int>) -> Bool {
    var request = pollfd(fd: bus.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }
}
