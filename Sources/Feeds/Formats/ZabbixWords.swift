import Core
import TextSafety

extension Severity {
  /// Information and what is not classified are no alert; warning is blue, average yellow, high orange, disaster red.
  init?(zabbix value: JSONValue) throws(Fault) {
    switch value.looseInteger {
    case 0, 1: return nil
    case 2: self = .blue
    case 3: self = .yellow
    case 4: self = .orange
    case 5: self = .red
    default: throw .value("a severity from 0 to 5", value)
    }
  }
}

extension JSONValue {
  /// 0 is fine, 1 a problem, nil is 2, with which servers before 2.2 say that they do not know; numbers come as texts.
  func zabbixIsProblem() throws(Fault) -> Bool? {
    switch looseInteger {
    case 0: return false
    case 1: return true
    case 2: return nil
    default: throw .value("0, 1 or 2", self)
    }
  }

  /// The first tags of a list, as labels.
  func zabbixTags(_ texts: TextReader) -> [Label] {
    var labels: [Label] = []
    for tag in elements.prefix(30) {
      guard let key = tag["tag"]?.loose(texts) else { continue }
      labels.set(key.clipped(to: 80), tag["value"]?.loose(texts) ?? "")
    }
    return labels
  }
}

/// The host that a trigger or an event belongs to.
struct ZabbixHost {
  /// What people call it.
  var name: SafeText
  /// What its agent calls it.
  var technicalName: SafeText

  /// The first of `hosts`, or `host` and `hostname` beside the other members; nil where only its number is known.
  init?(of object: JSONValue, _ texts: TextReader) {
    var hosts = object["hosts"]?.elements
    let host = hosts?.next() ?? object
    func text(_ value: JSONValue?) -> SafeText? { value?.prose(texts, atMost: 128) }
    // `name` is the host's only inside `hosts`; in a webhook it is the problem's.
    let visible = hosts == nil ? text(object["hostname"]) : text(host["name"]) ?? text(object["hostname"])
    let technical = text(host["host"]) ?? text(object["host"])
    guard let name = visible ?? technical else { return nil }
    self.name = name
    technicalName = technical ?? name
  }
}

extension ZabbixHost? {
  /// A text with the macros of the host replaced; one pass, so that a name cannot hold a macro of its own.
  func resolving(_ text: SafeText?) -> SafeText? { text.map { resolving($0) } }

  func resolving(_ text: SafeText) -> SafeText {
    guard let host = self, text.string.contains("{HOST") else { return text }
    let macros = [
      ("{HOST.NAME}", host.name), ("{HOST.NAME1}", host.name), ("{HOST.HOST}", host.technicalName),
      ("{HOST.HOST1}", host.technicalName), ("{HOSTNAME}", host.technicalName), ("{HOSTNAME1}", host.technicalName),
    ]
    var result = ""
    var rest = Substring(text.string)
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      rest = rest[brace...]
      if let (macro, value) = macros.first(where: { rest.hasPrefix($0.0) }) {
        result += value.string
        rest = rest.dropFirst(macro.count)
      } else {
        result += "{"
        rest = rest.dropFirst()
      }
    }
    return Masking.masked(SafeText(sanitizing: result + rest), atMost: 2000)
  }
}
