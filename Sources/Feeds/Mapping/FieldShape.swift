import Core
import TextSafety

/// What a native field holds; values are brought into this shape, and the native decoder judges them.
enum FieldShape: Sendable, Equatable {
  /// What somebody wrote: masked, and cut where it is longer than it may be.
  case text(atMost: Int)
  /// A road or community; the number before it is hidden too.
  case address(atMost: Int)
  /// A name of an office: cut, not masked.
  case name(atMost: Int)
  /// A key: never cut, two of them might become one.
  case word
  case choice([String])
  case number, count, moment, date, truth
  /// 6, 9 or 12 digits.
  case place
  /// 12 digits.
  case sequence
  /// Lists of texts; of choices those that are in the table only.
  case words, choices([String])

  var isList: Bool {
    switch self {
    case .words, .choices: true
    default: false
    }
  }

  var isNumber: Bool { self == .number || self == .count }
  var isTime: Bool { self == .moment || self == .date }
}

/// A value in its shape.
enum FieldValue: Equatable {
  case text(String)
  case integer(Int64)
  case double(Double)
  case truth(Bool)
  case moment(Timestamp)
  case date(CivilDate)
  case list([String])
}

extension FieldShape {
  /// The value of a text; a fault where it is none of this shape.
  func value(of text: String, _ rule: FieldRule, offsetMinutes: Int) throws(Fault) -> FieldValue {
    switch self {
    case .text(let limit): return .text(Self.fitted(text, limit) { Masking.masked($0) })
    case .name(let limit): return .text(Self.fitted(text, limit) { $0 })
    case .address(let limit):
      let fitted = SafeText(sanitizing: Self.fitted(text, limit) { Masking.masked($0) })
      return .text(Masking.address(fitted).clipped(to: limit).string)
    case .word, .place: return .text(text)
    case .choice(let choices):
      guard choices.contains(text) else { throw Self.fault("one of " + choices.joined(separator: ", "), text) }
      return .text(text)
    case .number, .count:
      guard let number = SheetNumber(text, units: rule.units) else { throw Self.fault("a number", text) }
      return try Self.scaled(number, rule)
    case .moment:
      guard let time = Self.moment(text, rule, offsetMinutes) else { throw Self.fault("a date and time", text) }
      return .moment(time + rule.offset)
    case .date:
      guard let time = Self.moment(text, rule, offsetMinutes) else { throw Self.fault("a date", text) }
      return .date(CivilTime(time, offsetMinutes: offsetMinutes).date)
    case .truth:
      guard let truth = Self.truths[text] ?? Self.truths[text.lowercased()] else { throw Self.fault("true or false", text) }
      return .truth(truth)
    case .sequence:
      guard let value = Int64(text), (0..<1_000_000_000_000).contains(value) else {
        throw Self.fault("a number up to 12 digits", text)
      }
      return .text(String(repeating: "0", count: 12 - String(value).utf8.count) + String(value))
    case .words, .choices: return .list([text])
    }
  }

  /// A number of JSON.
  static func scaled(_ number: SheetNumber, _ rule: FieldRule) throws(Fault) -> FieldValue {
    guard rule.factor != 1 || rule.offset != 0 else {
      switch number {
      case .integer(let value): return .integer(value)
      case .double(let value): return .double(value)
      }
    }
    let value = number.double * rule.factor + rule.offset
    guard value.isFinite else { throw Fault(.number, "is too large") }
    if value.magnitude < 0x1p53, let whole = Int64(exactly: value) { return .integer(whole) }
    return .double(value)
  }

  private static func moment(_ text: String, _ rule: FieldRule, _ offsetMinutes: Int) -> Timestamp? {
    for format in rule.times {
      if let time = format.moment(text, offsetMinutes: offsetMinutes) { return time }
    }
    return nil
  }

  /// A text that is short enough is left to the native decoder, which notices what is odd in it.
  private static func fitted(_ text: String, _ limit: Int, _ mask: (SafeText) -> SafeText) -> String {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    // Masked before it is cut: half a telephone number is not seen to be one.
    let beginning = String(text.unicodeScalars.prefix(limit * 4 + 64))
    return mask(SafeText(sanitizing: beginning)).clipped(to: limit).string
  }

  private static func fault(_ rule: String, _ text: String) -> Fault { Fault(.value, "must be \(rule), is \(Fault.quote(text))") }

  private static let truths: [String: Bool] = [
    "true": true, "false": false, "1": true, "0": false, "yes": true, "no": false, "y": true, "n": false, "t": true, "f": false,
    "是": true, "否": false, "有": true, "无": false, "√": true, "×": false,
  ]
}
