public import TextSafety

/// What rules read, as it arrives.
public enum Reading: Sendable {
  case metric(name: SafeText, labels: [Label], subject: SafeText, place: PlaceCode, value: Double?)
  case queue(QueueReading, place: PlaceCode)
  case fleet(FleetReport, areas: [FleetReport.Area], place: PlaceCode)
  case task(TaskReport, place: PlaceCode)
  /// `silentSeconds` counts beyond the source's limit; 0 while it is heard.
  case source(id: SafeText, isCore: Bool, silentSeconds: Double, isDown: Bool)
  /// One line that could not be read.
  case malformed(collector: SafeText)

  /// What a series holds now.
  static func metric(_ metric: MetricTable.Metric) -> Reading {
    .metric(
      name: metric.key.name, labels: metric.key.labels, subject: metric.key.subject, place: metric.key.place, value: metric.value)
  }
}

/// A rule's decision about one instance; only changes are told.
public struct Verdict: Sendable, Equatable {
  public enum Change: Sendable, Equatable {
    case raise(Severity, value: Double, level: Double)
    case clear(value: Double)
  }

  public var rule: Rule
  /// What tells this instance from others of its rule: a subject with labels, a queue, an area, a source.
  public var instance: SafeText
  /// Its name for people; the instance where there is none.
  public var name: SafeText
  public var place: PlaceCode
  /// Who said what decided it, and whether that was made up or part of a drill.
  public var source: SafeText
  public var marks: Event.Marks
  public var change: Change
  /// Orders the verdicts on one instance, for `AlarmInput`: about the time in milliseconds, but never falling, because a verdict of the clock
  /// may be followed by one on an event that happened before and arrived late.
  public var sequence: Int64
}
