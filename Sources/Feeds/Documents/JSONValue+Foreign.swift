import Core
import TextSafety

// Foreign formats are looser than ours: a number may be a text, an empty text may stand for nothing.
extension JSONValue {
  /// The first member of that name; nil where there is none, it is null, or this is no object.
  subscript(name: StaticString) -> JSONValue? {
    var fields = fields
    while let (key, value) = fields.next() {
      if key == name { return value.isNull ? nil : value }
    }
    return nil
  }

  /// A text, or a number as text: foreign ids come as both. Nil for anything else and for an empty text.
  func loose(_ texts: TextReader) -> SafeText? {
    if let bytes { return bytes.isEmpty ? nil : texts.word(bytes) }
    if let integer { return "\(integer)" }
    return nil
  }

  /// A number, or a text that is one.
  var looseNumber: Double? {
    if let double { return double }
    return bytes.flatMap { Double($0.raw) }
  }

  /// A whole number, or a text that is one: 64-bit numbers come as texts in many formats.
  var looseInteger: Int64? {
    if let integer { return integer }
    return bytes.flatMap { Int64($0.raw) }
  }

  /// A moment, in the zone of the source where it names none; nil where it is none.
  func looseMoment(_ offsetMinutes: Int) -> Timestamp? {
    guard let bytes else { return nil }
    return Timestamp(rfc3339: bytes.buffer, defaultOffsetMinutes: offsetMinutes)
  }

  /// The members of an object; a fault for anything else.
  func members() throws(Fault) -> Fields {
    guard isObject else { throw Fault.value("an object", self).because(.shape) }
    return fields
  }
}
