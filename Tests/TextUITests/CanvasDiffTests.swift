import Testing
import TextSafety
import TextUI

@Suite struct CanvasDiffTests {
  @Test func runsTurnTheOldCanvasIntoTheNew() {
    for seed in 0..<200 as Range<UInt64> {
      var random = SeededGenerator(state: seed)
      var old = Canvas(width: Int.random(in: 0...30, using: &random), height: 3)
      scribble(&old, &random)
      var new = old
      scribble(&new, &random)
      var cells = (0..<old.height).map { y in (0..<old.width).map { old[$0, y] } }
      var last = (row: -1, column: 0)
      for run in CanvasDiff(from: old, to: new).runs {
        #expect(run.row > last.row || run.column > last.column)
        last = (run.row, run.column + run.cells.count - 1)
        #expect(run.cells.first?.isContinuation == false)
        for (offset, cell) in run.cells.enumerated() { cells[run.row][run.column + offset] = cell }
        #expect(last.column + 1 == new.width || !new[last.column + 1, run.row].isContinuation)
      }
      #expect(cells == (0..<new.height).map { y in (0..<new.width).map { new[$0, y] } })
      #expect(CanvasDiff(from: new, to: new).isEmpty)
    }
  }

  @Test func anotherSizeIsDrawnWhole() {
    let diff = CanvasDiff(from: Canvas(width: 3, height: 1), to: Canvas(width: 4, height: 2))
    #expect(diff.runs.map(\.cells.count) == [4, 4])
    #expect(CanvasDiff(from: Canvas(width: 3, height: 1), to: Canvas(width: 0, height: 0)).isEmpty)
  }

  private func scribble(_ canvas: inout Canvas, _ random: inout SeededGenerator) {
    for _ in 0..<4 {
      let text = (["值班员", "1,284 宗", "a"] as [SafeText]).randomElement(using: &random)!
      let style = [Style(), Style(.red)].randomElement(using: &random)!
      canvas.put(text, x: Int.random(in: -2...28, using: &random), y: Int.random(in: 0...2, using: &random), style: style)
    }
  }
}
