import Core
import TextSafety

private enum MemberKey: String, CaseIterable {
  case specversion, type, source, id, time, subject, datacontenttype, dataschema, dataclassification, data,
    encodedData = "data_base64"
}

private let memberKeys = Vocabulary(MemberKey.self)

/// The context attributes of an event, held against the rules of CloudEvents 1.0 and of its JSON format.
struct CloudEventsEnvelope {
  var type: JSONValue
  /// Whether the type is one that the native format knows.
  var isOurs: Bool
  /// The data, where it came as base64.
  var encodedData: JSONString?

  init(_ object: JSONValue, _ options: LineDecoder.Options) throws(Fault) {
    // First of all: nothing of an event that may not be shown here is looked at or named.
    for (name, value) in try object.members() where name == "dataclassification" && !value.isNull {
      _ = try Event.classification(value, options)
    }
    var type: JSONValue?
    var data: JSONValue?
    var encoded: JSONValue?
    var required: [MemberKey] = [.specversion, .type, .source, .id]
    for (name, value) in object.fields {
      let key = memberKeys(name)
      if key == nil { try Self.checkName(name) }
      // Null stands for "absent".
      if value.isNull { continue }
      do throws(Fault) {
        try Self.check(value, key)
      } catch { throw error.at(String(name.raw.unicodeScalars.prefix(32))) }
      required.removeAll { $0 == key }
      switch key {
      case .type: type = value
      case .data: data = value
      case .encodedData: encoded = value
      default: break
      }
    }
    guard required.isEmpty, let type, let typeName = type.bytes else { throw .missing(required.first?.rawValue ?? "type") }
    if data != nil, encoded != nil {
      throw Fault(.shape, "cannot be there together with data", path: MemberKey.encodedData.rawValue)
    }
    self.type = type
    isOurs = Event.knows(type: typeName)
    encodedData = encoded?.bytes
  }

  private static func check(_ value: JSONValue, _ key: MemberKey?) throws(Fault) {
    switch key {
    case .specversion:
      guard let bytes = value.bytes, bytes == "1.0" else { throw .value("\"1.0\"", value).because(.unknownType) }
    case .time: _ = try value.moment()
    case .source, .dataschema:
      guard let bytes = value.bytes, !bytes.isEmpty, bytes.buffer.allSatisfy({ $0 > 32 && $0 != 127 }) else {
        throw .value("a URI reference", value)
      }
    case .type, .id, .subject:
      guard let bytes = value.bytes, !bytes.isEmpty else { throw .value("a text that is not empty", value) }
    case .datacontenttype:
      guard let bytes = value.bytes, MediaType(bytes) != nil else { throw .value("a media type", value) }
    case .encodedData:
      guard value.isString else { throw .value("a text", value) }
    case .data, .dataclassification: break
    case nil:
      // Of an extension: a text, a truth value or a whole number of 32 bits.
      if value.isString || value.boolean != nil { return }
      guard value.kind == .integer, let integer = value.integer, Int32(exactly: integer) != nil else {
        throw .value("a text, true, false or a whole number of 32 bits", value)
      }
    }
  }

  private static func checkName(_ name: JSONString) throws(Fault) {
    guard !name.isEmpty, name.buffer.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) else {
      throw Fault(.shape, "is no attribute name: a–z and 0–9 only", path: Fault.quote(name.raw))
    }
  }
}
