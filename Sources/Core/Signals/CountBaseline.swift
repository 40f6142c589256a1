internal import Glibc

/// What is usual: tickets per hour of every cell in every class of hours, learned as it goes and forgotten by half in some weeks.
///
/// A cell that is little known is taken from what is known: its share of the city from the shares of its place and its service, its hours
/// from the hours of the city. How little is known widens the distribution, so that a new cell is judged with care. Forgetting is forward
/// decay (Cormode and others 2009): new hours weigh more, nothing old is ever touched.
struct CountBaseline: Sendable {
  struct Expectation: Equatable {
    var mean: Double
    /// Variance beyond Poisson's as a share of the squared mean: what the tickets scatter, and what is not known of the mean.
    var excess: Double
  }

  private struct Cell: Sendable {
    var byHour = [Double](repeating: 0, count: HourClass.count)
    var total = 0.0
    /// Σ n(n−1) over hours: for independent tickets the sum of squared means.
    var pairs = 0.0
    /// How much more than Poisson's its counts scatter from one such hour to the next; as of the last hour that had any.
    var scatter = CountBaseline.priorScatter
  }

  static let cellLimit = 4096
  /// Tickets that the prior of a cell's share is worth, and that of its hours.
  private static let shareWeight = 1.0
  private static let hourWeight = 2.0
  /// Scatter before any is known, and the pairs that this is worth.
  private static let priorScatter = 0.05
  private static let scatterWeight = 10.0

  /// Hours of a class to be heard before one of them is out of the usual; a burst that is a signal already is that at once.
  private static let trustedHours = 2.0

  private var cells: [SignalCell: Cell] = [:]
  private var exposure = [Double](repeating: 0, count: HourClass.count)
  private var exposureTotal = 0.0
  private(set) var hours = 0.0
  private var landmark: Int64?
  private let halfLifeHours: Double
  /// The city's own figures per hour, for the beginning.
  private let prior: TicketBaseline?

  init(halfLifeDays: Double, prior: TicketBaseline?) {
    halfLifeHours = max(1, halfLifeDays * 24)
    self.prior = prior
  }

  /// Cells known, wider ones included.
  var cellCount: Int { cells.count }

  /// What `cell` is expected to have in these hours.
  func expectation(of cell: SignalCell, in spans: [(hour: HourClass, hours: Double)], at hour: Int64) -> Expectation {
    let scale = 1 / weight(of: hour)
    let (share, shareCount) = share(of: cell, scale)
    let known = cells[cell]
    var (mean, square) = (0.0, 0.0)
    for span in spans {
      let rate = rate(known, share, span.hour, scale)
      let part = rate.mean * span.hours
      mean += part
      square += part * part * rate.excess
    }
    guard mean > 0 else { return Expectation(mean: 1e-9, excess: 1) }
    let scatter = known?.scatter ?? CountBaseline.priorScatter
    return Expectation(mean: mean, excess: scatter + square / (mean * mean) + 1 / shareCount)
  }

  /// Learns an hour: the counts of the cells that had any. The others had none, which the common exposure says.
  mutating func learn(_ counts: [(cell: SignalCell, count: Int, isBurst: Bool)], hour: Int64, class hourClass: HourClass) {
    rebase(hour)
    let weight = weight(of: hour)
    let learned = learned(counts, hour: hour, class: hourClass, trusted: exposure[hourClass.index] / weight)
    for (cell, count) in learned {
      cells[cell, default: Cell()].byHour[hourClass.index] += count * weight
      cells[cell]?.total += count * weight
      cells[cell]?.pairs += count * max(0, count - 1) * weight
    }
    exposure[hourClass.index] += weight
    exposureTotal += weight
    for (cell, _) in learned {
      let scatter = scatter(cells[cell] ?? Cell(), 1 / weight)
      cells[cell]?.scatter = scatter
    }
    hours += 1
    if cells.count > CountBaseline.cellLimit { forget() }
  }

  // MARK: Estimates

  /// What is far out of the usual is taken as its edge, also in the wider cells it is part of: a storm must not become the usual.
  private func learned(
    _ counts: [(cell: SignalCell, count: Int, isBurst: Bool)], hour: Int64, class hourClass: HourClass, trusted: Double
  ) -> [(SignalCell, Double)] {
    var beyond: [SignalCell: Double] = [:]
    for entry in counts where entry.isBurst && entry.cell.place != nil && entry.cell.service != nil {
      let excess = Double(entry.count) - edge(of: entry.cell, Double(entry.count), hour: hour, class: hourClass)
      for wider in entry.cell.chain.dropFirst() { beyond[wider, default: 0] += excess.rounded() }
    }
    return counts.map { entry in
      let count = max(0, Double(entry.count) - (beyond[entry.cell] ?? 0))
      guard entry.isBurst || trusted >= CountBaseline.trustedHours else { return (entry.cell, count) }
      return (entry.cell, edge(of: entry.cell, count, hour: hour, class: hourClass))
    }
  }

  private func edge(of cell: SignalCell, _ count: Double, hour: Int64, class hourClass: HourClass) -> Double {
    let expected = expectation(of: cell, in: [(hourClass, 1)], at: hour)
    let spread = (expected.mean + expected.mean * expected.mean * expected.excess).squareRoot()
    return min(count, expected.mean + 4 * spread + 2)
  }

  /// The part of the city's tickets that a cell has, and the tickets it is known from.
  private func share(of cell: SignalCell, _ scale: Double) -> (share: Double, count: Double) {
    let total = (cells[.all]?.total ?? 0) * scale
    guard cell != .all else { return (1, CountBaseline.shareWeight + total) }
    let own = (cells[cell]?.total ?? 0) * scale
    let prior: Double
    if cell.place != nil, cell.service != nil {
      let place = share(of: SignalCell(place: cell.place, service: nil), scale).share
      prior = place * share(of: SignalCell(place: nil, service: cell.service), scale).share
    } else {
      prior = 1.0 / 16
    }
    let weight = CountBaseline.shareWeight
    return ((weight + own) / (weight / prior + total), weight + own)
  }

  /// Tickets per hour of one class, and what is not known of that, as a share of its square.
  private func rate(_ cell: Cell?, _ share: Double, _ hour: HourClass, _ scale: Double) -> Expectation {
    let weight = CountBaseline.hourWeight
    let usual = share * cityRate(hour, scale)
    let own = (cell?.byHour[hour.index] ?? 0) * scale
    return Expectation(mean: (weight + own) / (weight / usual + exposure[hour.index] * scale), excess: 1 / (weight + own))
  }

  private func cityRate(_ hour: HourClass, _ scale: Double) -> Double {
    let weight = CountBaseline.hourWeight
    let total = exposureTotal * scale
    let all = cells[.all]
    var usual = ((all?.total ?? 0) * scale + 1) / (total + 1)
    if let prior {
      let figures = hour.isWorkingDay ? prior.workingDay : prior.dayOff
      if figures.indices.contains(hour.hour) { usual = max(1e-6, figures[hour.hour]) }
    }
    return (weight + (all?.byHour[hour.index] ?? 0) * scale) / (weight / usual + exposure[hour.index] * scale)
  }

  private func scatter(_ cell: Cell, _ scale: Double) -> Double {
    let weight = CountBaseline.scatterWeight
    var squares = 0.0
    for index in exposure.indices where exposure[index] > 0 {
      // n(n − 1), not n²: the scatter of the mean itself is not scatter of the hours.
      let count = cell.byHour[index] * scale
      squares += count * max(0, count - 1) / (exposure[index] * scale)
    }
    let excess = cell.pairs * scale - squares + weight * CountBaseline.priorScatter
    return min(4, max(0.01, excess / (squares + weight)))
  }

  // MARK: Forgetting

  private func weight(of hour: Int64) -> Double { landmark.map { exp2(Double(hour - $0) / halfLifeHours) } ?? 1 }

  /// Brings the weights back before they leave the range of numbers.
  private mutating func rebase(_ hour: Int64) {
    guard let old = landmark else {
      landmark = hour
      return
    }
    guard abs(Double(hour - old)) > 200 * halfLifeHours else { return }
    let scale = exp2(Double(old - hour) / halfLifeHours)
    landmark = hour
    exposure = exposure.map { $0 * scale }
    exposureTotal *= scale
    cells = cells.mapValues { cell in
      var cell = cell
      cell.byHour = cell.byHour.map { $0 * scale }
      cell.total *= scale
      cell.pairs *= scale
      return cell
    }
  }

  /// Drops the quarter that is known least.
  private mutating func forget() {
    let order = cells.keys.sorted { left, right in
      let (a, b) = (cells[left]?.total ?? 0, cells[right]?.total ?? 0)
      return a != b ? a < b : left < right
    }
    for cell in order.prefix(CountBaseline.cellLimit / 4) where cell != .all { cells[cell] = nil }
  }
}
