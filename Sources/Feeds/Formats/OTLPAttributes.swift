import Core
import TextSafety

/// Attributes of OpenTelemetry: a list of keys and values of seven kinds.
struct OTLPAttributes {
  /// Deeper values are left out, and lists end after so many: a label is 80 characters at most anyway.
  private static let depth = 4
  private static let elements = 16

  private let list: JSONValue?
  private let name: String

  /// `attributes` of a point or resource; before protocol 0.9 they were texts only and called `labels`.
  init(of owner: JSONValue) {
    let old = owner["attributes"] == nil ? owner["labels"] : nil
    list = old ?? owner["attributes"]
    name = old == nil ? "attributes" : "labels"
  }

  /// Calls `body` for each attribute that has a value and whose key is wanted.
  func forEach(_ texts: TextReader, where isWanted: (JSONString) -> Bool = { _ in true }, _ body: (SafeText, SafeText) -> Void)
    throws(Fault)
  {
    guard let list else { return }
    guard list.isArray else { throw Fault.value("an array", list).at(name) }
    var position = 0
    for attribute in list.elements {
      do throws(Fault) {
        let attribute = try attribute.object()
        guard let keyValue = attribute["key"] else { throw .missing("key") }
        guard let key = keyValue.bytes else { throw Fault.value("a text", keyValue).at("key") }
        if isWanted(key), let value = attribute["value"] {
          do throws(Fault) {
            if let text = try Self.text(value, texts), !text.isEmpty { body(texts.word(key), text) }
          } catch { throw error.at("value") }
        }
      } catch { throw error.at(position).at(name) }
      position += 1
    }
  }

  /// `{"stringValue":"a"}` as `a`, a list as `a,b`, a map as `k=a,l=b`; nil for a value that is empty.
  private static func text(_ value: JSONValue, _ texts: TextReader, depth: Int = 0) throws(Fault) -> SafeText? {
    if let bytes = value.bytes { return texts.word(bytes) }
    var members = try value.object().fields
    guard let (kind, content) = members.next(), !content.isNull else { return nil }
    if kind == "stringValue" || kind == "bytesValue" || kind == "intValue" {
      guard content.isString || content.integer != nil else { throw Fault.value("a text", content).at(kind.raw) }
      return content.loose(texts)
    }
    if kind == "boolValue" {
      guard let truth = content.boolean else { throw Fault.value("true or false", content).at("boolValue") }
      return truth ? "true" : "false"
    }
    if kind == "doubleValue" {
      if let double = content.double { return SafeText(sanitizing: "\(double)") }
      guard let bytes = content.bytes else { throw Fault.value("a number", content).at("doubleValue") }
      return texts.word(bytes)
    }
    if kind == "arrayValue" || kind == "kvlistValue" { return try list(content["values"], texts, depth: depth) }
    throw Fault(.value, "must be a value such as stringValue, is \(Fault.quote(kind.raw))")
  }

  private static func list(_ values: JSONValue?, _ texts: TextReader, depth: Int) throws(Fault) -> SafeText? {
    guard depth < Self.depth, let values else { return nil }
    var result: [SafeText] = []
    for value in try values.array().elements.prefix(elements) {
      if let key = value["key"]?.bytes {
        let inner = try value["value"].map { value throws(Fault) in try text(value, texts, depth: depth + 1) } ?? nil
        result.append(texts.word(key) + "=" + (inner ?? ""))
      } else if let inner = try text(value, texts, depth: depth + 1) {
        result.append(inner)
      }
    }
    return result.map { $0.fitted(to: LabelList.longest) }.joined(separator: ",")
  }
}
