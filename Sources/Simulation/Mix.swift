public import Core
internal import Feeds
internal import TextSafety

/// Lines of every kind in the shapes of a busy city, for benchmarks: the same seed and size make the same bytes.
///
/// Shares by record: metric 40 %, ticket 33 %, queue 15 %, alert 5 %, heartbeat 3 %, fleet 2 %, task 2 %.
public struct Mix: Sendable {
  private var random: RandomSource
  private let encoder = EventEncoder()
  private var number = 0
  private var moment: Timestamp
  /// Tickets that live: their number, when they came, and how often they have changed.
  private var open: [(id: Int, receivedAt: Timestamp, revision: Int64, place: Int)] = []

  public init(seed: UInt64 = 1, start: Timestamp = Timestamp(milliseconds: 1_656_813_600_000)) {
    random = RandomSource(seed: seed)
    moment = start
  }

  /// Hands over line after line, newline included, until they make `bytes` bytes.
  public mutating func write(bytes: Int, _ take: ([UInt8]) -> Void) {
    var written = 0
    while written < bytes {
      let line = encoder.encode(next()) + [10]
      written += line.count
      take(line)
    }
  }

  private mutating func next() -> Event {
    number += 1
    if number % 40 == 0 { moment = moment + 1 }
    return switch random.integer(below: 100) {
    case ..<40: metric()
    case ..<73: ticket()
    case ..<88: queue()
    case ..<93: alert()
    case ..<96: heartbeat()
    case ..<98: fleet()
    default: task()
    }
  }

  private func event(_ source: SafeText, _ subject: SafeText, _ place: Int, _ payload: Event.Payload) -> Event {
    Event(
      source: source, id: "e-\(Int64(number))", time: moment, subject: subject, place: PlaceCode(digits: Mix.places[place]),
      marks: .simulated, payload: payload)
  }

  private mutating func metric() -> Event {
    let subject = Mix.systems[random.integer(below: Mix.systems.count)]
    let allocated = Double(9000 + random.integer(below: 4000))
    let samples = [
      MetricSample(name: "cloud.vcpu.allocated", value: allocated, unit: "{core}", capacity: 13_000, target: 13_000),
      MetricSample(name: "cloud.vcpu.used_ratio", value: Double(random.integer(below: 1000)) / 1000, unit: "ratio"),
      MetricSample(name: "cloud.vm.count", value: Double(1500 + random.integer(below: 300)), unit: "{vm}"),
    ]
    return event("/100000/\(subject)/region-main", subject, 0, .metric(MetricReport(samples: samples, intervalSeconds: 30)))
  }

  private mutating func ticket() -> Event {
    let isNew = open.isEmpty || (open.count < 20_000 && random.integer(below: 3) == 0)
    if isNew {
      open.append((number, moment, 0, 1 + random.integer(below: Mix.places.count - 1)))
      if open.count > 19_000 { open.removeFirst(4000) }
    }
    let row = isNew ? open.count - 1 : random.integer(below: open.count)
    open[row].revision += 1
    let ticket = open[row]
    let id: SafeText = "HL20220703\(Int64(1_000_000 + ticket.id))"
    let states: [TicketUpdate.State] = [.received, .dispatched, .signed, .inProgress, .replied]
    let agency = Mix.agencies[ticket.id % Mix.agencies.count]
    let update = TicketUpdate(
      ticket: id, domain: .hotline, title: Mix.titles[ticket.id % Mix.titles.count],
      state: states[Int(min(ticket.revision - 1, 4))], priority: ticket.id % 10 == 0 ? .urgent : .normal,
      receivedAt: ticket.receivedAt, revision: ticket.revision, ticketClass: .help, channel: .phone,
      service: Mix.services[ticket.id % Mix.services.count], agency: agency,
      dispatchedAt: ticket.revision > 1 ? ticket.receivedAt + 150 : nil, dueAt: ticket.receivedAt + 7200,
      limit: .init(profile: "demo", limit: .seconds(7200), light: .green),
      placeText: Mix.roads[ticket.id % Mix.roads.count])
    return event("/100000/hotline-12345", id, ticket.place, .ticket(update))
  }

  private mutating func queue() -> Event {
    let index = random.integer(below: 120)
    let id: SafeText = "xq-\(Int64(index))"
    let reading = QueueReading(
      queue: id, title: Mix.exchanges[index % Mix.exchanges.count], mode: .table,
      provider: Mix.agencies[index % Mix.agencies.count], consumer: Party(id: "zsj", name: "市政务服务数据管理局"),
      depth: Int64(random.integer(below: 50_000)), unit: "{record}", state: index % 17 == 0 ? .stall : .ok,
      oldestSeconds: Double(random.integer(below: 1300)), inRate: 38.5, outRate: Double(random.integer(below: 80)), inFlight: 200,
      failed: 0, offset: Int64(94_000_000 + number), lastSuccess: moment + -30, limitSeconds: 900)
    return event("/100000/gov-bigdata/exchange", id, 0, .queue(reading))
  }

  private mutating func alert() -> Event {
    let index = random.integer(below: 200)
    let id: SafeText = "alert-\(Int64(index))"
    let report = AlertReport(
      alert: id, status: random.integer(below: 2) == 0 ? .firing : .resolved, severity: Severity(rawValue: 1 + index % 4),
      category: .cloud, event: "主机失联", headline: "政务云资源池主机失联,影响业务系统 \(Int64(index)) 个", sender: "政务云监控",
      labels: [Label("pool", "main")], group: "cloud")
    return event("/100000/gov-cloud/alerts", id, 0, .alert(report))
  }

  private mutating func heartbeat() -> Event {
    let subject = Mix.systems[random.integer(below: Mix.systems.count)]
    return event(
      "/100000/collector/\(subject)", subject, 0,
      .heartbeat(
        Heartbeat(
          collector: subject, intervalSeconds: 15, upstream: .ok, lagSeconds: 0.8, emitted: Int64(number), dropped: 0, errors: 0,
          lastEventAt: moment, version: "1.0.0", clockOffsetMilliseconds: 12)))
  }

  private mutating func fleet() -> Event {
    let place = 1 + random.integer(below: Mix.places.count - 1)
    let report = FleetReport(
      fleet: "yuezhizhu", title: "粤智助政府服务自助机", total: 1780, online: 1650 + random.integer(below: 100), fault: 23,
      areas: [.init(place: PlaceCode(digits: Mix.places[place]), total: 71, online: 69, fault: 1)], isSnapshot: true)
    return event("/100000/yuezhizhu", "yuezhizhu", 0, .fleet(report))
  }

  private mutating func task() -> Event {
    let index = random.integer(below: 60)
    let id: SafeText = "2022-\(Int64(index))"
    let report = TaskReport(
      task: id, title: "医保电子凭证激活率达40%以上", lead: "市医疗保障局", state: .inProgress, item: "十六.3",
      progress: Double(random.integer(below: 100)) / 100, updatedAt: moment)
    return event("/100000/task-ledger-2022", id, 0, .task(report))
  }

  private static let places: [Int64] = [
    100_000, 100_001, 100_002, 100_003, 100_004, 100_005, 100_006, 100_007, 100_008, 100_009,
  ]
  private static let systems: [SafeText] = ["gov-cloud", "gov-bigdata", "yuezhengyi", "yuezhizhu", "crypto-pool"]
  private static let services: [SafeText] = ["flood-road", "noise", "water-supply", "streetlight", "parking"]
  private static let titles: [SafeText] = [
    "解放路(市场路段)积水,车辆无法通行", "夜间施工噪声扰民", "小区停水超过六小时", "路灯不亮存在安全隐患", "机动车占用人行道停放",
  ]
  private static let roads: [SafeText] = ["城东区解放路", "城西区人民路", "城南区建设路", "城北区文明路"]
  private static let exchanges: [SafeText] = ["公安→政数 户籍人口", "民政→政数 婚姻登记", "人社→政数 社保缴费", "卫健→政数 出生证明"]
  private static let agencies = [
    Party(id: "csgl", name: "市城市管理和综合执法局"), Party(id: "gongan", name: "市公安局"), Party(id: "shuiwu", name: "市水务局"),
    Party(id: "zhujian", name: "市住房和城乡建设局"),
  ]
}
