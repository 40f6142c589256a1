internal import Core
internal import TextSafety

extension Malformed.Reason {
  /// Why a line was set aside.
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .syntax: Phrase(zh: "语法错", en: "syntax")(language)
    case .depth: Phrase(zh: "嵌套过深", en: "too deep")(language)
    case .number: Phrase(zh: "数值越界", en: "number")(language)
    case .encoding: Phrase(zh: "乱码", en: "encoding")(language)
    case .byteOrderMark: Phrase(zh: "带BOM", en: "BOM")(language)
    case .gbk: Phrase(zh: "GBK编码", en: "GBK")(language)
    case .shape: Phrase(zh: "结构错", en: "shape")(language)
    case .missing: Phrase(zh: "缺字段", en: "missing field")(language)
    case .value: Phrase(zh: "取值错", en: "bad value")(language)
    case .unknownType: Phrase(zh: "类型不识", en: "unknown type")(language)
    case .tooLong: Phrase(zh: "超长", en: "too long")(language)
    case .truncated: Phrase(zh: "截断", en: "truncated")(language)
    case .classified: Phrase(zh: "受限", en: "restricted")(language)
    }
  }

  /// `缺字段 3 乱码 1`: every reason that has occurred, the most frequent first.
  static func list(_ counts: [Malformed.Reason: Int], _ language: Language) -> SafeText {
    allCases.filter { counts[$0] ?? 0 > 0 }
      .sorted { (counts[$1] ?? 0, $0.name) < (counts[$0] ?? 0, $1.name) }
      .map { "\($0.phrase(language)) \(counts[$0] ?? 0)" as SafeText }.joined(separator: " ")
  }
}

extension Heartbeat.Upstream {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .ok: Phrase(zh: "正常", en: "ok")(language)
    case .degraded: Phrase(zh: "降级", en: "degraded")(language)
    case .down: Words.down(language)
    case .unknown: Phrase(zh: "不明", en: "unknown")(language)
    }
  }
}

extension SourceTable.Source {
  /// `快 12 秒`, `12 s ahead`; nil where its clock is right as far as can be told.
  func clockPhrase(_ language: Language) -> SafeText? {
    guard let skew = notableSkewSeconds else { return nil }
    let amount = Format.lag(skew.magnitude)
    return skew > 0 ? language.say("快 \(amount)", "\(amount) ahead") : language.say("慢 \(amount)", "\(amount) behind")
  }
}
