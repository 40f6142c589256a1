public import Core
public import TextSafety

// The scales of others, each in its own words, so that none is taken for our severity (红橙黄蓝).

extension AlertReport.Response.Level {
  /// Ⅰ…Ⅳ
  public var numeral: SafeText {
    switch self {
    case .one: "Ⅰ"
    case .two: "Ⅱ"
    case .three: "Ⅲ"
    case .four: "Ⅳ"
    }
  }
}

extension AlertReport.Response {
  /// `防风Ⅱ级响应`: every plan has a level of its own.
  public func phrase(_ language: Language) -> SafeText {
    language.say("\(plan)\(level.numeral)级响应", "\(plan), response level \(level.numeral)")
  }
}

extension AlertReport.Grade {
  /// `Ⅲ级 较大`
  public func phrase(_ language: Language) -> SafeText {
    switch self {
    case .one: language.say("Ⅰ级 特别重大", "grade Ⅰ, especially major")
    case .two: language.say("Ⅱ级 重大", "grade Ⅱ, major")
    case .three: language.say("Ⅲ级 较大", "grade Ⅲ, serious")
    case .four: language.say("Ⅳ级 一般", "grade Ⅳ, ordinary")
    }
  }
}
