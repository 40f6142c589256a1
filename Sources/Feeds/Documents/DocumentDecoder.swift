import Core
import TextSafety

/// Decodes a foreign JSON format, given what one root value of it holds.
struct DocumentDecoder: FeedDecoder {
  /// Reads one root value into records; notes faults, throws for a root of the wrong shape.
  typealias Read = @Sendable (JSONValue, inout Records) throws(Fault) -> Void

  private final class Box {
    let reader: DocumentReader
    init(_ isStrict: Bool) { reader = DocumentReader(isStrict: isStrict) }
  }

  private let box: Box
  private let read: Read

  init(isStrict: Bool, _ read: @escaping Read) {
    box = Box(isStrict)
    self.read = read
  }

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    box.reader.forEachRoot(bytes, malformed: &malformed) { root, marks, malformed in
      var records = Records(texts: box.reader.texts, context: context, marks: marks)
      records.one { records throws(Fault) in try read(root, &records) }
      events += records.events
      malformed += records.malformed
    }
  }
}

extension FeedFormat {
  /// A foreign format of JSON documents.
  static func json(_ name: SafeText, _ summary: SafeText, _ read: @escaping DocumentDecoder.Read) -> FeedFormat {
    FeedFormat(name: name, summary: summary, framing: .document) { DocumentDecoder(isStrict: $0.isStrict, read) }
  }
}
