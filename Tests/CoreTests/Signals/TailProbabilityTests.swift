import Foundation
import Testing

@testable import Core

/// Expected values: mpmath at 60 digits (regularised incomplete gamma and beta functions), the same as scipy's `logsf`.
struct TailProbabilityTests {
  @Test(arguments: [
    (1, 1e-9, -20.723265837446411), (3, 0.025, -12.877136096541697), (3, 0.3, -5.6269622259060029),
    (14, 1.2, -23.755800517196815), (14, 1.2e-3, -119.34841329057312), (40, 10, -27.940044460002595),
    (5, 10, -0.029689079446520874), (1000, 700, -59.85147851292524), (1000, 1100, -0.0010598847333686436),
    (50_000, 49_000, -12.596229260416349),
  ])
  func poissonTailsAreExact(count: Int, mean: Double, expected: Double) {
    #expect(relativeError(TailProbability.poisson(atLeast: count, mean: mean), expected) < 1e-11)
  }

  @Test(arguments: [
    (3, 0.025, 2, -11.806355495559739), (14, 1.2, 1.5, -10.154731658694475), (14, 1.2, 0.3, -5.0943927340827183),
    (40, 10, 5, -8.5909577596309599), (5, 10, 5, -0.15647348247555081), (200, 100, 10, -5.0022855345029415),
    (1, 30, 0.5, -0.13700814946858025), (3000, 1000, 0.8, -2.7875015099062661), (14, 1.2, 1e6, -23.755724490424954),
    (2000, 1900, 400, -1.7715045370435084),
  ])
  func negativeBinomialTailsAreExact(count: Int, mean: Double, size: Double, expected: Double) {
    let value = TailProbability.negativeBinomial(atLeast: count, mean: mean, size: size)
    #expect(relativeError(value, expected) < 2e-11)
  }

  @Test func theEdgesAreWhatTheyMustBe() {
    #expect(TailProbability.poisson(atLeast: 0, mean: 3) == 0)
    #expect(TailProbability.poisson(atLeast: 3, mean: 0) == -.infinity)
    #expect(TailProbability.negativeBinomial(atLeast: -1, mean: 3, size: 1) == 0)
    let nearPoisson = TailProbability.negativeBinomial(atLeast: 14, mean: 1.2, size: 1e10)
    #expect(relativeError(nearPoisson, -23.755800517196815) < 1e-8)
  }

  @Test func moreTicketsAreNeverMoreLikely() {
    for (mean, size) in [(0.01, 0.3), (4.0, 2.0), (300.0, 50.0), (1e6, 0.1)] {
      let tails = (0..<400).map { TailProbability.negativeBinomial(atLeast: $0 * 3, mean: mean, size: size) }
      #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }

  private func relativeError(_ value: Double, _ expected: Double) -> Double { abs(value / expected - 1) }
}

struct FalseDiscoveryTests {
  /// The worked example of Benjamini and Hochberg (1995): of 15 tests at 0.05 four are discoveries.
  @Test func theTextbookExampleHolds() {
    let values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]
    #expect(FalseDiscovery.discoveries(values.map { Foundation.log($0) }, among: 15, rate: 0.05) == 4)
  }

  @Test func aLaterOneCarriesTheEarlierOnes() {
    let values = [0.02, 0.03, 0.031].map { Foundation.log($0) }
    #expect(FalseDiscovery.discoveries(values, among: 3, rate: 0.05) == 3)
    #expect(FalseDiscovery.discoveries(values, among: 6, rate: 0.05) == 0)
    #expect(FalseDiscovery.discoveries([], among: 10, rate: 0.05) == 0)
  }
}
