public import TextSafety

/// One line being typed: text, cursor and the keys that edit it. What comes out is sanitised, what goes in too.
public struct TextField: Hashable, Sendable, Widget {
  /// The characters with their marks.
  private var characters: [[Unicode.Scalar]] = []
  /// Characters before the cursor.
  public private(set) var cursor = 0
  private let limit: Int
  /// Shown while nothing is typed.
  public var placeholder: SafeText
  /// A secret: drawn as one star for each character.
  public var isMasked = false

  public init(text: SafeText = "", limit: Int = 200, placeholder: SafeText = "") {
    self.limit = limit
    self.placeholder = placeholder
    insert(text)
  }

  /// What was typed, ends trimmed.
  public var text: SafeText { SafeText(sanitizing: raw) }
  public var isEmpty: Bool { characters.isEmpty }

  private var raw: String {
    var view = String.UnicodeScalarView()
    for character in characters { view.append(contentsOf: character) }
    return String(view)
  }

  /// Edits by a key; false for keys that mean nothing here, such as Enter.
  @discardableResult
  public mutating func press(_ key: KeyPress) -> Bool {
    switch key {
    case .character(let scalar): insert(scalar)
    case .paste(let text): insert(SafeText(sanitizing: text))
    case .backspace: remove(at: cursor - 1)
    case .delete, .control("d"): remove(at: cursor)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): removeAll(..<cursor)
    case .control("k"): removeAll(cursor..<characters.count)
    case .control("w"): removeWord()
    default: return false
    }
    return true
  }

  public mutating func insert(_ text: SafeText) {
    for scalar in text.string.unicodeScalars { append(scalar) }
  }

  public mutating func clear() {
    characters = []
    cursor = 0
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    // The sanitiser trims blanks, which are wanted between words.
    if scalar == " " { return append(scalar) }
    if scalar.columns == 0, SafeText(sanitizing: "a" + String(scalar)).string.unicodeScalars.count == 2 { return append(scalar) }
    insert(SafeText(sanitizing: String(scalar)))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.columns == 0 {
      if cursor > 0, characters[cursor - 1].count < 3 { characters[cursor - 1].append(scalar) }
    } else if characters.count < limit {
      characters.insert([scalar], at: cursor)
      cursor += 1
    }
  }

  private mutating func remove(at index: Int) {
    guard characters.indices.contains(index) else { return }
    characters.remove(at: index)
    if index < cursor { cursor -= 1 }
  }

  private mutating func removeAll(_ range: some RangeExpression<Int>) {
    let range = range.relative(to: characters)
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private mutating func removeWord() {
    var start = cursor
    while start > 0, characters[start - 1] == [" "] { start -= 1 }
    while start > 0, characters[start - 1] != [" "] { start -= 1 }
    removeAll(start..<cursor)
  }

  /// Draws the line around the cursor, which is the reversed cell.
  public func draw(on canvas: inout Canvas, in rect: Rect) { draw(on: &canvas, in: rect, hasCursor: true) }

  /// Without a cursor where another field has the keyboard.
  public func draw(on canvas: inout Canvas, in rect: Rect, hasCursor: Bool) {
    guard !rect.isEmpty else { return }
    let style = Style(.bright, on: .input)
    canvas.fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), style: style)
    let shown = isMasked ? characters.map { _ in ["*"] } : characters
    let widths = shown.map { $0[0].columns } + [1]
    // The cursor stays in sight: leave out characters on the left until it fits.
    var first = 0
    while widths[first...cursor].reduce(0, +) > rect.width, first < cursor { first += 1 }
    var x = rect.x
    for index in first..<widths.count {
      let cursorStyle = hasCursor ? Style(.bright, on: .input, .reverse) : style
      guard x + widths[index] <= rect.maxX else { break }
      if index < shown.count {
        canvas.put(shown[index], x: x, y: rect.y, style: index == cursor ? cursorStyle : style)
      } else if index == cursor {
        canvas.put(" ", x: x, y: rect.y, style: cursorStyle)
      }
      x += widths[index]
    }
    if characters.isEmpty {
      canvas.put(placeholder, x: rect.x + 1, y: rect.y, style: Style(.faint, on: .input), maxWidth: rect.width - 1)
    }
  }
}
