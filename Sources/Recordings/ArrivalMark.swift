public import Core

/// What the recorder has put at the beginning of a line: when it arrived, and through which collector.
///
/// Both are CloudEvents extension attributes, so the line is an event to anybody; they are always the first two, so they are found
/// without parsing.
public struct ArrivalMark {
  public let arrival: Timestamp
  /// The bytes of the collector's name, as JSON has them.
  public let collector: Range<Int>?

  private static let opening = Array("{\"arrivedtime\":\"".utf8)
  private static let between = Array("\"collector\":\"".utf8)

  /// Nil for a line that has none.
  public init?(_ line: UnsafeRawBufferPointer) {
    let opening = ArrivalMark.opening
    guard line.count > opening.count + 40, line.starts(with: opening) else { return nil }
    let rest = line[opening.count...]
    guard let quote = rest.prefix(40).firstIndex(of: UInt8(ascii: "\"")),
      let time = Timestamp(
        rfc3339: UnsafeBufferPointer(
          rebasing: UnsafeRawBufferPointer(rebasing: line[opening.count..<quote]).bindMemory(to: UInt8.self)[...]))
    else { return nil }
    arrival = time
    let next = quote + 2
    guard next < line.count, line[next...].starts(with: ArrivalMark.between) else {
      collector = nil
      return
    }
    let name = next + ArrivalMark.between.count
    collector = line[name...].prefix(200).firstIndex(of: UInt8(ascii: "\"")).map { name..<$0 }
  }
}
