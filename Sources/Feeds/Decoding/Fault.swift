import Core
import TextSafety

/// What is wrong with a value, and on which path it lies; becomes a `Malformed` at the top.
struct Fault: Error {
  var reason: Malformed.Reason
  var path: String
  var words: String

  init(_ reason: Malformed.Reason, _ words: String, path: String = "") {
    self.reason = reason
    self.path = path
    self.words = words
  }

  static func missing(_ name: String) -> Fault { Fault(.missing, "is missing", path: name) }

  /// `must be a whole number ≥ 0, is -3`
  static func value(_ rule: String, _ value: JSONValue) -> Fault { Fault(.value, "must be \(rule), is \(describe(value))") }

  /// The same fault seen from one level above.
  func at(_ name: String) -> Fault {
    var copy = self
    copy.path = path.isEmpty ? name : path.hasPrefix("[") ? name + path : name + "." + path
    return copy
  }

  func at(_ index: Int) -> Fault { at("[\(index)]") }

  /// The same fault, counted under another reason.
  func because(_ reason: Malformed.Reason) -> Fault {
    var copy = self
    copy.reason = reason
    return copy
  }

  var malformed: Malformed {
    let detail = SafeText(sanitizing: path.isEmpty ? words : "\(path): \(words)")
    return Malformed(reason, Masking.masked(detail))
  }

  /// A value as an error names it: short, never a whole text of a citizen.
  static func describe(_ value: JSONValue) -> String {
    switch value.kind {
    case .object: "an object"
    case .array: "an array"
    case .null: "null"
    case .boolean: value.boolean == true ? "true" : "false"
    case .integer, .unsigned, .double: number(value)
    case .string: quote(value.bytes?.raw ?? "")
    }
  }

  static func quote(_ text: String) -> String {
    text.unicodeScalars.count > 32 ? "“\(String(text.unicodeScalars.prefix(32)))…”" : "“\(text)”"
  }

  private static func number(_ value: JSONValue) -> String {
    if let integer = value.integer { return String(integer) }
    return value.double.map { "\($0)" } ?? "?"
  }
}
