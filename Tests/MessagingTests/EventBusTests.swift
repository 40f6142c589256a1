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
    let count = 20_000
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
        var total = 0
        while total < producers * count {
          var batch: [(producer: Int, number: Int)] = []
          bus.drain(into: &batch)
          for element in batch {
            #expect(element.number == next[element.producer])
            next[element.producer] += 1
          }
          total += batch.count
          if batch.isEmpty { await Task.yield() }
        }
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
}
