public import TextSafety

extension Rule {
  /// Many series of one indicator as one value for each group.
  public struct Aggregate: Sendable, Equatable {
    public enum Function: String, Sendable, CaseIterable {
      case sum, mean, max, min
      /// How many series there are, or how many of them reach the bound.
      case count
      /// The share of them that reaches the bound.
      case share
    }

    public var function: Function
    public var metric: SafeText
    public var labels: [Label]
    /// For `count` and `share`.
    public var bound: Bound?
    public var grouping: [Grouping]
    /// A series that has said nothing for longer is not counted.
    public var freshSeconds: Double

    public init(
      _ function: Function, of metric: SafeText, labels: [Label] = [], bound: Bound? = nil, by grouping: [Grouping] = [],
      freshSeconds: Double = Aggregate.usualFreshSeconds
    ) {
      self.function = function
      self.metric = metric
      self.labels = labels
      self.bound = bound
      self.grouping = grouping
      self.freshSeconds = freshSeconds
    }

    public static let usualFreshSeconds = 900.0
  }

  /// The sum of one indicator ÷ the sum of another, within each group.
  public struct Ratio: Sendable, Equatable {
    public var numerator: SafeText
    public var numeratorLabels: [Label]
    public var denominator: SafeText
    public var denominatorLabels: [Label]
    /// While less than this stands above the line the ratio counts as 0: one of one is no share.
    public var minimum: Double
    public var grouping: [Grouping]
    public var freshSeconds: Double

    public init(
      _ numerator: SafeText, _ numeratorLabels: [Label] = [], over denominator: SafeText, _ denominatorLabels: [Label] = [],
      minimum: Double = 0, by grouping: [Grouping] = [], freshSeconds: Double = Aggregate.usualFreshSeconds
    ) {
      self.numerator = numerator
      self.numeratorLabels = numeratorLabels
      self.denominator = denominator
      self.denominatorLabels = denominatorLabels
      self.minimum = minimum
      self.grouping = grouping
      self.freshSeconds = freshSeconds
    }
  }

  /// What puts series into one group.
  public enum Grouping: Sendable, Equatable {
    case source, district, subject
    case label(SafeText)
  }
}
