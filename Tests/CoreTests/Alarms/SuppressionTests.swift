import Testing
import TextSafety

@testable import Core

/// Suppression by design, driven as the reducer drives it: inputs are asked for after every change.
struct SuppressionTests {
  private struct Desk {
    var table = AlarmTable()
    var index = SuppressionIndex([
      Suppression(id: "power", cause: "rule/power/*", followers: ["rule/cloud/*", "rule/power/*"])
    ])
    var sequence: Int64 = 0
    var sounds = 0

    mutating func apply(_ input: AlarmInput, to key: SafeText) {
      let key = AlarmKey(text: key)
      var options = AlarmOptions()
      options.suppressedBy = index.rules(suppressing: key)
      if table.apply(input, to: key, facts: .sample, options: options, at: .start).0.announce { sounds += 1 }
      while case let inputs = index.inputs(for: table), !inputs.isEmpty {
        for (key, input) in inputs where table.apply(input, to: key, at: .start).0.announce { sounds += 1 }
      }
    }

    mutating func raise(_ key: SafeText) {
      sequence += 1
      apply(.raise(.yellow, sequence: sequence), to: key)
    }

    mutating func clear(_ key: SafeText) {
      sequence += 1
      apply(.clear(sequence: sequence, cause: "over"), to: key)
    }

    func isHidden(_ key: SafeText) -> Bool { table[AlarmKey(text: key)]?.isHidden ?? false }
  }

  @Test func followersAreHiddenWhileTheCauseIsActive() {
    var desk = Desk()
    desk.raise("rule/cloud/a")
    desk.raise("rule/power/x")
    #expect(desk.isHidden("rule/cloud/a") && !desk.isHidden("rule/power/x"))
    #expect(desk.table.totals.suppressed == 1 && desk.sounds == 2)
    desk.raise("rule/cloud/b")
    #expect(desk.isHidden("rule/cloud/b") && desk.sounds == 2, "a follower that comes later makes no sound at all")
    desk.clear("rule/power/x")
    #expect(!desk.isHidden("rule/cloud/a") && !desk.isHidden("rule/cloud/b"))
    #expect(desk.sounds == 4, "what is still unacknowledged is heard now")
  }

  @Test func itFailsOpenWhenTheCauseIsStaleOrOutOfService() {
    for (away, back) in [
      (AlarmInput.sourceLost, AlarmInput.sourceBack), (.takeOutOfService(by: "li", permit: "P-1"), .returnToService(by: "li")),
    ] {
      var desk = Desk()
      desk.raise("rule/power/x")
      desk.raise("rule/cloud/a")
      desk.apply(away, to: "rule/power/x")
      #expect(!desk.isHidden("rule/cloud/a"))
      desk.apply(back, to: "rule/power/x")
      #expect(desk.isHidden("rule/cloud/a"))
    }
  }

  @Test func anotherCauseKeepsItOn() {
    var desk = Desk()
    desk.raise("rule/power/x")
    desk.raise("rule/cloud/a")
    desk.raise("rule/power/y")
    #expect(!desk.isHidden("rule/power/x") && !desk.isHidden("rule/power/y"), "causes do not hide each other")
    desk.clear("rule/power/x")
    #expect(desk.isHidden("rule/cloud/a"))
  }

  @Test func theCausesOfAFollowerAreKnown() {
    var desk = Desk()
    desk.raise("rule/power/y")
    desk.raise("rule/power/x")
    desk.raise("rule/cloud/a")
    let causes = desk.index.causes(suppressing: AlarmKey(text: "rule/cloud/a"))
    #expect(causes == [AlarmKey(text: "rule/power/x"), AlarmKey(text: "rule/power/y")])
    #expect(desk.index.causes(suppressing: AlarmKey(text: "rule/power/x")).isEmpty)
    desk.clear("rule/power/x")
    desk.apply(.sourceLost, to: "rule/power/y")
    #expect(desk.index.causes(suppressing: AlarmKey(text: "rule/cloud/a")).isEmpty, "a cause that is stale hides nothing")
  }

  @Test func afterARestartItLooksAtAll() {
    var desk = Desk()
    desk.raise("rule/power/x")
    desk.raise("rule/cloud/a")
    desk.index = SuppressionIndex([])
    desk.apply(.sourceBack, to: "rule/cloud/a")
    #expect(!desk.isHidden("rule/cloud/a"), "a suppression that the city no longer has ends")
  }
}
