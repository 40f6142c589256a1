import Core
import TextSafety

/// The annotations that have a place of their own.
struct AlertmanagerAnnotations {
  var summary: SafeText?
  var detail: SafeText?
  var runbook: SafeText?

  init() {}

  init(_ object: JSONValue, _ texts: TextReader) {
    var message: SafeText?
    for (name, value) in object.fields {
      if name == "summary" { summary = value.prose(texts, atMost: 120) }
      if name == "description" { detail = value.prose(texts, atMost: 2000) }
      if name == "message" { message = value.prose(texts, atMost: 2000) }
      if name == "runbook_url" { runbook = value.loose(texts)?.clipped(to: 500) }
    }
    detail = detail ?? message
  }
}

extension Severity {
  /// The names in use; one that is not known is yellow, so that it is neither lost nor cried. Nil is information.
  init?(alertmanager name: SafeText?) {
    switch name?.string.lowercased() {
    case "critical", "page", "emergency", "disaster", "fatal", "red", "p1": self = .red
    case "severe", "major", "high", "error", "orange", "p2": self = .orange
    case "notice", "low", "minor", "blue", "p4", "info", "information": self = .blue
    case "none", "debug": return nil
    default: self = .yellow
    }
  }
}

extension [Label] {
  /// FNV-1a of the sorted labels, for alerts without a fingerprint.
  var fingerprint: SafeText {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ text: SafeText, _ end: UInt8) {
      for byte in text.string.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ UInt64(end)) &* 0x100_0000_01B3
    }
    for label in self {
      mix(label.key, 0xFF)
      mix(label.value, 0xFE)
    }
    return SafeText(sanitizing: String(hash, radix: 16))
  }
}
