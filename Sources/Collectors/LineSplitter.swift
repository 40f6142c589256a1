internal import Glibc

/// Cuts a stream of chunks into lines, with a bound: a longer line is skipped to its end and told once, the next one is fine.
struct LineSplitter {
  enum Line {
    case line(UnsafeRawBufferPointer, number: Int)
    case tooLong(UnsafeRawBufferPointer, number: Int)
  }

  let maximumBytes: Int
  private var rest: [UInt8] = []
  private var isSkipping = false
  private(set) var number = 0

  init(maximumBytes: Int = 65_536) { self.maximumBytes = maximumBytes }

  /// True while the beginning of a line waits for its end.
  var hasRest: Bool { !rest.isEmpty }

  mutating func reset() {
    rest.removeAll(keepingCapacity: true)
    isSkipping = false
    number = 0
  }

  /// Gives every complete line of `rest + chunk`; keeps what has no end yet.
  mutating func take(_ chunk: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    var start = chunk.startIndex
    while start < chunk.endIndex {
      guard let end = newline(in: chunk, from: start) else {
        hold(UnsafeRawBufferPointer(rebasing: chunk[start...]), body)
        return
      }
      finish(UnsafeRawBufferPointer(rebasing: chunk[start..<end]), body)
      start = end + 1
    }
  }

  /// The C library looks at many bytes at once; a loop over a slice was a twentieth of all ingest.
  private func newline(in chunk: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = chunk.baseAddress else { return nil }
    return memchr(base + start, 0x0A, chunk.count - start).map { UnsafeRawPointer($0) - base }
  }

  /// Gives the last line although no newline ended it: the stream is over.
  mutating func end(_ body: (Line) -> Void) {
    guard !rest.isEmpty || isSkipping else { return }
    finish(UnsafeRawBufferPointer(start: nil, count: 0), body)
  }

  private mutating func hold(_ part: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    guard !isSkipping else { return }
    rest.append(contentsOf: part)
    guard rest.count > maximumBytes else { return }
    number += 1
    rest.withUnsafeBytes { body(.tooLong(UnsafeRawBufferPointer(rebasing: $0.prefix(200)), number: number)) }
    rest.removeAll(keepingCapacity: true)
    isSkipping = true
  }

  private mutating func finish(_ part: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    if isSkipping {
      isSkipping = false
      return
    }
    number += 1
    if rest.isEmpty {
      give(part, body)
    } else {
      rest.append(contentsOf: part)
      rest.withUnsafeBytes { give($0, body) }
      rest.removeAll(keepingCapacity: true)
    }
  }

  private func give(_ line: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    var line = line
    if line.last == 0x0D { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
    guard line.count <= maximumBytes else {
      body(.tooLong(UnsafeRawBufferPointer(rebasing: line.prefix(200)), number: number))
      return
    }
    if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { body(.line(line, number: number)) }
  }
}
