import TextSafety
import Testing

@testable import Core

struct RecentIDsTests {
  @Test func anIDIsKnownUntilAsManyOthersHaveCome() {
    var ids = RecentIDs()
    let first = (0..<RecentIDs.capacity).map { ids.insert("id-\($0)") }
    let again = [ids.insert("id-0"), ids.insert("id-\(RecentIDs.capacity - 1)")]
    // One more forgets id-0, and that one's return forgets id-1.
    let later = [ids.insert("one more"), ids.insert("id-0"), ids.insert("id-2"), ids.insert("one more"), ids.insert("id-1")]
    #expect(first.allSatisfy { $0 })
    #expect(again == [false, false])
    #expect(later == [true, true, false, false, true])
  }

  /// Against a plain list, over several turns of the ring, with repeats near and far.
  @Test func repeatsAreFoundAsInAPlainList() {
    var ids = RecentIDs()
    var known: Set<Int> = []
    var order: [Int] = []
    var oldest = 0
    var random: UInt64 = 1
    var differences = 0
    for _ in 0..<100_000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Int(random >> 33) % 40_000
      let isNew = known.insert(number).inserted
      if isNew {
        order.append(number)
        if order.count - oldest > RecentIDs.capacity {
          known.remove(order[oldest])
          oldest += 1
        }
      }
      if ids.insert("\(number)") != isNew { differences += 1 }
    }
    #expect(differences == 0)
    #expect(oldest > RecentIDs.capacity)
  }
}
