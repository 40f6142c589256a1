internal import Glibc

/// Cuts a stream of chunks into lines, with a bound: a longer line is skipped to its end and told once, the next one is fine.
struct LineSplitter {
  enum Line {
    case line(UnsafeRawBufferPointer, number: Int)
    /// Its beginning, at most `maximumBytes`.
    case tooLong(UnsafeRawBufferPointer, number: Int)
  }

  /// So many events of lines go on together: few enough to be in the processor's cache still when they are folded in.
  static let batch = 64

  let maximumBytes: Int
  private var rest: [UInt8] = []
  private(set) var isSkipping = false
  private(set) var number = 0
  /// The latest line was dealt with before its end had come.
  private(set) var isSettled = false

  init(maximumBytes: Int = 65_536) { self.maximumBytes = maximumBytes }

  /// The beginning of a line that waits for its end.
  var pending: [UInt8] { rest }
  var hasRest: Bool { !rest.isEmpty }

  mutating func reset() { resume(after: 0, isSkipping: false) }

  /// Goes on where another splitter stopped: after so many lines, perhaps inside one that is skipped.
  mutating func resume(after number: Int, isSkipping: Bool, isSettled: Bool = false) {
    rest = []
    self.isSettled = isSettled
    self.isSkipping = isSkipping
    self.number = number
  }

  /// The rest counts as a line and has been dealt with; its end may still come.
  mutating func dropRest() {
    rest.removeAll(keepingCapacity: true)
    number += 1
    isSettled = true
  }

  /// Gives every complete line of `rest + chunk`; keeps what has no end yet.
  mutating func take(_ chunk: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    guard let base = chunk.baseAddress else { return }
    var start = 0
    while start < chunk.count {
      guard let newline = memchr(base + start, 0x0A, chunk.count - start) else {
        hold(UnsafeRawBufferPointer(rebasing: chunk[start...]), body)
        return
      }
      let end = UnsafeRawPointer(newline) - base
      finish(UnsafeRawBufferPointer(rebasing: chunk[start..<end]), body)
      start = end + 1
    }
  }

  /// Gives the last line although no newline ended it: the stream is over.
  mutating func end(_ body: (Line) -> Void) {
    guard !rest.isEmpty || isSkipping else { return }
    finish(UnsafeRawBufferPointer(start: nil, count: 0), body)
  }

  /// True where the rest with this part is longer than a line and the return before its end.
  private func overflows(_ part: UnsafeRawBufferPointer) -> Bool { rest.count + part.count > maximumBytes + 1 }

  private mutating func hold(_ part: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    guard !isSkipping else { return }
    if overflows(part) {
      skip(part, body)
      isSkipping = true
    } else {
      rest.append(contentsOf: part)
    }
  }

  private mutating func skip(_ part: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    number += 1
    rest.append(contentsOf: part.prefix(max(0, maximumBytes - rest.count)))
    rest.withUnsafeBytes { body(.tooLong($0, number: number)) }
    rest.removeAll(keepingCapacity: true)
  }

  private mutating func finish(_ part: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    if isSettled {
      isSettled = false
      // The end of the line that was dealt with already.
      if rest.isEmpty, !part.contains(where: { $0 > 32 }) { return }
    }
    if isSkipping {
      isSkipping = false
    } else if overflows(part) {
      skip(part, body)
    } else if rest.isEmpty {
      number += 1
      give(part, body)
    } else {
      number += 1
      rest.append(contentsOf: part)
      rest.withUnsafeBytes { give($0, body) }
      rest.removeAll(keepingCapacity: true)
    }
  }

  private func give(_ line: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    var line = line
    if line.last == 0x0D { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
    guard line.count <= maximumBytes else {
      body(.tooLong(line, number: number))
      return
    }
    if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { body(.line(line, number: number)) }
  }
}
