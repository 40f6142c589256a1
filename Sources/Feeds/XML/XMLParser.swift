import CExpat

/// Reads a whole document with expat into a tree.
enum XMLParser {
  /// Why there is no tree, and where: line and column from 1.
  struct Failure: Error {
    enum Cause {
      case error(XML_Error)
      case refused(XMLRefusal)
    }
    var cause: Cause
    var line: Int
    var column: Int
  }

  /// Everything a callback needs.
  private final class Session {
    let parser: XML_Parser
    let builder = XMLBuilder()

    init(_ parser: XML_Parser) { self.parser = parser }

    var line: Int { Int(clamping: XML_GetCurrentLineNumber(parser)) }
    var column: Int { Int(clamping: XML_GetCurrentColumnNumber(parser)) + 1 }

    /// Where it was told to stop: afterwards the parser stands further on.
    private(set) var stop: (line: Int, column: Int)?

    func stopHere() {
      stop = (line, column)
      XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> Session? {
      pointer.map { Unmanaged<Session>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  /// Parses bytes of the encoding they declare, or of the one that is given. They are at most `XMLLimits.bytes` times two.
  static func parse(_ bytes: UnsafeRawBufferPointer, encoding: StaticString? = nil) throws(Failure) -> XMLElement {
    let name = encoding.map { UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) }
    guard let parser = XML_ParserCreate(name) else {
      throw Failure(cause: .error(XML_ERROR_NO_MEMORY), line: 1, column: 1)
    }
    defer { XML_ParserFree(parser) }
    let session = Session(parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(session).toOpaque())
    listen(parser)
    // In one piece: a token is never looked at twice.
    let status = withExtendedLifetime(session) {
      XML_Parse(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), 1)
    }
    if let refusal = session.builder.refusal, let (line, column) = session.stop {
      throw Failure(cause: .refused(refusal), line: line, column: column)
    }
    guard status == XML_STATUS_OK, let root = session.builder.root else {
      throw Failure(cause: .error(XML_GetErrorCode(parser)), line: session.line, column: session.column)
    }
    return root
  }

  private static func listen(_ parser: XML_Parser) {
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let session = Session.of(user), session.builder.refusal == nil, let name, let attributes else { return }
        if !session.builder.begin(String(cString: name), attributes, line: session.line, column: session.column) {
          session.stopHere()
        }
      },
      { user, _ in
        guard let session = Session.of(user), session.builder.refusal == nil else { return }
        session.builder.end()
      })
    XML_SetCharacterDataHandler(parser) { user, start, count in
      guard let session = Session.of(user), session.builder.refusal == nil, let start else { return }
      start.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        session.builder.characters(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
    // Entities are declared in a document type and nowhere else: without one none can grow, and none can name a file.
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      guard let session = Session.of(user), !session.builder.refuse(.documentType) else { return }
      session.stopHere()
    }
  }
}
