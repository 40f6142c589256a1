internal import TextSafety

/// Which rules read what: the way of an event asks once, by the name of its indicator, and never looks at all rules.
struct RuleIndex: Sendable {
  /// A rule's interest in an indicator, beside the rule itself: a rule is a dozen texts, and taking it out of its array retains them all.
  struct Interest: Sendable {
    enum Part: Sendable {
      case own
      /// A member of a group of series; below the line of a ratio, or in an aggregate or above it.
      case member(groups: Int, isDenominator: Bool)
    }

    var rule: Int
    var labels: [Label]
    var part: Part
  }

  private var names = TextIndex()
  private var byName: [[Interest]] = []
  private(set) var queues: [(rule: Int, quantity: Rule.QueueQuantity, only: SafeText?)] = []
  private(set) var fleets: [(rule: Int, fleet: Rule.Fleet)] = []
  private(set) var tasks: [(rule: Int, quantity: Rule.TaskQuantity, only: SafeText?)] = []
  private(set) var tickets: [(rule: Int, quantity: Rule.TicketQuantity, domain: TicketUpdate.Domain?, by: Rule.TicketGrouping)] =
    []
  private(set) var sources: [Int] = []
  /// The rules on lines that could not be read.
  private(set) var malformed: [Int] = []
  /// The rules over groups of series, in their order.
  private(set) var grouped: [Int] = []

  init(_ rules: [Rule]) {
    for (number, rule) in rules.enumerated() {
      switch rule.subject {
      case .metric(let name, let labels): add(Interest(rule: number, labels: labels, part: .own), to: name)
      case .aggregate(let aggregate):
        let part = Interest.Part.member(groups: grouped.count, isDenominator: false)
        add(Interest(rule: number, labels: aggregate.labels, part: part), to: aggregate.metric)
        grouped.append(number)
      case .ratio(let ratio):
        let (above, below) = (
          Interest.Part.member(groups: grouped.count, isDenominator: false),
          Interest.Part.member(groups: grouped.count, isDenominator: true)
        )
        add(Interest(rule: number, labels: ratio.numeratorLabels, part: above), to: ratio.numerator)
        add(Interest(rule: number, labels: ratio.denominatorLabels, part: below), to: ratio.denominator)
        grouped.append(number)
      case .queue(let quantity, let only): queues.append((number, quantity, only))
      case .fleet(let fleet): fleets.append((number, fleet))
      case .tickets(let quantity, let domain, let grouping): tickets.append((number, quantity, domain, grouping))
      case .task(let quantity, let only): tasks.append((number, quantity, only))
      case .sourceSilence, .sourceDown: sources.append(number)
      case .malformedLines: malformed.append(number)
      }
    }
  }

  /// The row of an indicator that a rule reads.
  @inline(__always)
  func row(of name: SafeText) -> Int? { names[name] }

  @inline(__always)
  func interests(inRow row: Int) -> [Interest] { byName[row] }

  private mutating func add(_ interest: Interest, to name: SafeText) {
    if names[name] == nil {
      names.append(name)
      byName.append([])
    }
    if let row = names[name] { byName[row].append(interest) }
  }
}
