internal import TextSafety

/// Which rules read each series of the metric table, and the instance it is to each: found at its first value, after that its row is
/// enough. A series that no rule reads costs a look at one number.
struct SeriesLinks: Sendable {
  struct Link: Sendable {
    var rule: Int
    var part: RuleIndex.Interest.Part
    /// -1 before its first judgement.
    var instance: Int32 = -1
  }

  /// The links of a series stand one behind the other.
  private struct Span: Sendable {
    var first: Int32 = 0
    /// -1 where nobody has looked.
    var count: Int32 = -1
  }

  private var spans: [Span] = []
  var links: [Link] = []

  /// Nil where nobody has looked.
  @inline(__always)
  func isRead(series row: Int) -> Bool? {
    guard row < spans.count, spans[row].count >= 0 else { return nil }
    return spans[row].count > 0
  }

  func range(ofSeries row: Int) -> Range<Int> { Int(spans[row].first)..<Int(spans[row].first + spans[row].count) }

  /// True where every rule that reads a series knows it.
  @inline(__always)
  func isSettled(series row: Int) -> Bool { range(ofSeries: row).allSatisfy { links[$0].instance >= 0 } }

  mutating func set(_ found: [Link], ofSeries row: Int) {
    while spans.count <= row { spans.append(Span()) }
    spans[row] = Span(first: Int32(links.count), count: Int32(found.count))
    links += found
  }
}

extension RuleEngine {
  /// Finds the rules that read a series; true where there is one.
  mutating func link(series row: Int, _ key: MetricTable.Key) -> Bool {
    let interests = index.row(of: key.name).map { index.interests(inRow: $0) } ?? []
    let found = interests.filter { $0.labels.allSatisfy(key.labels.contains) }
    links.set(found.map { SeriesLinks.Link(rule: $0.rule, part: $0.part) }, ofSeries: row)
    return !found.isEmpty
  }

  /// Judges what a linked series holds now, as an event has told it; its key may be left out where the series is settled.
  mutating func observe(
    series row: Int, _ key: MetricTable.Key?, _ value: Double?, from event: Event, at moment: Moment,
    into verdicts: inout [Verdict]
  ) {
    for number in links.range(ofSeries: row) {
      if links.links[number].instance >= 0 {
        judge(
          row: Int(links.links[number].instance), value: value, source: event.source, marks: event.marks, at: moment,
          into: &verdicts)
      } else if let key {
        judge(first: number, key, value, from: event, at: moment, into: &verdicts)
      }
    }
  }

  /// The same for a link without an instance: the first of its series, or one that belongs to a group.
  private mutating func judge(
    first number: Int, _ series: MetricTable.Key, _ value: Double?, from event: Event, at moment: Moment,
    into verdicts: inout [Verdict]
  ) {
    let link = links.links[number]
    if case .member(let groups, let isDenominator) = link.part {
      self.groups[groups].take(
        value.flatMap { $0.isFinite ? $0 : nil }, of: series, isDenominator: isDenominator, source: event.source,
        marks: event.marks, at: moment)
      return
    }
    let key = Key(rule: link.rule, subject: series.subject, labels: series.labels, place: series.place)
    let row = judge(
      key, text: key.text, place: series.place, value: value, from: Origin(source: event.source, marks: event.marks), at: moment,
      into: &verdicts)
    if let row { links.links[number].instance = Int32(row) }
  }
}
