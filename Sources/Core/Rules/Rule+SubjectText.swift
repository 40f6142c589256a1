internal import TextSafety

/// What a rule reads, in words that stay the same from one edition of the program to the next: an alarm keeps them, so that one whose rule
/// reads something else after a restart is known for what it is.
extension Rule.Subject {
  var text: SafeText {
    switch self {
    case .metric(let name, let labels): "metric \(name)\(labels.text)"
    case .aggregate(let aggregate): aggregate.text
    case .ratio(let ratio):
      "ratio \(ratio.numerator)\(ratio.numeratorLabels.text) / \(ratio.denominator)\(ratio.denominatorLabels.text)"
        + (ratio.minimum > 0 ? " at least " + ratio.minimum.text : "") + ratio.grouping.text + " fresh "
        + ratio.freshSeconds.text
    case .queue(let quantity, let queue): "queue " + word(quantity) + " " + (queue ?? "*")
    case .fleet(let fleet): "fleet " + word(fleet.quantity) + " " + (fleet.fleet ?? "*") + " by " + word(fleet.grouping)
    case .tickets(let quantity, let domain, let grouping):
      "tickets " + word(quantity) + " " + (domain.map(word) ?? "*") + " by " + word(grouping)
    case .task(let quantity, let task): "task " + quantity.text + " " + (task ?? "*")
    case .sourceSilence(let coreOnly): coreOnly ? "silence of core sources" : "silence of sources"
    case .sourceDown: "source down"
    case .malformedLines: "malformed lines"
    }
  }
}

extension Rule.Aggregate {
  fileprivate var text: SafeText {
    let bound: SafeText = bound.map { " " + word($0.direction) + " " + $0.value.text } ?? ""
    return word(function) + " \(metric)\(labels.text)" + bound + grouping.text + " fresh " + freshSeconds.text
  }
}

extension Rule.TaskQuantity {
  fileprivate var text: SafeText {
    switch self {
    case .state: "state"
    // Another plan is another level, not another thing.
    case .behind: "behind"
    case .milestones: "milestones"
    case .value: "value"
    }
  }
}

extension [Label] {
  fileprivate var text: SafeText { map { " " + $0.key + "=" + $0.value }.joined() }
}

extension [Rule.Grouping] {
  fileprivate var text: SafeText {
    map { grouping in
      switch grouping {
      case .source: " by source"
      case .district: " by district"
      case .subject: " by subject"
      case .label(let key): " by label " + key
      }
    }.joined()
  }
}

extension Double {
  fileprivate var text: SafeText { SafeText(sanitizing: JSONWriter.text(of: self)) }
}

private func word(_ value: some RawRepresentable<String>) -> SafeText { SafeText(sanitizing: value.rawValue) }
