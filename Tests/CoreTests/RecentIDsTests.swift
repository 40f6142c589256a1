import TextSafety
import Testing

@testable import Core

struct RecentIDsTests {
  @Test func anIDIsKnownUntilAsManyOthersHaveCome() {
    var ids = RecentIDs()
    for number in 0..<RecentIDs.capacity { #expect(ids.insert("id-\(number)")) }
    #expect(!ids.insert("id-0"))
    #expect(!ids.insert("id-\(RecentIDs.capacity - 1)"))
    #expect(ids.insert("one more"))
    #expect(ids.insert("id-0"))
    #expect(!ids.insert("id-2"))
    #expect(!ids.insert("one more"))
  }

  /// Against a plain list, over several turns of the ring, with repeats near and far.
  @Test func repeatsAreFoundAsInAPlainList() {
    var ids = RecentIDs()
    var known: Set<Int> = []
    var order: [Int] = []
    var oldest = 0
    var random: UInt64 = 1
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
      #expect(ids.insert("\(number)") == isNew)
    }
  }
}
