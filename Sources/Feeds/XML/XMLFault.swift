import CExpat
import Core
import TextSafety

extension XMLParser.Failure {
  /// True where bad characters are the reason, and not the marks around them.
  var isOfCharacters: Bool {
    guard case .error(let code) = cause else { return false }
    return code == XML_ERROR_INVALID_TOKEN || code == XML_ERROR_BAD_CHAR_REF || code == XML_ERROR_PARTIAL_CHAR
  }
}

extension Malformed {
  /// `line 3, column 14: an element is closed by another name`
  init(_ failure: XMLParser.Failure) {
    let (reason, words): (Reason, SafeText) =
      switch failure.cause {
      case .refused(let refusal): refusal.description
      case .error(let code): code.description
      }
    // The column of a `Malformed` belongs to a line of a feed; a document has many, so that both are in the words.
    self.init(reason, "line \(failure.line), column \(failure.column): \(words)")
  }
}

extension XMLRefusal {
  fileprivate var description: (Malformed.Reason, SafeText) {
    switch self {
    case .documentType: (.syntax, "a document type (DOCTYPE) is not accepted: its entities could grow without end or name files")
    case .depth: (.depth, "is nested deeper than \(XMLLimits.depth) levels")
    case .elements: (.tooLong, "holds more than \(XMLLimits.elements) elements")
    case .attributes: (.tooLong, "an element has more than \(XMLLimits.attributes) attributes")
    case .namespaces: (.tooLong, "more than \(XMLLimits.namespaces) namespaces are declared at one place")
    }
  }
}

extension XML_Error {
  fileprivate var description: (Malformed.Reason, SafeText) {
    switch self {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION, XML_ERROR_PARTIAL_CHAR:
      (.truncated, "the document ends before its root element does")
    case XML_ERROR_TAG_MISMATCH: (.syntax, "an element is closed by another name")
    case XML_ERROR_INVALID_TOKEN: (.syntax, "is not well-formed XML")
    case XML_ERROR_BAD_CHAR_REF: (.syntax, "refers to a character that XML does not allow")
    case XML_ERROR_UNDEFINED_ENTITY: (.syntax, "refers to an entity that is not declared")
    case XML_ERROR_DUPLICATE_ATTRIBUTE: (.syntax, "an attribute stands twice")
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (.syntax, "something follows the root element")
    case XML_ERROR_MISPLACED_XML_PI: (.syntax, "something stands before <?xml")
    case XML_ERROR_UNKNOWN_ENCODING: (.encoding, "declares an encoding that is not known here")
    case XML_ERROR_INCORRECT_ENCODING: (.encoding, "is not of the encoding that it declares")
    case XML_ERROR_NO_MEMORY: (.tooLong, "is larger than the memory that is left")
    default: (.syntax, "is not well-formed XML (expat \(rawValue))")
    }
  }
}
