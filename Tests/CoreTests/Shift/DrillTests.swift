import TestSupport
import Testing
import TextSafety

@testable import Core

/// A drill is ended by its number, and nothing of one reaches the next.
@Suite struct DrillTests {
  private let start = SampleState.start
  private var feed = Feed(City())

  private mutating func begin(_ title: SafeText, at seconds: Double) throws -> Drill {
    feed.command(.drill(.begin(title: title)), at: seconds)
    return try #require(feed.state.drill)
  }

  private mutating func refusal(_ step: Drill.Step, at seconds: Double) -> [Effect] { feed.command(.drill(step), at: seconds) }

  @discardableResult
  private mutating func take(_ action: Action) -> [Effect] {
    var effects: [Effect] = []
    feed.state.reduce(action, effects: &effects)
    return effects
  }

  private mutating func alert(of drill: Drill, id: SafeText, at seconds: Double) {
    var event = SampleState.alert("a", .red, "a", at: seconds)
    (event.source, event.id, event.marks) = (Drill.source, id, .exercise)
    take(.event(event, collector: drill.collector, at: start + seconds))
  }

  private mutating func finish(_ drill: Drill, at seconds: Double) {
    let report = CollectorReport(name: drill.collector, kind: "playback", phase: .finished)
    take(.collector(report, at: start + seconds))
  }

  @Test mutating func itsNumberIsThatOfItsRecord() throws {
    let effects = feed.command(.drill(.begin(title: "台风")), at: 1)
    guard case .journal(let entry)? = effects.first(where: { if case .journal = $0 { true } else { false } }) else {
      Issue.record("no record of it: \(effects)")
      return
    }
    #expect(feed.state.drill == Drill(number: entry.sequence, title: "台风", by: "duty-02", since: start + 1))
  }

  @Test mutating func onlyTheDrillThatIsMeantIsEnded() throws {
    let first = try begin("台风", at: 1)
    feed.command(.drill(.end(number: first.number)), at: 2)
    #expect(feed.state.drill == nil)
    let second = try begin("停电", at: 2)
    #expect(second.number != first.number)
    let refused = [Effect.tell(.drillRefused(.otherDrill(number: second.number)))]
    #expect(refusal(.end(number: first.number), at: 2) == refused)
    #expect(refusal(.end(number: nil), at: 2) == refused)
    #expect(feed.state.drill == second)
    feed.command(.drill(.end(number: second.number)), at: 3)
    #expect(refusal(.end(number: second.number), at: 4) == [.tell(.drillRefused(.drill(isOn: false)))])
  }

  /// Two people within one turn: what the first drill's collector still says comes after the second has begun.
  @Test mutating func theEndOfItsCollectorEndsNoOtherDrill() throws {
    let first = try begin("台风", at: 1)
    feed.command(.drill(.end(number: first.number)), at: 2)
    let second = try begin("停电", at: 2)
    finish(first, at: 2)
    #expect(feed.state.drill == second)
    finish(second, at: 3)
    #expect(feed.state.drill == nil)
  }

  @Test mutating func whatComesLateOfAnEndedDrillRaisesNothing() throws {
    let first = try begin("台风", at: 1)
    alert(of: first, id: "1", at: 1)
    #expect(feed.state.alarms.totals.exercise == 1)
    feed.command(.drill(.end(number: first.number)), at: 2)
    let second = try begin("停电", at: 2)
    alert(of: first, id: "2", at: 3)
    #expect(feed.state.alarms.rows.allSatisfy { !$0.isActive })
    alert(of: second, id: "3", at: 4)
    #expect(feed.state.alarms.rows.count { $0.isActive } == 1)
  }

  /// A drill does not outlive the program: at its start what is left of one is over.
  @Test mutating func whatAnEarlierRunLeftIsCleared() throws {
    let first = try begin("台风", at: 1)
    alert(of: first, id: "1", at: 1)
    feed.state.drill = nil
    take(.collector(CollectorReport(name: Drill.collectorPrefix, kind: "playback", phase: .finished), at: start + 2))
    #expect(feed.state.alarms.rows.allSatisfy { !$0.isActive })
  }
}
