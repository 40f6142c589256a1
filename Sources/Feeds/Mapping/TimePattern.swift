/// A pattern of letters for moments: `dd-MMM-yyyy HH:mm:ss`, `MM/dd/yyyy 'at' hh:mma`.
public struct TimePattern: Sendable, Equatable {
  private enum Part: Equatable {
    case year(Int), month(Int), monthName, day(Int), hour(Int), minute(Int), second(Int), fraction, half, zone, weekday
    case literal(Unicode.Scalar)
    /// One blank or more, or none.
    case blanks
  }

  /// As it was written.
  public let text: String
  private var parts: [Part] = []

  /// Nil where it names no year and no day of one, or holds a letter that stands for nothing.
  public init?(_ text: String) {
    self.text = text
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= 64 else { return nil }
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      var end = index + 1
      if scalar == "'" {
        while end < scalars.count, scalars[end] != "'" { end += 1 }
        guard end < scalars.count else { return nil }
        parts += scalars[index + 1..<end].map { $0 == " " ? .blanks : .literal($0) }
        index = end + 1
        continue
      }
      while end < scalars.count, scalars[end] == scalar { end += 1 }
      guard let part = Self.part(scalar, end - index) else { return nil }
      parts += scalar.properties.isAlphabetic && scalar.isASCII ? [part] : Array(repeating: part, count: end - index)
      index = end
    }
    let hasYear = parts.contains { if case .year = $0 { true } else { false } }
    let hasMonth = parts.contains { if case .month = $0 { true } else { $0 == .monthName } }
    let hasDay = parts.contains { if case .day = $0 { true } else { false } }
    guard hasYear, hasMonth, hasDay else { return nil }
  }

  private static func part(_ scalar: Unicode.Scalar, _ count: Int) -> Part? {
    switch (scalar, count) {
    case ("y", 2), ("y", 4): .year(count)
    case ("M", 3): .monthName
    case ("M", 1...2): .month(count)
    case ("d", 1...2): .day(count)
    case ("H", 1...2), ("h", 1...2): .hour(count)
    case ("m", 1...2): .minute(count)
    case ("s", 1...2): .second(count)
    case ("S", _): .fraction
    case ("a", 1): .half
    case ("Z", _), ("X", _), ("z", _): .zone
    case ("E", _): .weekday
    case (" ", _): .blanks
    default: scalar.isASCII && scalar.properties.isAlphabetic ? nil : .literal(scalar)
    }
  }

  /// The moment a text stands for; nil where it does not fit.
  func read(_ text: String) -> WrittenMoment? {
    var scan = MomentScan(text)
    var moment = WrittenMoment()
    scan.skipBlanks()
    for part in parts {
      guard read(part, &scan, &moment) else { return nil }
    }
    scan.skipBlanks()
    return scan.scalar == nil ? moment : nil
  }

  private func read(_ part: Part, _ scan: inout MomentScan, _ moment: inout WrittenMoment) -> Bool {
    func number(_ count: Int) -> Int? {
      // One letter takes one digit or two, two letters take two.
      guard let number = scan.number(atMost: max(2, count)), number.count == count || count == 1 else { return nil }
      return number.value
    }
    func set(_ field: WritableKeyPath<WrittenMoment, Int>, _ count: Int) -> Bool {
      guard let value = number(count) else { return false }
      moment[keyPath: field] = value
      return true
    }
    switch part {
    case .year(let count):
      guard let value = number(count) else { return false }
      moment.setYear(value, digits: count)
      return true
    case .month(let count): return set(\.month, count)
    case .day(let count): return set(\.day, count)
    case .hour(let count): return set(\.hour, count)
    case .minute(let count): return set(\.minute, count)
    case .second(let count): return set(\.second, count)
    case .fraction: return scan.fraction(&moment)
    case .monthName:
      guard let place = Self.months.firstIndex(where: { scan.take(word: $0) }) else { return false }
      while let scalar = scan.scalar, scalar.properties.isAlphabetic { scan.index += 1 }
      moment.month = place + 1
      return true
    case .half:
      moment.isAfternoon = scan.half()
      return moment.isAfternoon != nil
    case .zone: return scan.zone(&moment)
    case .weekday:
      while let scalar = scan.scalar, scalar.properties.isAlphabetic { scan.index += 1 }
      return true
    case .literal(let scalar): return scan.take(scalar.halfWidth)
    case .blanks:
      scan.skipBlanks()
      return true
    }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
