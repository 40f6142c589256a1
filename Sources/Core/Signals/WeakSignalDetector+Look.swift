internal import Glibc

extension WeakSignalDetector {
  /// What one look at everything has found.
  struct Look {
    /// By cell, each with the window in which it is most unlikely.
    var discoveries: [SignalEvidence] = []
    /// Open signals that are still out of the usual.
    var present: Set<SignalCell> = []
  }

  static let windows: [Int64] = [3, 12, 36]
  private static let looksPerDay = 288.0
  /// An open signal ends when chance brings as much once in a hundred looks.
  private static let presentLimit = log(0.01)

  /// Judges every cell recently heard, over all windows that end with `step`.
  func look(after step: Int64) -> Look {
    var look = Look()
    var candidates: [(logProbability: Double, window: Int64, judgement: SignalWindow.Judgement)] = []
    for steps in WeakSignalDetector.windows {
      let window = SignalWindow(of: self, steps: steps, endingWith: step)
      for (cell, observed) in window.cells {
        let signal = open[cell]
        guard observed.count >= options.minimumCount || signal != nil else { continue }
        let judgement = window.judge(cell, observed)
        if let signal, steps <= max(12, Int64(signal.evidence.windowMinutes) / 5),
          judgement.logProbability <= WeakSignalDetector.presentLimit
        {
          look.present.insert(cell)
        }
        let isEnough =
          judgement.count >= options.minimumCount
          && Double(judgement.count) >= options.minimumRatio * judgement.expected
        if isEnough { candidates.append((judgement.logProbability, steps, judgement)) }
      }
    }
    candidates.sort { ($0.logProbability, $0.judgement.cell, $0.window) < ($1.logProbability, $1.judgement.cell, $1.window) }
    let tests = WeakSignalDetector.windows.count * max(cellCount, recent.count)
    let discovered = FalseDiscovery.discoveries(
      candidates.map(\.logProbability), among: tests, rate: options.falseAlarmsPerDay / WeakSignalDetector.looksPerDay)
    var seen: Set<SignalCell> = []
    for candidate in candidates.prefix(discovered) where seen.insert(candidate.judgement.cell).inserted {
      look.discoveries.append(evidence(candidate.judgement, steps: candidate.window, endingWith: step))
    }
    return look
  }

  private func evidence(_ judgement: SignalWindow.Judgement, steps: Int64, endingWith step: Int64) -> SignalEvidence {
    let tickets = recent[judgement.cell]?.tickets.filter { $0.step > step - steps && $0.step <= step } ?? []
    return SignalEvidence(
      cell: judgement.cell, windowMinutes: Int(steps) * 5, count: judgement.observed, usual: judgement.usual,
      tide: judgement.tide,
      logProbability: judgement.logProbability, tickets: tickets.map(\.id))
  }
}
