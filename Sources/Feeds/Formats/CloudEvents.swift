import Core
import TextSafety

extension FeedFormat {
  /// CloudEvents 1.0 as documents, laid out as their sender likes: one event, a batch of them, or one per line.
  ///
  /// Events of the types `zhiban.*.v1` are read as the native format reads them. Those of other types count as `unknown_type`,
  /// whatever their data looks like; what is no CloudEvents envelope at all is a fault of its own.
  static let cloudevents = FeedFormat(
    name: "cloudevents", summary: "CloudEvents 1.0, JSON: structured and batch mode, in any layout", framing: .document
  ) { options in
    DocumentDecoder(isStrict: options.isStrict) { root, records in
      records.each(root) { object, records throws(Fault) in
        records.append(try Event(cloudEvent: object, records.texts, options))
      }
    }
  }
}

extension Event {
  fileprivate init(cloudEvent object: JSONValue, _ texts: TextReader, _ options: LineDecoder.Options) throws(Fault) {
    let envelope = try CloudEventsEnvelope(object, options)
    guard envelope.isOurs else {
      throw Fault.value("a type such as zhiban.metric.v1", envelope.type).at("type").because(.unknownType)
    }
    if let encoded = envelope.encodedData {
      self = try Event.decoding(encoded, of: object, texts, options)
    } else {
      try self.init(object, texts, options)
    }
    // A recording holds it as a line, which must be one that can be read again.
    let count = EventEncoder().encode(self).count
    if count > options.maximumLineBytes {
      throw Fault(.tooLong, "is \(count) bytes long as a line, which may be \(options.maximumLineBytes)")
    }
  }

  /// An event whose data is JSON in base64; it needs a parser of its own, since the document lives in the other one.
  private static func decoding(
    _ encoded: JSONString, of object: JSONValue, _ texts: TextReader, _ options: LineDecoder.Options
  ) throws(Fault) -> Event {
    guard let bytes = decodedBase64(encoded) else { throw Fault(.value, "must be base64", path: "data_base64") }
    let parser = JSONParser()
    // The parser copies what it parses, but the values live no longer than it does.
    defer { withExtendedLifetime(parser) {} }
    let data = bytes.withUnsafeBytes { bytes in try? parser.parse(bytes) }
    guard let data else { throw Fault(.syntax, "must be JSON in base64", path: "data_base64") }
    return try Event(object, texts, options, data: data)
  }
}
