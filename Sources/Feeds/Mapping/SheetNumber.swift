/// A number as people write it into sheets and hasty APIs: `1,234`, `１２．５％`, `1.2万件`.
enum SheetNumber: Equatable, Sendable {
  case integer(Int64)
  case double(Double)

  /// Words that say what is counted, not how much.
  static let unitWords: Set<String> = [
    "宗", "件", "条", "次", "人", "户", "台", "个", "笔", "项", "起", "辆", "家", "名", "例", "份", "处", "座", "人次", "户次", "件次", "台次",
  ]

  /// Nil where the text is no number.
  init?(_ text: String, units: [String] = []) {
    if let value = Self.plain(text) {
      self = .integer(value)
      return
    }
    var scan = NumberScan(text)
    guard let number = scan.number(units) else { return nil }
    self = number
  }

  /// The value without the difference between the two.
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    }
  }

  /// Up to 18 ASCII digits: nearly every number there is.
  private static func plain(_ text: String) -> Int64? {
    var value: Int64 = 0
    guard (1...18).contains(text.utf8.count) else { return nil }
    for byte in text.utf8 {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte) - 48
    }
    return value
  }
}

/// One walk over the characters of a number.
private struct NumberScan {
  private let text: [Unicode.Scalar]
  private var index = 0
  private var digits = ""
  private var exponent = 0
  private var isWhole = true

  init(_ text: String) { self.text = Array(text.unicodeScalars.lazy.prefix(65).map(\.halfWidth)) }

  private var scalar: Unicode.Scalar? { index < text.count ? text[index] : nil }

  mutating func number(_ units: [String]) -> SheetNumber? {
    guard text.count <= 64 else { return nil }
    skipBlanks()
    if scalar == "-" || scalar == "\u{2212}" { digits = "-" }
    if scalar == "-" || scalar == "\u{2212}" || scalar == "+" { index += 1 }
    guard whole(), fraction() else { return nil }
    power()
    guard suffix(units) else { return nil }
    if isWhole, exponent == 0, let value = Int64(digits) { return .integer(value) }
    // One conversion of the whole: 1.23万 is 12300, not 12300.000000000002.
    guard let value = Double("\(digits)e\(exponent)"), value.isFinite else { return nil }
    if value.magnitude < 0x1p53, let whole = Int64(exactly: value) { return .integer(whole) }
    return .double(value)
  }

  private mutating func skipBlanks() { while let scalar, scalar.properties.isWhitespace { index += 1 } }

  private mutating func run() -> Int {
    let start = index
    while let scalar, scalar.isDigit {
      digits.unicodeScalars.append(scalar)
      index += 1
    }
    return index - start
  }

  /// Digits, perhaps in groups of three: `1,2` is refused, it may be a decimal comma.
  private mutating func whole() -> Bool {
    let first = run()
    if scalar == ",", !(1...3).contains(first) { return false }
    while scalar == "," {
      index += 1
      if run() != 3 { return false }
    }
    return first > 0 || scalar == "."
  }

  private mutating func fraction() -> Bool {
    guard scalar == "." else { return true }
    isWhole = false
    index += 1
    let isBare = digits.isEmpty || digits == "-"
    if isBare { digits += "0" }
    digits += "."
    let count = run()
    if count == 0 { digits += "0" }
    return count > 0 || !isBare
  }

  /// `e+06`
  private mutating func power() {
    guard scalar == "e" || scalar == "E" else { return }
    let start = index
    index += 1
    let isNegative = scalar == "-"
    if scalar == "-" || scalar == "+" { index += 1 }
    var value = 0
    var count = 0
    while let scalar, scalar.isDigit, count < 4 {
      value = value * 10 + Int(scalar.value) - 48
      count += 1
      index += 1
    }
    if count == 0 { index = start } else { exponent += isNegative ? -value : value }
  }

  /// 千, 万, 亿 and 万亿; per cent and per mille; a unit word.
  private mutating func suffix(_ units: [String]) -> Bool {
    skipBlanks()
    multipliers: while let scalar {
      switch scalar {
      case "百": exponent += 2
      case "千": exponent += 3
      case "万", "萬": exponent += 4
      case "亿", "億": exponent += 8
      default: break multipliers
      }
      index += 1
    }
    if scalar == "%" || scalar == "‰" {
      exponent -= scalar == "%" ? 2 : 3
      index += 1
    }
    skipBlanks()
    var end = text.count
    while end > index, text[end - 1].properties.isWhitespace { end -= 1 }
    var rest = ""
    for scalar in text[index..<max(index, end)] { rest.unicodeScalars.append(scalar) }
    return rest.isEmpty || SheetNumber.unitWords.contains(rest) || units.contains(rest)
  }
}

extension Unicode.Scalar {
  /// The ASCII form of a full-width character; any other as it is.
  var halfWidth: Unicode.Scalar {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
    case 0x3000: " "
    default: self
    }
  }

  var isDigit: Bool { value >= 48 && value <= 57 }
}

extension String {
  /// Nothing, or only dashes: what stands in a sheet where there is no value.
  var isAbsence: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "-", "\u{2010}"..."\u{2015}", "\u{2212}", "\u{2500}", "\u{FF0D}", "\u{FE63}", "\u{30FC}": true
      default: scalar.properties.isWhitespace
      }
    }
  }
}
