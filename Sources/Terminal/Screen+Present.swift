import CNcurses
public import TextUI

extension Screen {
  /// Shows a canvas; false when the tty is still busy with an earlier frame and this one was skipped.
  ///
  /// Only what differs from the screen is sent. A canvas of another size is clipped, or extended with blanks.
  @discardableResult
  public func present(_ canvas: Canvas, theme: Theme, cursor: CursorPosition? = nil) -> Bool {
    guard phase == .active, flush() else { return false }
    let wanted = canvas.size == size ? canvas : fitted(canvas)
    if shown?.theme != theme { shown?.canvas = Canvas(width: 0, height: 0) }
    var inks = shown?.theme == theme ? shown?.inks ?? [:] : [:]
    let diff = CanvasDiff(from: shown?.canvas ?? Canvas(width: 0, height: 0), to: wanted)
    guard !diff.isEmpty || shown == nil || shown?.cursor != cursor || !prelude.isEmpty else { return true }

    if shown == nil {
      zb_forget_shown()
      compactor?.forget()
    }
    if !put(diff, theme: theme, inks: &inks, mayFill: true) {
      // No colour pair is left: forget the old ones. What is shown was drawn with them, so all is painted anew.
      colors.reset()
      inks.removeAll()
      zb_forget_shown()
      put(CanvasDiff(from: Canvas(width: 0, height: 0), to: wanted), theme: theme, inks: &inks, mayFill: false)
    }
    if shown?.cursor != cursor { curs_set(cursor == nil ? 0 : 1) }
    zb_update(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0))
    shown = Shown(canvas: wanted, theme: theme, cursor: cursor, inks: inks)
    let frame = colors.translated(curses.takeOutput())
    send(frame: compactor?.compact(frame) ?? frame)
    return true
  }

  /// Whether bytes wait for the tty; poll for writing and `flush` then.
  public var wantsWrite: Bool { !outbox.isEmpty }

  /// Writes what the tty takes; true when nothing is left.
  @discardableResult
  public func flush() -> Bool {
    while !outbox.isEmpty {
      let count = device.write(outbox.rest)
      if count == 0 { return false }
      outbox.advance(count, at: .now)
    }
    return true
  }

  /// The time frames should be apart so that the line is free for keys: more on a slow line.
  public var suggestedFrameInterval: Duration { outbox.suggestedInterval(at: .now) }

  /// Paints everything with the next frame, for a screen that something else has written on.
  public func repaint() { shown = nil }

  private func send(frame: [UInt8]) {
    guard !frame.isEmpty || !prelude.isEmpty else { return }
    isTaken = true
    var bytes = prelude
    prelude.removeAll()
    if !frame.isEmpty {
      bytes += "\u{1B}[?2026h".utf8
      bytes += frame
      bytes += "\u{1B}[?2026l".utf8
    }
    outbox.append(bytes, at: .now)
    flush()
  }

  private func fitted(_ canvas: Canvas) -> Canvas {
    var result = Canvas(width: size.width, height: size.height)
    result.blit(canvas, x: 0, y: 0)
    return result
  }

  /// Hands runs to ncurses; false when a style found no colours and `mayFill`. Otherwise such a style goes without.
  @discardableResult
  private func put(_ diff: CanvasDiff, theme: Theme, inks: inout [Style: ColorTable.Ink], mayFill: Bool) -> Bool {
    var buffer: [cchar_t] = []
    buffer.reserveCapacity(size.width)
    for run in diff.runs {
      buffer.removeAll(keepingCapacity: true)
      var last: (style: Style, ink: ColorTable.Ink)?
      var index = run.cells.startIndex
      while index < run.cells.endIndex {
        let cell = run.cells[index]
        let isWide = index + 1 < run.cells.endIndex && run.cells[index + 1].isContinuation
        let ink: ColorTable.Ink
        if let last, last.style == cell.style {
          ink = last.ink
        } else if let known = inks[cell.style] {
          ink = known
        } else {
          let style = resolve(cell.style, theme: theme)
          let found = colors.ink(for: style) { init_extended_pair($0, $1, $2) }
          if found == nil, mayFill { return false }
          ink = found ?? ColorTable.Ink(pair: 0, attributes: style.attributes)
          inks[cell.style] = ink
        }
        last = (cell.style, ink)
        append(cell, isWide: isWide, ink: ink, to: &buffer)
        index += isWide ? 2 : 1
      }
      zb_put_cells(Int32(run.row), Int32(run.column), buffer, Int32(buffer.count))
    }
    return true
  }

  /// The Linux console has 16 colours for text and 8 for grounds, so what lies on a coloured ground is chosen for 8: otherwise
  /// orange and yellow alerts would look the same.
  private func resolve(_ style: Style, theme: Theme) -> ResolvedStyle {
    let resolved = theme.resolve(style, depth: colorDepth)
    guard isLinuxConsole, colorDepth == .palette16, ![.default, .index(0)].contains(resolved.background) else {
      return resolved
    }
    return theme.resolve(style, depth: .palette8)
  }

  private func append(_ cell: Cell, isWide: Bool, ink: ColorTable.Ink, to buffer: inout [cchar_t]) {
    let flags = Int32(ink.attributes.rawValue)
    var value = cchar_t()
    if let glyph = glyphFilter.glyph(cell, isWide: isWide) {
      zb_set_cell(&value, glyph.scalar, glyph.mark1, glyph.mark2, flags, ink.pair)
      buffer.append(value)
    } else {
      zb_set_cell(&value, 0x3F, 0, 0, flags, ink.pair)
      buffer.append(value)
      if isWide {
        zb_set_cell(&value, 0x20, 0, 0, flags, ink.pair)
        buffer.append(value)
      }
    }
  }

  private var glyphFilter: GlyphFilter {
    GlyphFilter(canEncode: usesUnicode, isLinuxConsole: isLinuxConsole, isAmbiguousWide: suggestedGlyphs == .safe)
  }
}
