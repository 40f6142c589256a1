internal import Core
internal import TextSafety

extension AlertReport.Category {
  func phrase(_ language: Language) -> SafeText {
    switch self {
    case .cloud: Phrase(zh: "政务云", en: "cloud")(language)
    case .network: Phrase(zh: "网络", en: "network")(language)
    case .data: Phrase(zh: "数据共享", en: "data")(language)
    case .crypto: Phrase(zh: "密码", en: "crypto")(language)
    case .security: Phrase(zh: "安全", en: "security")(language)
    case .app: Phrase(zh: "应用", en: "app")(language)
    case .hotline: Phrase(zh: "热线", en: "hotline")(language)
    case .terminal: Phrase(zh: "终端", en: "terminal")(language)
    case .weather: Phrase(zh: "气象", en: "weather")(language)
    case .flood: Phrase(zh: "内涝", en: "flood")(language)
    case .water: Phrase(zh: "水务", en: "water")(language)
    case .fire: Phrase(zh: "消防", en: "fire")(language)
    case .geo: Phrase(zh: "地质", en: "geology")(language)
    case .transport: Phrase(zh: "交通", en: "transport")(language)
    case .environment: Phrase(zh: "环境", en: "environment")(language)
    case .health: Phrase(zh: "卫生", en: "health")(language)
    case .market: Phrase(zh: "市场", en: "market")(language)
    case .workSafety: Phrase(zh: "安全生产", en: "work safety")(language)
    case .social: Phrase(zh: "社会", en: "social")(language)
    case .task: Phrase(zh: "任务", en: "task")(language)
    case .feed: Phrase(zh: "数据源", en: "feed")(language)
    case .other: Phrase(zh: "其他", en: "other")(language)
    }
  }
}
