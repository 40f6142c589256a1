import TextSafety

/// Makes metric names of ours from those of Prometheus.
///
/// - Letters become lower case; `_`, `:` and `.` become dots: `go_memstats_heap_objects` is `go.memstats.heap.objects`.
/// - The unit and what follows it stay one part, as in our own names: `node_cpu_seconds_total` is `node.cpu_seconds_total`.
/// - A dot that would begin or end a part empty is written `_`: `a__b` is `a._b`.
/// - Other ASCII becomes `_`, any other character `u` and its number: `温度` is `u6e29u5ea6`.
/// - A name that does not begin with a letter gets an `x`; one that is too long ends in a digest of the whole.
enum MetricName {
  /// Characters a name may have.
  static let longest = 80

  /// The name of ours; `room` characters are left for what the caller appends.
  static func name(of foreign: String, room: Int = 0) -> SafeText {
    let unit = unitStart(foreign)
    var name: [UInt8] = []
    var index = 0
    let count = foreign.utf8.count
    for scalar in foreign.unicodeScalars {
      let size = UTF8.width(scalar)
      defer { index += size }
      switch scalar {
      case "a"..."z": name.append(UInt8(scalar.value))
      case "A"..."Z": name.append(UInt8(scalar.value) + 32)
      case "0"..."9":
        if name.isEmpty { name.append(UInt8(ascii: "x")) }
        name.append(UInt8(scalar.value))
      case "_", ":", ".":
        if name.isEmpty { name.append(UInt8(ascii: "x")) }
        let splits = index < unit && index + 1 < count && name.last != UInt8(ascii: ".")
        name.append(splits ? UInt8(ascii: ".") : UInt8(ascii: "_"))
      case _ where scalar.isASCII:
        if name.isEmpty { name.append(UInt8(ascii: "x")) }
        name.append(UInt8(ascii: "_"))
      default: name += Array("u\(String(scalar.value, radix: 16))".utf8)
      }
    }
    if name.isEmpty { name.append(UInt8(ascii: "x")) }
    guard name.count > longest - room else { return SafeText(sanitizing: String(decoding: name, as: UTF8.self)) }
    var digest = Digest()
    for byte in foreign.utf8 { digest.add(byte) }
    return SafeText(sanitizing: String(decoding: name.prefix(longest - room - 9), as: UTF8.self)) + "_" + digest.text
  }

  /// The unit that the end of a name tells: `s` for `…_seconds_total`, `1` where it tells none.
  static func unit(of foreign: String) -> SafeText {
    var rest = foreign[...]
    while true {
      let (head, word) = lastWord(rest)
      if let unit = units[word] { return unit }
      guard let head, roles[word] == .ofUnit else { return "1" }
      rest = head
    }
  }

  /// The unit that a `# UNIT` line names.
  static func unit(named word: String) -> SafeText {
    if let unit = units[word] { return unit }
    let isWord = word.utf8.count <= 22 && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    return isWord && !word.isEmpty ? "{" + SafeText(sanitizing: word) + "}" : "1"
  }

  /// Where the unit and what follows it begin, with the `_` before them; the end where there are none.
  private static func unitStart(_ name: String) -> Int {
    var rest = name[...]
    while case (let head?, let word) = lastWord(rest), units[word] != nil || roles[word] != nil { rest = head }
    return rest.utf8.count
  }

  /// What stands after the last `_`, and what before it.
  private static func lastWord(_ name: Substring) -> (head: Substring?, word: String) {
    guard let end = name.lastIndex(of: "_") else { return (nil, name.lowercased()) }
    return (name[..<end], name[name.index(after: end)...].lowercased())
  }

  private enum Role { case ofUnit, ofCount }

  /// Words that stand after a unit: an amount of it, or a count whatever it is.
  private static let roles: [String: Role] = [
    "total": .ofUnit, "sum": .ofUnit, "gsum": .ofUnit, "bucket": .ofUnit, "count": .ofCount,
    "gcount": .ofCount, "info": .ofCount,
  ]

  private static let units: [String: SafeText] = [
    "seconds": "s", "milliseconds": "ms", "microseconds": "us", "nanoseconds": "ns", "minutes": "min", "hours": "h", "days": "d",
    "bytes": "By", "kilobytes": "kBy", "kibibytes": "KiBy", "megabytes": "MBy", "mebibytes": "MiBy", "gigabytes": "GBy",
    "gibibytes": "GiBy", "bits": "bit", "ratio": "ratio", "percent": "%", "celsius": "Cel", "kelvin": "K", "volts": "V",
    "amperes": "A", "watts": "W", "joules": "J", "hertz": "Hz", "meters": "m", "metres": "m", "grams": "g", "pascals": "Pa",
  ]
}
