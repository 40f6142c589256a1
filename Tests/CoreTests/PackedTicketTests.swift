import TextSafety
import Testing

@testable import Core

struct PackedTicketTests {
  private let time = Timestamp(milliseconds: 1_656_813_600_000)

  private func event(_ update: TicketUpdate, source: SafeText = "/test/hotline", at seconds: Double = 0) -> Event {
    Event(
      source: source, id: "e", time: time + seconds, subject: update.ticket, place: PlaceCode(digits: 440_802),
      payload: .ticket(update))
  }

  private func record(_ updates: [TicketUpdate]) -> TicketTable {
    var table = TicketTable()
    for (number, update) in updates.enumerated() {
      _ = table.record(update, of: event(update, at: Double(number)), city: City())
    }
    return table
  }

  private func full(_ revision: Int64, _ state: TicketUpdate.State, agency: SafeText) -> TicketUpdate {
    TicketUpdate(
      ticket: "T-1", domain: .petition, title: "路灯不亮存在安全隐患", state: state, priority: .high, receivedAt: time,
      revision: revision, ticketClass: .complaint, channel: .kiosk, service: "streetlight", flags: [.urgent, .merged],
      agency: Party(id: "a-\(revision)", name: agency), coAgencies: [Party(id: "b", name: "市公安局"), Party(id: "c", name: "")],
      dispatchedAt: time + 1, signedAt: time + 2, dueAt: time + 3, repliedAt: time + 4, closedAt: time + 5,
      limit: .init(profile: "p", limit: .workingDays(3), light: .yellow), returns: 7, rating: 5, placeText: "人民路",
      cluster: "cluster-1")
  }

  @Test func aTicketWithAllItsPartsComesBackAsItWas() throws {
    let update = full(3, .inProgress, agency: "市城市管理和综合执法局")
    let ticket = try #require(record([update])["T-1"])
    #expect(ticket.update == update)
    #expect(ticket.source == "/test/hotline" && ticket.id == "T-1" && ticket.cluster == "cluster-1")
    #expect(ticket.history == [.init(state: .inProgress, at: time, agency: "市城市管理和综合执法局", revision: 3)])
  }

  @Test func aTicketWithNothingOptionalComesBackAsItWas() throws {
    let update = TicketUpdate(
      ticket: "T-2", domain: .hotline, title: "", state: .received, priority: .low, receivedAt: time, revision: 0)
    let ticket = try #require(record([update])["T-2"])
    #expect(ticket.update == update)
    #expect(ticket.dueAt == nil && ticket.yellowAt == nil && ticket.cluster == nil)
    #expect(ticket.history == [.init(state: .received, at: time, agency: nil, revision: 0)])
  }

  /// Longer and shorter revisions, in place and not; a copy of the table that was taken before keeps what it had.
  @Test func revisionsReplaceEachOtherAndLeaveCopiesAlone() throws {
    var long = full(4, .replied, agency: "市公安局")
    long.title = SafeText(sanitizing: String(repeating: "长", count: 2000))
    let updates = [
      full(1, .received, agency: "市水务局"), full(2, .received, agency: "市水务局"), full(3, .signed, agency: "市公安局"), long,
      full(5, .replied, agency: "市水务局"),
    ]
    var table = TicketTable()
    var copies: [TicketTable] = []
    for (number, update) in updates.enumerated() {
      _ = table.record(update, of: event(update, at: Double(number)), city: City())
      copies.append(table)
    }
    for (copy, update) in zip(copies, updates) { #expect(copy["T-1"]?.update == update) }
    let history = try #require(table["T-1"]?.history)
    #expect(history.map(\.state) == [.received, .signed, .replied, .replied])
    #expect(history.map(\.agency) == ["市水务局", "市公安局", "市公安局", "市水务局"])
    #expect(history.map(\.at) == [0, 2, 3, 4].map { time + $0 })
  }

  @Test func revisionsThatComeLateStandInTheirPlace() throws {
    let revisions: [Int64] = [5, 2, 9, 1, 5, 7]
    let table = record(revisions.map { full($0, .inProgress, agency: "\($0)") })
    let ticket = try #require(table["T-1"])
    #expect(ticket.packed.steps.map(\.revision) == [1, 2, 5, 7, 9])
    #expect(ticket.history.map(\.agency) == ["1", "2", "5", "7", "9"])
    #expect(ticket.history.map(\.at) == [3, 1, 0, 5, 2].map { time + $0 })
    #expect(ticket.update == full(9, .inProgress, agency: "9"))
  }

  @Test func ofManyRevisionsTheFirstAndTheLatestAreKept() throws {
    let table = record((1...60).map { full($0, $0 % 2 == 0 ? .returned : .inProgress, agency: "市公安局") })
    #expect(try #require(table["T-1"]).packed.steps.map(\.revision) == [1] + Array(22...60))
  }

  /// Whatever the agency of the step that goes was: none, its own, that of the one before; the next may refer to it.
  @Test(arguments: ["AA", "AB", "A-", "ABB", "ABA", "A-B", "A--", "-AA", "-AB", "--A", "AAB"])
  func stepsThatStayKeepTheirAgencies(beginning: String) throws {
    func agency(_ revision: Int64) -> SafeText? {
      let letters = Array(beginning)
      let letter = letters[min(Int(revision) - 1, letters.count - 1)]
      return letter == "-" ? nil : letter == "A" ? "市公安局" : "市水务局"
    }
    for count in [39, 40, 41, 42, 50] as [Int64] {
      let updates = (1...count).map { revision in
        var update = full(revision, .inProgress, agency: "")
        update.agency = agency(revision).map { Party(id: "a", name: $0) }
        return update
      }
      let steps = try #require(record(updates)["T-1"]).packed.steps
      let kept = count <= 40 ? Array(1...count) : [1] + Array(count - 38...count)
      #expect(steps.map(\.revision) == kept)
      #expect(steps.map(\.agency) == kept.map(agency))
    }
  }

  @Test func aLookAheadFindsWhatIsThereAndNothingElse() {
    let table = record((1...3).map { full($0, .inProgress, agency: "市公安局") })
    #expect(table.fetch(["T-1", "T-1"]) == 0)
    #expect(table.fetch(["T-1"]) != 0)
    #expect(table.fetch(["T-2", ""]) == 0)
    #expect(TicketTable().fetch(["T-1"]) == 0)
  }

  @Test func moreSourcesThanAreSharedAreAllKept() {
    var table = TicketTable()
    for number in 0..<40 {
      let update = TicketUpdate(
        ticket: "T-\(number)", domain: .hotline, title: "t", state: .received, priority: .low, receivedAt: time, revision: 1)
      _ = table.record(update, of: event(update, source: "/s/\(number)"), city: City())
    }
    #expect(table.tickets.map(\.source) == (0..<40).map { "/s/\($0)" as SafeText })
    #expect(table.tickets.allSatisfy { $0.update.title == "t" })
  }
}
