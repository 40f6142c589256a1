internal import Glibc
internal import TextSafety

/// A signal in one line: where, what, how many, against what, how unlikely.
public enum SignalText {
  /// 霞山 积水 1小时 14件,平时同刻 1.2件,偶然概率 3×10⁻⁹
  public static func headline(of evidence: SignalEvidence, city: City) -> LocalName {
    let name = evidence.cell.service.map { city.signals.serviceNames[$0] ?? LocalName(zh: $0, en: $0) }
    let place = evidence.cell.place.map { city.places[$0]?.short ?? LocalName(zh: $0.text, en: $0.text) }
    let usual = number(evidence.usual)
    let chance = probability(evidence.logProbability)
    let isTide = evidence.tide >= 1.1
    let tide = number(evidence.tide)
    let (unit, count, minutes) = (city.ticketMeasure, evidence.count, evidence.windowMinutes)
    let spanZh: SafeText = minutes < 60 ? "\(minutes)分钟" : "\(minutes / 60)小时"
    let spanEn: SafeText = minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h"
    return LocalName(
      zh: "\(place?.zh ?? "全市") \(name?.zh ?? "各类诉求") \(spanZh) \(count)\(unit),平时同刻 \(usual)\(unit)"
        + (isTide ? ",全市涨势×\(tide)已计" : "") + ",偶然概率 \(chance)",
      en: "\(place?.en ?? "City") \(name?.en ?? "all services"): \(count) in \(spanEn), usually \(usual)"
        + (isTide ? ", tide ×\(tide) allowed for" : "") + ", chance \(chance)")
  }

  /// `1.2`, `14`, `0.03`
  private static func number(_ value: Double) -> SafeText {
    SafeText(value, decimals: value >= 10 ? 0 : value >= 0.1 ? 1 : value >= 0.01 ? 2 : 3)
  }

  /// `3×10⁻⁹`, of a natural logarithm.
  static func probability(_ logarithm: Double) -> SafeText {
    let decimal = logarithm / log(10)
    guard decimal > -99 else { return "<10⁻⁹⁹" }
    guard decimal < -2 else { return SafeText(percent: exp(logarithm)) }
    var exponent = decimal.rounded(.down)
    var digit = Int(pow(10, decimal - exponent).rounded())
    if digit == 10 { (digit, exponent) = (1, exponent + 1) }
    return (digit == 1 ? "10⁻" : "\(digit)×10⁻") + superscript(Int(-exponent))
  }

  private static let digits: [SafeText] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  private static func superscript(_ number: Int) -> SafeText {
    (number >= 10 ? superscript(number / 10) : "") + digits[number % 10]
  }
}
