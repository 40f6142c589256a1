import Testing
import TextUI

@Suite struct LayoutTests {
  @Test func weightsShareWhatMinimumsLeave() {
    let tracks = [Track(weight: 0, minimum: 1), Track(weight: 2, minimum: 3), Track(weight: 1, minimum: 3, maximum: 4)]
    let layout = Layout.split(Rect(x: 2, y: 1, width: 10, height: 20), .rows, tracks, gap: 1)
    #expect(layout.rects.map(\.height) == [1, 13, 4])
    #expect(layout.rects.map(\.y) == [1, 3, 17])
    #expect(layout.dropped.isEmpty)
  }

  @Test func lowestPriorityGoesFirst() {
    let tracks = [Track(minimum: 10, priority: 1), Track(minimum: 10, priority: 0), Track(minimum: 10, priority: 2)]
    #expect(Layout.split(Rect(x: 0, y: 0, width: 25, height: 1), .columns, tracks).dropped == [1])
    let one = Layout.split(Rect(x: 0, y: 0, width: 5, height: 1), .columns, tracks)
    #expect(one.dropped == [0, 1])
    #expect(one.rects[2] == Rect(x: 0, y: 0, width: 5, height: 1))
    #expect(Layout.split(Rect(x: 0, y: 0, width: 0, height: 0), .columns, tracks).dropped == [0, 1, 2])
  }

  @Test func partsNeverOverlapAndFillTheWhole() {
    for seed in 0..<500 as Range<UInt64> {
      var random = SeededGenerator(state: seed)
      let tracks = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        Track(
          weight: Int.random(in: 1...4, using: &random), minimum: Int.random(in: 0...9, using: &random),
          priority: Int.random(in: 0...3, using: &random))
      }
      let gap = Int.random(in: 0...2, using: &random)
      let width = Int.random(in: 0...40, using: &random)
      let layout = Layout.split(Rect(x: 3, y: 0, width: width, height: 2), .columns, tracks, gap: gap)
      let kept = tracks.indices.filter { !layout.dropped.contains($0) }
      var place = 3
      for index in kept {
        #expect(layout.rects[index].x == place)
        #expect(kept.count == 1 || layout.rects[index].width >= tracks[index].minimum)
        place = layout.rects[index].maxX + gap
      }
      #expect(width == 0 || place - gap == 3 + width)
    }
  }
}
