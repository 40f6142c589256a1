extension Canvas {
  /// Puts a mark of the same width in the place of characters of two columns, for a console that has none of them: `[7 zh]........`, how
  /// many there are instead of a row of diamonds.
  public mutating func escapeWideCharacters() {
    for row in 0..<height {
      var x = 0
      while x < width {
        let start = row * width + x
        var end = start
        let limit = (row + 1) * width
        while end + 1 < limit, cells[end + 1].isContinuation { end += 2 }
        let count = (end - start) / 2
        if count > 0 { mark(start..<end, count) }
        x += max(1, end - start)
      }
    }
  }

  private mutating func mark(_ range: Range<Int>, _ count: Int) {
    let texts = ["[\(count) zh]", "[zh]", "..", "."]
    var letters = Array((texts.first { $0.utf8.count <= range.count } ?? ".").unicodeScalars)
    letters += Array(repeating: ".", count: max(0, range.count - letters.count))
    for (index, letter) in zip(range, letters) { cells[index] = Cell(letter, style: cells[index].style) }
  }
}
