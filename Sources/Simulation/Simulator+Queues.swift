internal import Core
internal import TextSafety

extension Simulator {
  func queues(into events: inout [Event]) throws(ScenarioError) {
    for queue in scenario.queues ?? [] {
      var random = RandomSource.stream(seed: seed, "queue" + queue.id)
      let inRate = try curve(queue.inRate, steps: true, of: queue.id)
      let outRate = try curve(queue.outRate, steps: true, of: queue.id)
      let mode = try word(queue.mode, of: queue.id, QueueReading.Mode.self)
      var states: [(Timestamp, QueueReading.State)] = []
      for (clock, state) in queue.states ?? [:] {
        states.append((try moment(clock), try word(state, of: queue.id, QueueReading.State.self)))
      }
      states.sort { $0.0 < $1.0 }
      var depth = queue.depth ?? 0
      var offset: Int64 = 94_000_000 - Int64(random.between(0, 20_000_000))
      var lastSuccess = start - 5
      var time = start + random.between(0, min(queue.every, 20)).rounded()
      var number = 0
      while time <= end {
        let arriving = inRate.value(at: second(time)) * random.between(0.94, 1.06)
        let capacity = outRate.value(at: second(time))
        let leaving = min(capacity, depth / queue.every + arriving)
        depth = max(0, depth + (arriving - leaving) * queue.every)
        offset += Int64(leaving * queue.every)
        if leaving > 0 { lastSuccess = time }
        let oldest = leaving > 0 ? depth / max(leaving, 0.01) : depth > 0 ? (time - lastSuccess) : 0
        let scripted = states.last { $0.0 <= time }?.1
        let state = scripted ?? (depth > arriving * 600 ? .warn : .ok)
        number += 1
        events.append(
          Event(
            source: safe(queue.source), id: safe("q-\(queue.id)-\(number)"), time: time, subject: safe(queue.id),
            place: place(queue.place),
            expiryTime: time + queue.every * 3, marks: .simulated,
            payload: .queue(
              QueueReading(
                queue: safe(queue.id), title: safe(queue.title), mode: mode,
                provider: Party(id: safe(queue.provider.id), name: safe(queue.provider.name)),
                consumer: Party(id: safe(queue.consumer.id), name: safe(queue.consumer.name)), depth: Int64(depth.rounded()),
                unit: safe(queue.unit ?? "{record}"), state: state, oldestSeconds: oldest.rounded(decimals: 0),
                inRate: arriving.rounded(decimals: 1), outRate: leaving.rounded(decimals: 1),
                inFlight: leaving > 0 ? Int64(leaving * 2) : 200,
                failed: 0, offset: offset, lastSuccess: lastSuccess, limitSeconds: queue.limit))))
        time = time + queue.every
      }
    }
  }
}
