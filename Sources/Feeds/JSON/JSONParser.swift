import CSimdjson

/// One simdjson parser, used over and over for one source.
struct JSONParser: ~Copyable {
  /// Deeper nesting than any feed has a use for is refused.
  static let maximumDepth = 64

  private let handle: OpaquePointer

  init() {
    guard let handle = csj_create(Self.maximumDepth + 1) else { fatalError("no memory for a JSON parser") }
    self.handle = handle
  }

  deinit { csj_destroy(handle) }

  enum Failure: Error { case syntax, depth, number, string, encoding, empty, memory }

  /// The root value; it and everything below it die at the next parse.
  func parse(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> JSONValue {
    var document = csj_document()
    let status = csj_parse(handle, bytes.baseAddress, bytes.count, &document)
    switch status {
    case CSJ_OK: return JSONValue(tape: document.tape, strings: document.strings, index: 1)
    case CSJ_DEPTH: throw .depth
    case CSJ_NUMBER: throw .number
    case CSJ_STRING: throw .string
    case CSJ_UTF8: throw .encoding
    case CSJ_EMPTY: throw .empty
    case CSJ_MEMORY: throw .memory
    default: throw .syntax
    }
  }
}
