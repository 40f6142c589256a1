@testable import Collectors
import Core
import TestSupport
import Testing
import TextSafety

@Suite struct EndedAlertsTests {
  private func document(_ ids: [SafeText], at seconds: Double) -> [Event] {
    ids.map { SampleState.alert($0, .orange, $0, at: seconds) }
  }

  private func ends(_ documents: [[Event]]) -> [[SafeText]] {
    var ended = EndedAlerts()
    return documents.map { document in
      var events = document
      ended.settle(&events, from: 0, receivedAt: SampleState.start + 1000)
      return events.compactMap { event in
        guard case .alert(let report) = event.payload, report.status == .resolved else { return nil }
        return "\(report.alert)@\(Int64(event.time - SampleState.start))"
      }
    }
  }

  @Test func whatIsMissingInTheNextDocumentHasEnded() {
    let documents = [document(["a", "b", "c"], at: 1), document(["b"], at: 60), document(["b"], at: 120), []]
    #expect(ends(documents) == [[], ["a@60", "c@60"], [], ["b@1000"]])
  }

  @Test func whatComesAgainIsOpenAgain() {
    #expect(ends([document(["a"], at: 1), document(["b"], at: 2), document(["a"], at: 3)]) == [[], ["a@2"], ["b@3"]])
  }
}
