import Core
import TextSafety

extension FeedFormat {
  /// The body of `GET /metrics`: exposition text 0.0.4, or OpenMetrics 1.0.
  static let prometheus = FeedFormat(name: "prometheus", summary: "Prometheus text or OpenMetrics text", framing: .document) {
    PrometheusDecoder(options: $0)
  }
}

private struct PrometheusDecoder: FeedDecoder {
  private let options: LineDecoder.Options
  private let reader: LabelReader

  init(options: LineDecoder.Options) {
    self.options = options
    reader = LabelReader(isStrict: options.isStrict)
  }

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    var bytes = bytes
    var marks = context.marks
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      malformed.append(Malformed(.byteOrderMark, "is UTF-16 with a byte order mark; feeds are UTF-8", column: 1))
      return
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      if options.isStrict {
        malformed.append(
          Malformed(.byteOrderMark, "begins with a byte order mark; feeds are UTF-8 without one", column: 1))
        return
      }
      bytes = UnsafeRawBufferPointer(rebasing: bytes[3...])
      marks.insert(.repaired)
    }
    var exposition = Exposition(
      context: context, options: options, reader: reader, isOpenMetrics: OpenMetrics.isSpoken(in: bytes))
    exposition.read(bytes)
    exposition.finish(marks, into: &events, malformed: &malformed)
  }
}

/// What tells OpenMetrics from the older text, which counts time in milliseconds.
private enum OpenMetrics {
  /// True for a text that ends with `# EOF`, or has a line that the older format does not know.
  ///
  /// The type of the body is in a header that a file or a pipe does not have.
  static func isSpoken(in bytes: UnsafeRawBufferPointer) -> Bool {
    var end = bytes.count
    while end > 0, bytes[end - 1] <= 32 { end -= 1 }
    if bytes[..<end].suffix(5).elementsEqual("# EOF".utf8) { return true }
    var rest = bytes[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 10 }
      rest = rest[min(line.endIndex + 1, rest.endIndex)...]
      guard line.first == UInt8(ascii: "#") else { continue }
      if line.starts(with: "# UNIT ".utf8) || line.elementsEqual("# EOF".utf8) { return true }
      if line.starts(with: "# TYPE ".utf8), types.contains(where: { line.hasSuffix($0) }) { return true }
    }
    return false
  }

  private static let types: [[UInt8]] = [" unknown", " info", " stateset", " gaugehistogram"].map { Array($0.utf8) }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func hasSuffix(_ bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}
