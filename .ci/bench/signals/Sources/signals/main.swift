import Core
import Foundation
import TextSafety

/// `signals tickets FILE [falseAlarmsPerDay]`: what the detector finds in lines `seconds⇥place⇥service⇥id`.
let arguments = CommandLine.arguments
guard arguments.count > 2, let text = try? String(contentsOfFile: arguments[2], encoding: .utf8) else {
  fatalError("signals tickets|threshold FILE …")
}

struct Line {
  var at: Timestamp
  var place: PlaceCode
  var service: SafeText
  var id: SafeText
}

func lines() -> [Line] {
  text.split(separator: "\n").map { line in
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    return Line(
      at: Timestamp(seconds: Double(parts[0])!), place: PlaceCode(digits: Int64(parts[1])!),
      service: SafeText(sanitizing: String(parts[2])),
      id: SafeText(sanitizing: String(parts[3])))
  }
}

/// Seconds of CPU time of this process.
func cpu() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func stamp(_ time: Timestamp) -> String {
  let civil = CivilTime(time, offsetMinutes: 0)
  return "\(civil.dateText) \(civil.clockMinutes)"
}

switch arguments[1] {
case "tickets":
  let quiet = arguments.contains("--quiet")
  var options = SignalOptions()
  if arguments.count > 3, let rate = Double(arguments[3]) { options.falseAlarmsPerDay = rate }
  var city = City(name: LocalName(zh: "x", en: "x"), offsetMinutes: 0)
  city.signals = options
  let flat = arguments.first { $0.hasPrefix("--prior=") }.flatMap { Double($0.dropFirst(8)) }
  let prior = flat.map { TicketBaseline(workingDay: .init(repeating: $0, count: 24), dayOff: .init(repeating: $0, count: 24)) }
  let list = lines()
  var detector = WeakSignalDetector(options: options, calendar: WorkingCalendar(offsetMinutes: 0), prior: prior)
  let before = cpu()
  var raised: [(SignalEvidence, Severity, Timestamp)] = []
  var open: Set<SignalCell> = []
  func collect() {
    for change in detector.takeChanges() {
      switch change {
      case .raise(let evidence, let severity, let at):
        let isNew = open.insert(evidence.cell).inserted
        if isNew { raised.append((evidence, severity, at)) }
        if !quiet { print(stamp(at), isNew ? "RAISE" : "  …  ", severity.name, SignalText.headline(of: evidence, city: city).en) }
      case .end(let cell, let at):
        open.remove(cell)
        if !quiet { print(stamp(at), "END", cell.place?.text ?? "city", cell.service ?? "all") }
      }
    }
  }
  for line in list {
    detector.advance(to: line.at)
    detector.record(place: line.place, service: line.service, ticket: line.id, at: line.at)
    collect()
  }
  detector.advance(to: list[list.count - 1].at + 4 * 3600)
  collect()
  let days = (list[list.count - 1].at - list[0].at) / 86400
  let spent = cpu() - before
  print(
    "tickets \(list.count) days \(days) cells \(detector.cellCount) signals \(raised.count) per_day \(Double(raised.count) / days) cpu_us_per_ticket \(spent / Double(list.count) * 1e6) late \(detector.lateTickets)"
  )
case "metrics":
  // `signals metrics FILE`: of `timestamp,value` lines the anomaly score of each.
  var baseline = DynamicBaseline(warmUp: 100)
  for line in text.split(separator: "\n").dropFirst() {
    let parts = line.split(separator: ",")
    let time = Timestamp(rfc3339: parts[0].replacingOccurrences(of: " ", with: "T").prefix(19) + "Z") ?? .distantPast
    print(baseline.take(Double(parts[1].trimmingCharacters(in: .whitespaces)) ?? .nan, at: time)?.anomaly ?? 0)
  }
case "lead":
  // `signals lead FILE`: bursts planted into tickets without any, found by the detector and by a fixed threshold as quiet as it is.
  lead(lines())
default: fatalError("unknown")
}
