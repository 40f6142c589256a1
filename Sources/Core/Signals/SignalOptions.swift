internal import Glibc
public import TextSafety

/// How eager the detector is: the block `signals:` of a city's rules.
public struct SignalOptions: Sendable, Equatable {
  /// From so many tickets in a window, and so unlikely, a signal has this severity.
  public struct Level: Sendable, Equatable {
    public var severity: Severity
    public var count: Int
    public var probability: Double

    public init(severity: Severity, count: Int, probability: Double) {
      self.severity = severity
      self.count = count
      self.probability = probability
    }
  }

  public var isEnabled = true
  /// What may be expected of a city in which nothing happens, over all cells, windows and looks.
  public var falseAlarmsPerDay = 0.2
  /// Fewer tickets are never a signal.
  public var minimumCount = 3
  /// Nor is less than so many times what is usual.
  public var minimumRatio = 2.0
  /// The baseline forgets half in so many days.
  public var halfLifeDays = 28.0
  /// Hours to be heard before anything is judged; nil: 1 with a city's own ticket baseline, else 24.
  public var warmUpHours: Double?
  /// What the detector listens to.
  public var domains: Set<TicketUpdate.Domain> = [.hotline, .gridEvent, .cityCase, .emergency]
  /// Worst first; the mildest is a weak signal (弱信号), those from orange on strong triggers (强触点).
  public var levels = [
    Level(severity: .orange, count: 10, probability: 1e-9), Level(severity: .yellow, count: 6, probability: 1e-6),
  ]

  /// What services are called on the screen; others go by their code.
  public var serviceNames: [SafeText: LocalName] = [:]

  public init() {}

  /// Blue is what was discovered at all.
  func severity(of evidence: SignalEvidence) -> Severity {
    levels.first { evidence.count >= $0.count && evidence.logProbability <= log($0.probability) }?.severity ?? .blue
  }
}
