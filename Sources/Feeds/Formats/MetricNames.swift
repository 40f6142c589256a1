import TextSafety

/// How names of foreign metrics become names of ours: `^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`, at most 80 characters.
enum MetricName {
  static let longest = 80

  /// `node_cpu_seconds_total` → `node.cpu.seconds.total`, `job:http:rate5m` → `job.http.rate5m`; nil where nothing is left.
  ///
  /// A name that has dots is divided by them already and keeps its underscores, so that a name of ours that went through a foreign
  /// format comes back as it was. All else that is not allowed divides too; two names that differ in nothing but that become one.
  static func normalized(_ raw: SafeText) -> SafeText? {
    let dot = UInt8(ascii: ".")
    let keepsUnderscores = raw.string.utf8.contains(dot)
    var name: [UInt8] = []
    name.reserveCapacity(raw.string.utf8.count + 8)
    var hasWord = false
    for byte in raw.string.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        name.append(byte)
        hasWord = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        name.append(byte | 0x20)
        hasWord = true
      case UInt8(ascii: "_") where keepsUnderscores: name.append(byte)
      default: if let last = name.last, last != dot { name.append(dot) }
      }
    }
    if name.last == dot { name.removeLast() }
    guard hasWord, let first = name.first else { return nil }
    if first < UInt8(ascii: "a") || first > UInt8(ascii: "z") { name = Array("metric.".utf8) + name }
    guard name.count > longest else { return text(name) }
    // Cut, with a fingerprint of the whole: long names mostly differ at their end.
    var beginning = name.prefix(longest - 9)
    if beginning.last == dot { beginning.removeLast() }
    return text(Array(beginning)) + "." + Fingerprint.short(of: text(name))
  }

  /// A name with a further part: `rpc.duration` and `count`.
  static func joined(_ name: SafeText, _ suffix: SafeText) -> SafeText {
    let whole = name + "." + suffix
    return whole.string.utf8.count <= longest ? whole : normalized(whole) ?? whole
  }

  /// The unit a name ends with, as the naming rules of Prometheus want it; `1` where there is none.
  static func unit(of name: SafeText) -> SafeText {
    let parts = name.string.split { $0 == "." || $0 == "_" }
    switch parts.last == "total" ? parts.dropLast().last : parts.last {
    case "seconds": return "s"
    case "milliseconds": return "ms"
    case "microseconds": return "us"
    case "nanoseconds": return "ns"
    case "bytes": return "By"
    case "bits": return "bit"
    case "ratio": return "ratio"
    case "percent": return "%"
    case "celsius": return "Cel"
    case "volts": return "V"
    case "amperes": return "A"
    case "watts": return "W"
    case "joules": return "J"
    case "meters": return "m"
    case "hertz": return "Hz"
    default: return "1"
    }
  }

  private static func text(_ name: [UInt8]) -> SafeText { SafeText(sanitizing: String(decoding: name, as: UTF8.self)) }
}
