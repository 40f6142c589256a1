public import TextSafety

/// How our own collectors do: what they read, what they could not read.
public struct CollectorTable: Sendable {
  public enum Phase: Sendable, Equatable {
    case starting
    case running
    /// Nothing there yet; says what it waits for.
    case waiting(SafeText)
    /// Stopped by an error; says which, and when it tries again.
    case failed(SafeText, retryAt: Timestamp?)
    case finished
  }

  public struct Collector: Sendable {
    public var name: SafeText
    public var kind: SafeText = ""
    public var phase: Phase = .starting
    public var lines = 0
    public var bytes: Int64 = 0
    public var events = 0
    public var malformed: [Malformed.Reason: Int] = [:]
    /// The latest lines, escaped: newest last.
    public var lastLines: [SafeText] = []
    public var lastErrors: [Fault] = []

    public var malformedCount: Int { malformed.values.reduce(0, +) }
  }

  /// A line that was set aside.
  public struct Fault: Sendable, Equatable {
    public var at: Timestamp
    public var position: LinePosition
    public var malformed: Malformed
  }

  /// The latest lines and faults kept of a collector, and of a source.
  static let linesKept = 8
  static let faultsKept = 20

  public private(set) var collectors: [Collector] = []
  private var rows = TextIndex()

  public init() {}

  public subscript(name: SafeText) -> Collector? { rows[name].map { collectors[$0] } }

  mutating func update(_ name: SafeText, _ change: (inout Collector) -> Void) {
    let row: Int
    if let known = rows.find(name) {
      row = known
    } else {
      row = collectors.count
      rows.append(name)
      collectors.append(Collector(name: name))
    }
    change(&collectors[row])
  }
}
