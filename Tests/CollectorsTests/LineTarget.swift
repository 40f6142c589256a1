#if canImport(Collectors)
  @testable import Collectors
#endif

/// Cutting a stream into lines: the same lines whatever the chunks.
///
/// A target of the fuzzer, see `.ci/fuzz`, which compiles this file too and the splitter without its module.
final class LineTarget {
  let name = "lines"

  private struct Line: Equatable {
    var bytes: [UInt8]
    var number: Int
    var isTooLong: Bool
  }

  func read(_ bytes: UnsafeRawBufferPointer) { _ = lines(bytes, chunk: 4096, maximum: 65_536) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    for maximum in [7, 65_536] {
      let whole = lines(bytes, chunk: max(1, bytes.count), maximum: maximum)
      for chunk in [1, 2, 3, 8, 31] where lines(bytes, chunk: chunk, maximum: maximum) != whole {
        return "chunks of \(chunk) bytes give other lines, a line may have \(maximum)"
      }
      if maximum > bytes.count, whole != Self.expected(bytes) { return "lines are not what stands between the newlines" }
    }
    return nil
  }

  private func lines(_ bytes: UnsafeRawBufferPointer, chunk: Int, maximum: Int) -> [Line] {
    var lines: [Line] = []
    var splitter = LineSplitter(maximumBytes: maximum)
    func note(_ line: LineSplitter.Line) {
      switch line {
      // Of a line that is too long only the beginning is told, and how much of it was there depends on the chunks.
      case .line(let bytes, let number): lines.append(Line(bytes: Array(bytes), number: number, isTooLong: false))
      case .tooLong(_, let number): lines.append(Line(bytes: [], number: number, isTooLong: true))
      }
    }
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + chunk)
      splitter.take(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), note)
      start = end
    }
    splitter.end(note)
    return lines
  }

  private static func expected(_ bytes: UnsafeRawBufferPointer) -> [Line] {
    var lines: [Line] = []
    var parts = bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
    if parts.last?.isEmpty == true { parts.removeLast() }
    for (number, part) in parts.enumerated() {
      let line = part.last == 13 ? Array(part.dropLast()) : part
      if line.contains(where: { $0 != 32 && $0 != 9 }) { lines.append(Line(bytes: line, number: number + 1, isTooLong: false)) }
    }
    return lines
  }
}
