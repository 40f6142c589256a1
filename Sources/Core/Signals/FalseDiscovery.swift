internal import Glibc

/// Benjamini and Hochberg's step-up rule (1995): what of all that is looked at together is a discovery.
public enum FalseDiscovery {
  /// How many of these natural logarithms of probabilities, ascending, are discoveries among `tests` in all, when the share `rate` of the
  /// discoveries may be false. Tests that are not given count as not remarkable.
  public static func discoveries(_ ascending: [Double], among tests: Int, rate: Double) -> Int {
    let step = log(rate) - log(Double(max(tests, ascending.count)))
    let last = ascending.indices.last { ascending[$0] <= step + log(Double($0 + 1)) }
    return last.map { $0 + 1 } ?? 0
  }
}
