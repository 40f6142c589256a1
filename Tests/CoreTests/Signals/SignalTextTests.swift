import Foundation
import Testing
import TextSafety

@testable import Core

struct SignalTextTests {
  private let city: City = {
    let xiashan = Places.Place(
      code: PlaceCode(digits: 440_803), name: LocalName(zh: "霞山区", en: "Xiashan District"),
      short: LocalName(zh: "霞山", en: "Xiashan"), initials: "xs")
    var city = City(places: Places([xiashan]))
    city.signals.serviceNames["flood-road"] = LocalName(zh: "积水", en: "flooding")
    return city
  }()

  private func evidence(_ cell: SignalCell, tide: Double = 1, minutes: Int = 60) -> SignalEvidence {
    SignalEvidence(
      cell: cell, windowMinutes: minutes, count: 14, usual: 1.2, tide: tide, logProbability: log(3.2e-9), tickets: ["T1", "T2"])
  }

  @Test func theHeadlineSaysHowManyAgainstWhatHowUnlikely() {
    let cell = SignalCell(place: PlaceCode(digits: 440_803), service: "flood-road")
    let headline = SignalText.headline(of: evidence(cell), city: city)
    #expect(headline.zh == "霞山 积水 1小时 14件,平时同刻 1.2件,偶然概率 3×10⁻⁹")
    #expect(headline.en == "Xiashan flooding: 14 in 1 h, usually 1.2, chance 3×10⁻⁹")
  }

  @Test func aTideAndWhatHasNoNameAreSaid() {
    let headline = SignalText.headline(of: evidence(SignalCell(place: nil, service: "x"), tide: 2.34, minutes: 15), city: city)
    #expect(headline.zh == "全市 x 15分钟 14件,平时同刻 1.2件,全市涨势×2.3已计,偶然概率 3×10⁻⁹")
    #expect(SignalText.headline(of: evidence(.all), city: city).en == "City all services: 14 in 1 h, usually 1.2, chance 3×10⁻⁹")
  }

  @Test(arguments: [(0.5, "50.0%"), (1e-9, "10⁻⁹"), (9.7e-10, "10⁻⁹"), (2e-12, "2×10⁻¹²"), (1e-200, "<10⁻⁹⁹")])
  func probabilitiesAreWrittenShort(value: Double, text: String) {
    #expect(SignalText.probability(log(value)).string == text)
  }
}
