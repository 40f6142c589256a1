import Core
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// Boards 5 to 8: a catalogue with one system in alarm, one lost, one well, two not connected; a fleet by place; a ledger.
@Suite struct SystemsBoardTests {
  private static func system(
    _ id: SafeText, _ zh: SafeText, _ en: SafeText, area: SafeText, board: SafeText, indicators: [CatalogueSystem.Indicator] = [],
    tier: CatalogueSystem.Tier = .a, initials: SafeText = ""
  ) -> CatalogueSystem {
    var system = CatalogueSystem(
      id: id, name: LocalName(zh: zh, en: en), area: area, lead: "市政务服务数据管理局", indicators: indicators, kinds: [.metric],
      tier: tier, board: board, target: "prop: error_ratio >0.01 黄 >0.05 红")
    system.initials = initials
    return system
  }

  private static let state: State = {
    var city = SampleState.city
    city.areas = [LocalName(zh: "社会管理", en: "Public safety"), LocalName(zh: "民生服务", en: "Livelihood")]
    city.systems = [
      system(
        "crypto-pool", "密码资源池", "Cryptographic pool", area: "数据安全与密码", board: "security",
        indicators: [
          .init(name: "cloud.vcpu.alloc_ratio", title: "分配率", unit: "ratio", kind: "metric"),
          .init(name: "crypto.device.up", title: "设备在线", unit: "{device}", kind: "metric"),
        ], initials: "mmzyc"),
      system("data-security", "数据安全监测", "Data security monitor", area: "数据安全与密码", board: "security", tier: .b),
      system("yuezhizhu", "粤智助自助机", "Yuezhizhu kiosks", area: "粤系列", board: "apps", initials: "yzzzzj"),
      system("city-ops", "城市运行管理服务平台", "City operations", area: "社会管理", board: "topics"),
      system("health-info", "全民健康信息平台", "Health information", area: "民生服务", board: "topics", tier: .c),
    ]
    var state = State(city: city, startingAt: SampleState.start)
    var effects: [Effect] = []
    func feed(_ payload: Event.Payload, _ id: SafeText, _ subject: SafeText, _ source: SafeText, at seconds: Double) {
      let event = SampleState.event(payload, id: id, subject: subject, source: source, at: seconds)
      state.reduce(.event(event, collector: "test", at: event.time), effects: &effects)
    }
    feed(
      .metric(
        MetricReport(samples: [
          MetricSample(name: "cloud.vcpu.alloc_ratio", value: 0.981, unit: "ratio"),
          MetricSample(name: "crypto.device.up", value: 5, unit: "{device}", target: 6),
        ])), "m", "crypto-pool", "/440800/crypto-pool/hsm", at: 10)
    feed(.metric(MetricReport(samples: [MetricSample(name: "x", value: 1, unit: "1")])), "c", "c", "/440800/city-ops", at: 20)
    feed(
      .fleet(
        FleetReport(
          fleet: "yuezhizhu", title: "粤智助自助机", total: 40, online: 31, fault: 4,
          areas: [
            .init(place: PlaceCode(digits: 440803), total: 20, online: 12, fault: 4),
            .init(place: PlaceCode(digits: 440802), total: 20, online: 19, fault: nil),
          ], isSnapshot: true)), "f", "yuezhizhu", "/440800/yuezhizhu", at: 30)
    feed(
      .task(
        TaskReport(
          task: "t1", title: "粤商通月活跃用户超6万", lead: "市政务服务数据管理局", state: .atRisk, item: "十五.2", progress: 0.4, value: 54_200,
          target: .init(comparison: .above, value: 60_000, unit: "{user}", by: CivilDate(year: 2022, month: 12, day: 31)),
          milestones: [.init(title: "上半年推广", due: CivilDate(year: 2022, month: 6, day: 30), isDone: true)])), "k1", "t1",
      "/440800/ledger",
      at: 40)
    feed(
      .task(TaskReport(task: "t2", title: "政务云扩容到1.3万核", lead: "市政务服务数据管理局", state: .done, progress: 1)), "k2", "t2",
      "/440800/ledger", at: 41)
    state.reduce(.tick(SampleState.start + 60), effects: &effects)
    SampleState.settle(&state, &effects)
    return state
  }()

  private func draw(_ board: BoardID, _ width: Int, _ height: Int, _ change: (inout ViewState) -> Void = { _ in }) -> Canvas {
    var view = ViewState.standard
    view.board = board
    change(&view)
    return ScreenPainter.draw(state: Self.state, view: view, size: Size(width: width, height: height), help: [])
  }

  @Test(arguments: ["security", "apps", "topics", "ledger"] as [BoardID]) func theBoardsLookAsTheyDid(board: BoardID) {
    expectSnapshot(draw(board, 200, 56), named: "\(board.rawValue)-zh-200x56")
    expectSnapshot(draw(board, 80, 24), named: "\(board.rawValue)-zh-80x24")
    expectSnapshot(draw(board, 200, 56) { $0.language = .en }, named: "\(board.rawValue)-en-200x56")
    expectSnapshot(draw(board, 80, 24) { $0.language = .en }, named: "\(board.rawValue)-en-80x24")
  }

  @Test func theDetailsLookAsTheyDid() {
    expectSnapshot(draw("security", 120, 35) { $0.overlays = [.detail(.system("crypto-pool"), top: 0)] }, named: "detail-system")
    expectSnapshot(draw("ledger", 120, 35) { $0.overlays = [.detail(.task("t1"), top: 0)] }, named: "detail-task")
  }

  @Test func aSystemTakesTheBadgeOfItsWorstAlarm() {
    let rows = SystemReadings(Self.state) { $0.board == "security" }.readings
    #expect(rows.map(\.worst) == [.red, nil] && rows.map(\.health) == [.fresh, nil])
    #expect(rows[0].alarms.count == 1)
  }

  @Test func anAreaUnderTheCursorChoosesItsSystems() {
    func items(_ area: SafeText?) -> [ItemID] {
      var view = ViewState.standard
      view.board = "topics"
      if let area { view.cursors[.areas] = .init(item: .area(area)) }
      let context = PanelContext(state: Self.state, view: view, panel: .systems, isFocused: true)
      return PanelRegistry.panel(.systems).items(context)
    }
    #expect(items(nil) == [.system("city-ops"), .system("health-info")])
    #expect(items("民生服务") == [.system("health-info")])
  }

  @Test(arguments: [
    ("mmzyc" as SafeText, ItemID.system("crypto-pool")), ("密码", .system("crypto-pool")), ("yzz", .system("yuezhizhu")),
    ("health", .system("health-info")), ("xs", .place(PlaceCode(digits: 440803))), ("440802", .place(PlaceCode(digits: 440802))),
  ]) func anythingIsFoundByIdInitialsOrName(text: SafeText, item: ItemID) {
    #expect(Finder.find(text, in: Self.state) == item)
  }

  @Test func whatIsNotThereIsNotFound() { #expect(Finder.find("无此系统", in: Self.state) == nil) }
}
