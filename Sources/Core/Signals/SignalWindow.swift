/// One window of one look: what every cell has had and what it usually has, and how unlikely that is.
struct SignalWindow {
  struct Observed {
    var count: Int
    var expected: CountBaseline.Expectation
    var excess: Double { Double(count) - expected.mean }
  }

  struct Judgement {
    var cell: SignalCell
    var observed: Int
    var usual: Double
    var tide: Double
    /// What was compared: of a wide cell without the part that stands out most.
    var count: Int
    var expected: Double
    var logProbability: Double
  }

  /// Parts of one whole: the services of a place, the places of a service, the services or the places of the city.
  private struct Family: Hashable {
    var whole: SignalCell
    var isByService: Bool
  }

  /// Tickets, usual ones, that the tide starts from where nothing is expected.
  private static let tideWeight = 0.5

  private(set) var cells: [SignalCell: Observed] = [:]
  /// The two parts of each family that stand out most.
  private var foremost: [Family: [SignalCell]] = [:]

  init(of detector: WeakSignalDetector, steps: Int64, endingWith step: Int64) {
    let spans = detector.clock.exposure(steps: steps, endingWith: step)
    let hour = detector.clock.hour(ofStep: step)
    for (cell, recent) in detector.recent {
      let count = recent.sum(steps: steps, endingWith: step)
      guard count > 0 || detector.open[cell] != nil else { continue }
      cells[cell] = Observed(count: count, expected: detector.baseline.expectation(of: cell, in: spans, at: hour))
    }
    for cell in cells.keys.sorted() {
      for family in SignalWindow.families(of: cell) {
        let list = (foremost[family] ?? []) + [cell]
        foremost[family] = Array(list.sorted { excess($0) > excess($1) }.prefix(2))
      }
    }
  }

  /// How unlikely a cell is, given the tide it lies in.
  ///
  /// A part is held against the other parts of its wholes: what has risen everywhere is no news of this part. A whole is judged without
  /// the part that stands out most: what only one part has is that part's news. So a storm is one signal, and so is a burst.
  func judge(_ cell: SignalCell, _ observed: Observed) -> Judgement {
    let (tide, doubt) = tide(around: cell)
    var judgement = Judgement(
      cell: cell, observed: observed.count, usual: observed.expected.mean, tide: tide, count: 0, expected: 0,
      logProbability: -.infinity)
    for rest in rests(of: cell, observed) {
      let mean = rest.mean * tide
      let logProbability = TailProbability.negativeBinomial(
        atLeast: rest.count, mean: mean, size: 1 / (observed.expected.excess + doubt))
      if logProbability >= judgement.logProbability {
        (judgement.count, judgement.expected, judgement.logProbability) = (rest.count, mean, logProbability)
      }
    }
    return judgement
  }

  /// A cell without the foremost part of each of its families; as it is where it has no parts.
  private func rests(of cell: SignalCell, _ observed: Observed) -> [(count: Int, mean: Double)] {
    let parts = [cell.service == nil ? true : nil, cell.place == nil ? false : nil].compactMap { isByService in
      isByService.flatMap { foremost[Family(whole: cell, isByService: $0)]?.first }.flatMap { cells[$0] }
    }
    guard !parts.isEmpty else { return [(observed.count, observed.expected.mean)] }
    return parts.map { part in
      let mean = observed.expected.mean
      return (observed.count - part.count, max(mean - part.expected.mean, 0.05 * mean))
    }
  }

  /// How many times more than usual there is around a cell, and how little is known of that.
  private func tide(around cell: SignalCell) -> (tide: Double, doubt: Double) {
    var (tide, doubt) = (1.0, 0.0)
    for (family, part) in SignalWindow.wholes(of: cell) {
      guard let whole = cells[family.whole] else { continue }
      var (count, mean) = (Double(whole.count), whole.expected.mean)
      if let own = cells[part] {
        count -= Double(own.count)
        mean -= own.expected.mean
      }
      // One other part that has nearly all of the rest is its own news and no tide.
      if let other = foremost[family]?.first(where: { $0 != part }).flatMap({ cells[$0] }), other.excess > 0.75 * (count - mean) {
        count -= Double(other.count)
        mean -= other.expected.mean
      }
      let weight = SignalWindow.tideWeight
      let here = (max(0, count) + weight) / (max(0, mean) + weight)
      if here > tide { (tide, doubt) = (here, 1 / (max(0, count) + weight)) }
    }
    return (tide, doubt)
  }

  private func excess(_ cell: SignalCell) -> Double { cells[cell]?.excess ?? 0 }

  /// The families that a cell is a direct part of.
  private static func families(of cell: SignalCell) -> [Family] {
    switch (cell.place, cell.service) {
    case (nil, nil): []
    case (_?, nil): [Family(whole: .all, isByService: false)]
    case (nil, _?): [Family(whole: .all, isByService: true)]
    case (let place?, let service?):
      [
        Family(whole: SignalCell(place: nil, service: service), isByService: false),
        Family(whole: SignalCell(place: place, service: nil), isByService: true),
      ]
    }
  }

  /// Every whole around a cell, and the part of it that holds the cell.
  private static func wholes(of cell: SignalCell) -> [(Family, part: SignalCell)] {
    let list = families(of: cell).map { ($0, part: cell) }
    guard cell.place != nil, let service = cell.service else { return list }
    return list + [(Family(whole: .all, isByService: true), part: SignalCell(place: nil, service: service))]
  }
}
