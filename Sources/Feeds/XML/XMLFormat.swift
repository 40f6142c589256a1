import Core
import TextSafety

/// Decodes a foreign XML format, given what the root of a document holds.
struct XMLFormatDecoder: FeedDecoder {
  /// Reads the root into records; notes faults, throws for a root of the wrong kind.
  typealias Read = @Sendable (XMLElement, inout Records, LineDecoder.Options) throws(Fault) -> Void

  private let options: LineDecoder.Options
  private let read: Read
  private let memory = TextMemory()
  private var texts: TextReader { memory.reader }

  init(_ options: LineDecoder.Options, _ read: @escaping Read) {
    self.options = options
    self.read = read
  }

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    do throws(Malformed) {
      let document = try XMLDocument(bytes, isStrict: options.isStrict)
      var records = Records(texts: texts, context: context, marks: document.marks)
      records.one { records throws(Fault) in try read(document.root, &records, options) }
      events += records.events
      malformed += records.malformed
    } catch { malformed.append(error) }
  }
}

extension FeedFormat {
  /// A foreign format of XML documents.
  static func xml(_ name: SafeText, _ summary: SafeText, _ read: @escaping XMLFormatDecoder.Read) -> FeedFormat {
    FeedFormat(name: name, summary: summary, framing: .document) { XMLFormatDecoder($0, read) }
  }
}

/// Decodes a format of two syntaxes by its first byte.
struct TwoSyntaxDecoder: FeedDecoder {
  var json: DocumentDecoder
  var xml: XMLFormatDecoder

  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, context: DecodeContext, into events: inout [Event], malformed: inout [Malformed]
  ) {
    if XMLEncoding.looksLikeXML(bytes) {
      xml.decode(bytes, context: context, into: &events, malformed: &malformed)
    } else {
      json.decode(bytes, context: context, into: &events, malformed: &malformed)
    }
  }
}

extension FeedFormat {
  /// A foreign format that servers give as JSON or as XML.
  static func jsonOrXML(
    _ name: SafeText, _ summary: SafeText, _ json: @escaping DocumentDecoder.Read, xml: @escaping XMLFormatDecoder.Read
  ) -> FeedFormat {
    FeedFormat(name: name, summary: summary, framing: .document) {
      TwoSyntaxDecoder(json: DocumentDecoder(isStrict: $0.isStrict, json), xml: XMLFormatDecoder($0, xml))
    }
  }
}
