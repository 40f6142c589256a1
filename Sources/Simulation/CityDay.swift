internal import Core
public import Settings

/// A whole day of a busy prefecture at full rate, for benchmarks of seeking: about 1.1 million records.
///
/// 2,000 tickets, 700 indicators each minute, 300 exchange tasks every five minutes, ten collectors' heartbeats.
enum CityDay {
  static let tickets = 2000.0
  static let indicators = 700
  static let exchanges = 300

  /// `date` is `2022-07-03`; nil where it is no day.
  static func scenario(_ date: String, offset: String = "+08:00") -> Scenario? {
    guard let start = Timestamp(rfc3339: "\(date)T00:00:00\(offset)") else { return nil }
    let end = (start + 86_399).rfc3339(offsetMinutes: 480)
    var scenario = Scenario(
      id: "city-day-\(date)", title: "全市一日(合成数据)", note: "合成演示数据,不代表真实运行情况", start: "\(date)T00:00:00\(offset)",
      end: end, seed: 1, place: 440_800)
    scenario.metrics = (0..<indicators).map(indicator)
    scenario.queues = (0..<exchanges).map(exchange)
    scenario.heartbeats = (0..<10).map {
      .init(collector: "collector-\($0)", source: "/440800/collector/collector-\($0)", subject: "system-\($0)", every: 60)
    }
    scenario.tickets = hotline
    return scenario
  }

  private static let counties = [
    "440881", "440882", "440883", "440823", "440825", "440803", "440802", "440871", "440804", "440811",
  ]
  private static let hours = [
    0.008, 0.006, 0.005, 0.004, 0.005, 0.008, 0.015, 0.035, 0.070, 0.100, 0.105, 0.090, 0.045, 0.050, 0.080, 0.090, 0.085, 0.065,
    0.040, 0.030, 0.024, 0.018, 0.013, 0.009,
  ]

  private static func indicator(_ number: Int) -> Scenario.MetricSource {
    let system = number / 10
    let high = Double(40 + number % 50)
    return .init(
      source: "/440800/system-\(system)", subject: "system-\(system)-\(number % 10)", place: Int64(counties[number % 10]),
      every: 60,
      samples: [
        .init(
          name: "system.load_\(number % 10)", unit: "{item}",
          curve: ["00:00": high / 4, "06:00": high / 4, "10:00": high, "13:00": high * 0.7, "16:00": high, "22:00": high / 3],
          noise: 0.05, decimals: 1)
      ])
  }

  private static func exchange(_ number: Int) -> Scenario.QueueSource {
    .init(
      id: "xq-\(number)", title: "交换任务 \(number)", source: "/440800/zj-gov-bigdata/exchange", mode: "table",
      provider: .init(id: "dept-\(number % 60)", name: "部门 \(number % 60)"), consumer: .init(id: "zsj", name: "市政务服务数据管理局"),
      every: 300, limit: 900, inRate: ["00:00": 4, "08:30": 20, "18:00": 6], outRate: ["00:00": 30])
  }

  private static var hotline: Scenario.TicketStream {
    let agency = Scenario.Agency(id: "csgl", name: "市城市管理和综合执法局")
    return .init(
      source: "/440800/hotline-12345", prefix: "ZJ", perDay: tickets, hours: hours, open: 200,
      places: Dictionary(uniqueKeysWithValues: counties.map { ($0, 1) }),
      kinds: [
        .init(
          service: "consult", ticketClass: "consult", weight: 75, agency: agency, titles: ["办事咨询", "政策咨询"], answered: 0.96,
          minutes: 150),
        .init(service: "complaint", ticketClass: "complaint", weight: 15, agency: agency, titles: ["反映噪声扰民"], minutes: 260),
        .init(service: "help", ticketClass: "help", weight: 10, agency: agency, titles: ["路灯不亮", "片区停水"], minutes: 180),
      ])
  }
}

extension Simulator {
  /// A whole day of a busy prefecture, for benchmarks; `date` is `2022-07-03`.
  public init(day date: String, seed: UInt64? = nil, scale: Double? = nil) throws(ConfigurationError) {
    guard let scenario = CityDay.scenario(date) else {
      throw ConfigurationError(file: "--day", message: "'\(date)' is no day (2022-07-03)")
    }
    try self.init(scenario, file: "--day", seed: seed, scale: scale)
  }
}
