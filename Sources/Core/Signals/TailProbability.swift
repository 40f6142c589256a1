internal import Glibc

/// How unlikely a count at least as great is: upper tails of the Poisson and the negative binomial distribution, as natural logarithms.
///
/// The probability of one count is taken by saddle point (Loader 2000), so that nothing cancels; the tail is a sum of positive terms from
/// there outwards.
public enum TailProbability {
  /// ln P(X ≥ count) for a Poisson count with this mean.
  public static func poisson(atLeast count: Int, mean: Double) -> Double {
    guard count > 0 else { return 0 }
    guard mean > 0 else { return -.infinity }
    let k = Double(count)
    if k > mean {
      return poissonTerm(k, mean) + log(sum(upFrom: k) { mean / ($0 + 1) })
    }
    return complement(poissonTerm(k - 1, mean) + log(sum(downFrom: k - 1, ratio: { $0 / mean })))
  }

  /// ln P(X ≥ count) for a negative binomial count: variance = mean + mean² ÷ size.
  public static func negativeBinomial(atLeast count: Int, mean: Double, size: Double) -> Double {
    guard count > 0 else { return 0 }
    guard mean > 0, size > 0 else { return -.infinity }
    // So close to a Poisson count that the terms would only lose digits.
    guard size < 1e9 * max(1, mean) else { return poisson(atLeast: count, mean: mean) }
    let k = Double(count)
    let share = mean / (mean + size)
    if k > mean {
      return binomialTerm(k, mean, size) + log(sum(upFrom: k) { (size + $0) / ($0 + 1) * share })
    }
    return complement(binomialTerm(k - 1, mean, size) + log(sum(downFrom: k - 1, ratio: { $0 / ((size + $0 - 1) * share) })))
  }

  /// ln P(X = 0) of what is expected.
  static func silence(_ expected: CountBaseline.Expectation) -> Double {
    -log1p(expected.mean * expected.excess) / max(expected.excess, 1e-9)
  }

  /// More terms are not added one by one: a geometric series stands for the rest.
  private static let termLimit = 20_000

  /// 1 + r(k) + r(k)·r(k+1) + …, for ratios that fall below 1.
  private static func sum(upFrom start: Double, ratio: (Double) -> Double) -> Double {
    var (total, term, k) = (1.0, 1.0, start)
    for _ in 0..<termLimit {
      term *= ratio(k)
      total += term
      k += 1
      if term < total * 1e-17 { return total }
    }
    let last = min(ratio(k), 1 - 1e-12)
    return total + term * last / (1 - last)
  }

  /// The same towards 0, where the terms end.
  private static func sum(downFrom start: Double, ratio: (Double) -> Double) -> Double {
    var (total, term, k) = (1.0, 1.0, start)
    for _ in 0..<termLimit where k > 0 {
      term *= ratio(k)
      total += term
      k -= 1
      if term < total * 1e-17 { break }
    }
    return total
  }

  /// ln(1 − e^x)
  private static func complement(_ x: Double) -> Double { x >= 0 ? -.infinity : log1p(-exp(x)) }

  private static func poissonTerm(_ k: Double, _ mean: Double) -> Double {
    k == 0 ? -mean : -stirlingError(k) - deviance(k, mean) - 0.5 * log(2 * .pi * k)
  }

  private static func binomialTerm(_ k: Double, _ mean: Double, _ size: Double) -> Double {
    if k == 0 { return size * log1p(-mean / (mean + size)) }
    let n = k + size
    let whole = mean + size
    return stirlingError(n) - stirlingError(size) - stirlingError(k) - deviance(size, n * (size / whole))
      - deviance(k, n * (mean / whole))
      + 0.5 * log(n / (2 * .pi * size * k)) + log(size / n)
  }

  /// What Stirling's formula lacks: ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π.
  private static func stirlingError(_ x: Double) -> Double {
    if x < 16 { return lgamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * .pi) }
    let square = x * x
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / x
  }

  /// x ln(x ÷ m) + m − x, by its series where x and m are near each other.
  private static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var total = (x - m) * v
    var term = 2 * x * v
    for j in 1..<100 {
      term *= v * v
      let next = total + term / Double(2 * j + 1)
      if next == total { break }
      total = next
    }
    return total
  }
}
