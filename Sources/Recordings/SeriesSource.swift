/// Several recordings as one: their lines after one another, the oldest first.
///
/// What the later ones begin with only repeats what the ones before have told, so it is passed over. A place holds the number of the file
/// above the place in it.
final class SeriesSource: LineSource {
  private let sources: [any LineSource]
  /// Lines in the files before each.
  private let linesBefore: [Int]
  private static let bits = 48

  init(_ sources: [any LineSource]) {
    self.sources = sources
    var (total, before): (Int, [Int]) = (0, [])
    for source in sources {
      before.append(total)
      total += source.blocks?.reduce(0) { $0 + $1.lines } ?? 0
    }
    linesBefore = before
  }

  var path: String { sources[0].path }
  var faults: [RecordingFault] { sources.flatMap(\.faults) }
  var estimatedLines: Int { sources.reduce(0) { $0 + $1.estimatedLines } }

  /// Only where all of them have blocks.
  var blocks: [BlockHead]? {
    var all: [BlockHead] = []
    for (number, source) in sources.enumerated() {
      guard let blocks = source.blocks else { return nil }
      all += blocks.filter { number == 0 || !$0.isWarmUp }
    }
    return all
  }

  func chunk(at place: Int, linesBefore lines: Int) -> Chunk? {
    var (number, inner) = (place >> SeriesSource.bits, place & (1 << SeriesSource.bits - 1))
    while number < sources.count {
      guard let chunk = sources[number].chunk(at: inner, linesBefore: lines) else {
        (number, inner) = (number + 1, 0)
        continue
      }
      if number > 0, chunk.isWarmUp, chunk.faults.isEmpty {
        inner = chunk.next
        continue
      }
      return Chunk(
        bytes: number > 0 && chunk.isWarmUp ? [] : chunk.bytes, next: number << SeriesSource.bits | chunk.next,
        linesBefore: max(lines, linesBefore[number] + chunk.linesBefore), isWarmUp: chunk.isWarmUp && number == 0,
        faults: chunk.faults)
    }
    return nil
  }

  func tail() -> Chunk? { sources.last?.tail() }
}
