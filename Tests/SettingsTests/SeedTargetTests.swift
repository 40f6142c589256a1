import Core
import Settings
import Testing
import TextSafety

/// Every target that a seed text states is a rule of the sample city: it fires just past the target, and not just before it.
@Suite struct SeedTargetTests {
  /// The rules of `domain.md` §9 by what they read, with a value that keeps the target and one that just misses it.
  private static let targets: [(rule: String, metric: String, kept: Double, missed: Double)] = [
    ("cloud-size", "cloud.vcpu.capacity", 13000, 12999), ("share-docking", "share.request.overdue", 0, 1),
    ("share-instant", "share.instant.ratio", 0.8, 0.7999), ("catalog-timely", "catalog.update.on_time_ratio", 1, 0.9999),
    ("open-data-timely", "open.update.on_time_ratio", 1, 0.9999), ("yst-mau", "yst.mau", 60001, 60000),
    ("yst-coverage", "yst.coverage_ratio", 1, 0.9999), ("yst-topics", "yst.special.count", 1, 0),
    ("kiosk-coverage", "kiosk.coverage_ratio", 1, 0.9999), ("form-filling", "form.reduce_ratio", 0.6, 0.5999),
    ("finance-enterprises", "frisk.ent.collected", 1000, 999), ("medical-code", "miv.activate_ratio", 0.4, 0.3999),
    ("esup-ratio", "prt.esup_ratio", 1, 0.9999), ("enforcement-use", "enf.unit.using_ratio", 1, 0.9999),
    ("case-closing", "dc.closed_ratio", 0.98, 0.9799), ("appeal-closing", "gmt.closed_ratio", 0.9736, 0.9735),
    ("construction-approval", "ca2.days.p90", 45, 45.1), ("supervision-lists", "isup.list.done", 610, 609),
    ("governance-topics", "yzh.topic.connected", 7, 6), ("one-thing", "onething.live", 100, 99),
    ("one-visit", "onething.once", 10, 9), ("cross-province", "xr.item.count", 100, 99),
    ("service-online", "svc.online_ratio", 0.8312, 0.8311), ("service-window", "svc.onewindow_ratio", 0.769, 0.7689),
  ]

  @Test(arguments: targets)
  func aTargetIsARule(rule: String, metric: String, kept: Double, missed: Double) throws {
    let city = try CityLoader.load(ConfigurationTests.root + "/SampleFeeds/zhanjiang")
    let id = SafeText(sanitizing: rule)
    let found = try #require(city.rules.first { $0.id == id }, "no rule is named \(rule)")
    #expect(!found.basis.isEmpty && !found.basis.string.hasPrefix("建议"), "no seed is named")
    #expect(found.headline.zh.isEmpty == false && found.headline.en.isEmpty == false)
    for (value, isRaised) in [(kept, false), (missed, true)] {
      var engine = RuleEngine(rules: city.rules)
      var verdicts: [Verdict] = []
      let start = try #require(Timestamp(rfc3339: "2022-07-03T10:00:00+08:00"))
      // The other side of the one target that is a ratio.
      for (name, value) in [(metric, value), ("isup.item.claimed", 610)] {
        engine.observe(
          .metric(
            name: SafeText(sanitizing: name), labels: [], subject: "s", place: PlaceCode(digits: 440803), value: value),
          at: start,
          into: &verdicts)
      }
      for seconds in [1.0, 3599, 3602] { engine.tick(at: start + seconds, into: &verdicts) }
      let raised = verdicts.contains { verdict in
        if case .raise = verdict.change { verdict.rule.id == id } else { false }
      }
      #expect(raised == isRaised, "\(rule) at \(value)")
    }
  }

  @Test func theDockingLimitIsWatchedInWorkingDaysToo() throws {
    let city = try CityLoader.load(ConfigurationTests.root + "/SampleFeeds/zhanjiang")
    #expect(city.rules.first { $0.id == "docking-tickets" }?.subject == .tickets(.red, domain: .dataRequest, by: .whole))
  }
}
