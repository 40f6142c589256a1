import TextSafety

extension MetricName {
  /// A name of ours from one that may have dots already; nil where nothing is left.
  ///
  /// Without a dot it is a name of Prometheus. One that has dots is divided by them and keeps its underscores, so that a name of ours
  /// that went through a foreign format comes back as it was; all else that is not allowed divides too.
  static func normalized(_ raw: SafeText) -> SafeText? {
    let dot = UInt8(ascii: ".")
    guard raw.string.utf8.contains(dot) else {
      return raw.string.utf8.contains { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: ":") } ? self.name(of: raw.string) : nil
    }
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
      case UInt8(ascii: "_"): name.append(byte)
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

  /// The unit that the end of a name of ours tells.
  static func unit(of name: SafeText) -> SafeText { unit(of: name.string.split(separator: ".").suffix(2).joined(separator: "_")) }

  private static func text(_ name: [UInt8]) -> SafeText { SafeText(sanitizing: String(decoding: name, as: UTF8.self)) }
}
