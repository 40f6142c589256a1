internal import TextSafety

/// The instance that each queue is to each rule about queues, found at its first value: after that its row is enough.
struct QueueLinks: Sendable {
  /// By the queue's row, and of each by the rules' order; -1 before the first judgement.
  private var instances: [Int32] = []

  /// The place of the first rule's link of a queue.
  mutating func first(ofQueue row: Int, rules: Int) -> Int {
    let missing = (row + 1) * rules - instances.count
    if missing > 0 { instances += [Int32](repeating: -1, count: missing) }
    return row * rules
  }

  subscript(place: Int) -> Int32 {
    get { instances[place] }
    set { instances[place] = newValue }
  }
}

extension RuleEngine {
  /// Judges the reading of a queue that an event brings; `row` is the queue's in its table.
  mutating func observe(
    queue content: Event.QueueContent, row: Int, from event: Event, at moment: Moment, into verdicts: inout [Verdict]
  ) {
    let figures = Rule.QueueQuantity.Figures(content.reading)
    let first = queueLinks.first(ofQueue: row, rules: index.queues.count)
    for number in index.queues.indices {
      if let only = index.queues[number].only, only != content.reading.queue { continue }
      let value = index.queues[number].quantity.value(of: figures, at: event.time)
      let known = Int(queueLinks[first + number])
      if known >= 0 {
        judge(
          row: known, name: content.reading.title, value: value, source: content.envelope.source, marks: event.marks, at: moment,
          into: &verdicts)
        continue
      }
      let key = Key(rule: index.queues[number].rule, subject: content.reading.queue)
      let found = judge(
        key, text: key.subject, name: content.reading.title, place: event.place, value: value,
        from: Origin(source: content.envelope.source, marks: event.marks), at: moment, into: &verdicts)
      if let found { queueLinks[first + number] = Int32(found) }
    }
  }
}
