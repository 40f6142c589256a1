import Foundation
import TextSafety

@testable import Core

/// Tickets of a made-up city by a seeded generator: Poisson counts that follow the hour, and bursts planted into them.
struct SignalFeed {
  struct Ticket {
    var at: Timestamp
    var place: PlaceCode
    var service: SafeText
    var id: SafeText
  }

  static let start = Timestamp(milliseconds: 1_656_864_000_000)
  static let places = (1...4).map { PlaceCode(digits: 440_800 + $0) }
  static let services: [SafeText] = ["noise", "water", "road", "light"]

  var tickets: [Ticket] = []
  private var random: Seeded

  /// `perHour` tickets of the whole city by day, a quarter of that by night.
  init(seed: Int, days: Int, perHour: Double) {
    random = Seeded(seed)
    for minute in 0..<days * 1440 {
      let hour = minute / 60 % 24
      let rate = perHour / 60 * (hour < 7 ? 0.25 : 1)
      for _ in 0..<poisson(rate) {
        let place = Int(unit() * unit() * 4)
        let service = Int(unit() * unit() * 4)
        add(place: Self.places[place], service: Self.services[service], at: Double(minute) * 60 + unit() * 60)
      }
    }
    sort()
  }

  mutating func add(place: PlaceCode, service: SafeText, at seconds: Double) {
    tickets.append(Ticket(at: Self.start + seconds, place: place, service: service, id: "T\(tickets.count)"))
  }

  mutating func sort() { tickets.sort { ($0.at, $0.id) < ($1.at, $1.id) } }

  /// What a detector makes of it all.
  func changes(_ detector: inout WeakSignalDetector) -> [SignalChange] {
    for ticket in tickets {
      detector.advance(to: ticket.at)
      detector.record(place: ticket.place, service: ticket.service, ticket: ticket.id, at: ticket.at)
    }
    if let last = tickets.last { detector.advance(to: last.at + 6 * 3600) }
    return detector.takeChanges()
  }

  private mutating func unit() -> Double { Double(random.next() >> 11) * 0x1p-53 }

  private mutating func poisson(_ mean: Double) -> Int {
    var (count, product) = (0, unit())
    while product > exp(-mean) {
      count += 1
      product *= unit()
    }
    return count
  }
}

extension [SignalChange] {
  /// Cells newly raised, each with the moment and the count at which it was.
  var onsets: [(cell: SignalCell, at: Timestamp, evidence: SignalEvidence)] {
    var open: Set<SignalCell> = []
    var list: [(cell: SignalCell, at: Timestamp, evidence: SignalEvidence)] = []
    for change in self {
      switch change {
      case .raise(let evidence, _, let at):
        if open.insert(evidence.cell).inserted { list.append((evidence.cell, at, evidence)) }
      case .end(let cell, _): open.remove(cell)
      }
    }
    return list
  }
}
