import Core

@testable import Feeds

/// Lines of one source, one after the other: what shapes make of a line is what the parser makes of it.
final class ShapesTarget: FuzzTarget {
  let name = "shapes"

  private struct Result: Equatable {
    var events: [Event] = []
    var malformed: [Malformed] = []
  }

  func read(_ bytes: UnsafeRawBufferPointer) {
    let decoder = LineDecoder()
    for line in bytes.split(separator: 10) { _ = Self.decoded(UnsafeRawBufferPointer(rebasing: line), decoder) }
  }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    for options in [LineDecoder.Options(), .init(maximumClassification: .restricted, isStrict: true)] {
      let learning = LineDecoder(options, shapes: LineShapes())
      let parsing = LineDecoder(options, shapes: nil)
      for part in bytes.split(separator: 10) {
        // Exactly as many bytes as the line has: what is read beyond them is found.
        let line = Array(part)
        let (mine, other) = line.withUnsafeBytes { (Self.decoded($0, learning), Self.decoded($0, parsing)) }
        if mine != other { return "is read otherwise by its shape: \(String(decoding: line, as: UTF8.self))" }
      }
    }
    return nil
  }

  private static func decoded(_ line: UnsafeRawBufferPointer, _ decoder: LineDecoder) -> Result {
    var result = Result()
    decoder.decode(line: line, into: &result.events, malformed: &result.malformed)
    return result
  }
}
