import Testing
import TextSafety

@testable import Core

/// 首报、书面报告、续报、终报: begun by the alarm, counted by the plan, owed until the final one is out.
struct ReportClockTests {
  private func due(_ room: DutyRoom) -> ReportClock.Due? { room.state.owedReports.first?.due }

  @Test func aRedOfTheCategoryStartsItsClock() {
    var room = DutyRoom()
    room.raise(.yellow, category: .flood)
    #expect(room.inputs == ["raise"])
    room.raise(.red, category: .flood, after: 60)
    #expect(room.inputs == ["raise", "raise", "report_start"])
    #expect(room.entries.last?.by == nil && room.entries.last?.kind == .transition)
    #expect(due(room) == .init(stage: .first, number: 1, at: .start + 60 + 1800))
    room.raise(.red, "other", category: .app)
    room.raise(.red, "drill", category: .flood, isExercise: true)
    #expect(room.state.owedReports.count == 1)
  }

  /// The scales stay apart: a grade or a response starts a plan that names one, whatever our own severity is.
  @Test func aGradeOrAResponseStartsThePlanThatNamesIt() {
    var room = DutyRoom {
      $0.duty.reports = [
        ReportPlan(
          id: "graded", name: LocalName(zh: "甲"), categories: [.flood], start: .init(severity: .red, grade: .two), first: 60),
        ReportPlan(id: "responded", name: LocalName(zh: "乙"), start: .init(response: .three), first: 60),
        ReportPlan(id: "by-hand", name: LocalName(zh: "丙"), first: 60),
      ]
    }
    func started() -> [SafeText] { room.state.alarms.all.flatMap { $0.work?.reports.map(\.plan) ?? [] } }
    room.raise(.blue, category: .flood, grade: .three, response: .four)
    room.raise(.red, "other", category: .app, grade: .one)
    #expect(started() == [])
    // A repeat of the same severity that brings the grade.
    room.raise(.blue, category: .flood, after: 10, grade: .two, response: .four)
    #expect(started() == ["graded"])
    room.raise(.blue, category: .flood, after: 20, grade: .one, response: .two)
    #expect(started() == ["graded", "responded"])
    room.raise(.red, category: .flood, after: 30, grade: .one, response: .one)
    room.raise(.red, "drill", category: .flood, after: 40, isExercise: true, grade: .one, response: .one)
    #expect(started() == ["graded", "responded"])
    #expect(room.inputs == ["raise", "raise", "report_start", "report_start", "raise", "raise"])
  }

  @Test func stagesFollowEachOtherToTheFinalOne() {
    var room = DutyRoom()
    room.raise(.red, category: .flood)
    var seen: [ReportClock.Due?] = []
    for minute in [10.0, 60, 150, 200] {
      room.work(.reportSent(isFinal: false, ""), after: minute * 60)
      seen.append(due(room))
    }
    let stages: [ReportClock.Stage?] = [.written, .follow, .follow, .follow]
    let moments: [Double] = [7200, 7200, 12_600, 15_600]
    #expect(seen.map { $0?.stage } == stages && seen.map { $0?.number } == [1, 1, 2, 3])
    #expect(seen.map { $0?.at } == moments.map { Timestamp.start + $0 })
    room.work(.reportSent(isFinal: true, ""), after: 20_000)
    #expect(due(room) == nil)
    #expect(room.alarm?.work?.reports.first?.sent.map(\.stage) == [.first, .written, .follow, .follow, .final])
    room.work(.reportSent(isFinal: false, ""), after: 20_001)
    #expect(room.answers.last == .refused(DutyRoom.flood, .noReport))
  }

  @Test func theFinalOneIsDueWhereNoFollowUpFitsBeforeIt() {
    var room = DutyRoom()
    room.raise(.red, category: .flood)
    room.work(.reportSent(isFinal: false, ""), after: 60)
    room.work(.reportSent(isFinal: false, ""), after: 84_000)
    #expect(due(room) == .init(stage: .final, number: 1, at: .start + 86_400))
  }

  @Test func anOverdueReportIsToldOnceForEachStage() {
    var room = DutyRoom { $0.duty.limits = [:] }
    room.raise(.red, category: .flood)
    room.tick(after: 1800)
    room.tick(after: 1900)
    #expect(room.inputs == ["raise", "report_start", "escalate"])
    #expect(room.entries.last?.text == "report flood")
    room.work(.reportSent(isFinal: false, ""), after: 2000)
    room.tick(after: 7200)
    #expect(room.inputs == ["raise", "report_start", "escalate", "report_sent", "escalate"])
  }

  @Test func aReportIsOwedAfterTheAlarmIsOver() throws {
    var room = DutyRoom()
    room.raise(.red, category: .flood)
    room.command(.acknowledge(DutyRoom.flood, revision: 1), after: 60)
    room.clear(after: 120)
    #expect(room.alarm?.core == .normal && room.state.owedReports.count == 1)
    #expect(room.state.handover(from: .start).reports.count == 1)
    var again = try room.restarted()
    #expect(again.state.owedReports == room.state.owedReports)
    again.work(.reportSent(isFinal: true, ""), after: 200)
    #expect(again.alarm == nil && again.state.owedReports.isEmpty)
  }

  @Test func aKeyStartsAPlanOnce() {
    var room = DutyRoom()
    room.raise(.yellow)
    room.work(.startReports(plan: "flood"), after: 5)
    #expect(room.state.owedReports.map(\.plan.id) == ["flood"])
    room.work(.startReports(plan: "flood"), after: 6)
    #expect(room.answers.last == .refused(DutyRoom.flood, .already(by: "duty-02", at: .start + 5)))
    room.work(.startReports(plan: "none"), after: 7)
    #expect(room.answers.last == .refused(DutyRoom.flood, .unknownTarget))
  }
}
