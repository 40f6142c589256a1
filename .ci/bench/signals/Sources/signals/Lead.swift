import Core
import TextSafety

/// Splitmix64.
struct Chance: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

private typealias Onset = (cell: SignalCell, at: Timestamp)

private func detected(_ list: [Line]) -> [Onset] {
  var detector = WeakSignalDetector(calendar: WorkingCalendar(offsetMinutes: 0))
  var (open, onsets): (Set<SignalCell>, [Onset]) = ([], [])
  for line in list {
    detector.advance(to: line.at)
    detector.record(place: line.place, service: line.service, ticket: line.id, at: line.at)
    for change in detector.takeChanges() {
      switch change {
      case .raise(let evidence, _, let at): if open.insert(evidence.cell).inserted { onsets.append((evidence.cell, at)) }
      case .end(let cell, _): open.remove(cell)
      }
    }
  }
  return onsets
}

/// A cell with `limit` tickets within an hour is an alarm, at once, until the hour holds fewer.
private func thresholded(_ list: [Line], limit: Int, from start: Timestamp) -> [Onset] {
  var recent: [SignalCell: [Timestamp]] = [:]
  var (open, onsets): (Set<SignalCell>, [Onset]) = ([], [])
  for line in list {
    let cell = SignalCell(place: line.place, service: line.service)
    let kept = (recent[cell] ?? []).filter { line.at - $0 < 3600 } + [line.at]
    recent[cell] = kept
    if kept.count < limit {
      open.remove(cell)
    } else if open.insert(cell).inserted, line.at > start {
      onsets.append((cell, line.at))
    }
  }
  return onsets
}

/// Prints how soon 40 bursts of twelve tickets in an hour are found, each planted alone.
func lead(_ quiet: [Line]) {
  let (first, last) = (quiet[0].at, quiet[quiet.count - 1].at)
  let start = first + min(30 * 86400, (last - first) / 2)
  let days = (last - start) / 86400
  let own = detected(quiet).filter { $0.at > start }.count
  var limit = 3
  while thresholded(quiet, limit: limit, from: start).count > own { limit += 1 }
  var chance = Chance(state: 11)
  var (mine, fixed, leads): ([Double], [Double], [Double]) = ([], [], [])
  for number in 0..<40 {
    let model = quiet[Int.random(in: 0..<quiet.count, using: &chance)]
    let begin = start + Double.random(in: 0..<(last - start - 7200), using: &chance)
    let near = begin - 21 * 86400
    var list = quiet.filter { $0.at > near && $0.at < begin + 4 * 3600 }
    list += (0..<12).map {
      Line(at: begin + Double($0) * 300, place: model.place, service: model.service, id: "p\(number)-\($0)")
    }
    list.sort { $0.at < $1.at }
    let cell = SignalCell(place: model.place, service: model.service)
    func delay(_ onsets: [Onset]) -> Double? {
      onsets.first { ($0.cell == cell) && $0.at >= begin && $0.at < begin + 7200 }.map { ($0.at - begin) / 60 }
    }
    let (a, b) = (delay(detected(list)), delay(thresholded(list, limit: limit, from: begin)))
    if let a { mine.append(a) }
    if let b { fixed.append(b) }
    if let a, let b { leads.append(b - a) }
  }
  func median(_ values: [Double]) -> String { values.isEmpty ? "–" : String(values.sorted()[values.count / 2]) }
  print("days \(days) false: detector \(own), threshold \(limit) in 1 h: \(thresholded(quiet, limit: limit, from: start).count)")
  print(
    "of 40 bursts: detector \(mine.count), median \(median(mine)) min; threshold \(fixed.count), median \(median(fixed)) min; lead \(median(leads)) min"
  )
}
