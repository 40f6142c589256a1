public import Core
internal import Feeds
internal import Recordings

extension Recording {
  /// A line as it stands in the file, with when it arrives and what it says.
  public struct Line {
    public var bytes: [UInt8]
    public var arrival: Timestamp
    public var event: Event?
    /// It only brings the state to where the recording begins.
    public var isWarmUp: Bool
  }

  /// Gives every line in its order until `body` says false.
  public func forEachLine(_ body: (Line) throws -> Bool) rethrows {
    let decoder = LineDecoder(.init(maximumClassification: .restricted))
    var (place, lines): (Int, Int) = (0, 0)
    var arrival: Timestamp?
    while let chunk = source.chunk(at: place, linesBefore: lines) {
      var (offset, events): (Int, [Event]) = (0, [])
      while let range = chunk.nextLine(from: &offset, counting: &lines) {
        let bytes = Array(chunk.bytes[range])
        events.removeAll(keepingCapacity: true)
        bytes.withUnsafeBytes { line in
          _ = decoder.decode(line: line, into: &events)
          if let event = events.first {
            let moment = ArrivalMark(line)?.arrival ?? event.recordedTime ?? event.time
            arrival = max(arrival ?? moment, moment)
          }
        }
        let line = Line(
          bytes: bytes, arrival: arrival ?? firstArrival, event: events.first, isWarmUp: chunk.isWarmUp)
        guard try body(line) else { return }
      }
      place = chunk.next
    }
  }
}
