import Core

extension Timestamp {
  /// The date-time of mail and RSS: `Fri, 04 Feb 2011 20:32:08 GMT`, `4 Feb 2011 20:32 +0100`. Nil where it is none.
  init?(rfc822 text: String) {
    guard text.utf8.count <= 40 else { return nil }
    var words = text.split(separator: " ")
    if words.first?.hasSuffix(",") == true { words.removeFirst() }
    guard words.count == 5, let day = Int(words[0]), let month = Self.months.firstIndex(of: words[1].lowercased()),
      words[2].utf8.count == 4, let year = Int(words[2]), year > 0
    else { return nil }
    let clock = words[3].split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8.count == 2 ? Int($0) : nil }
    guard clock.count == 2 || clock.count == 3, let hour = clock[0], let minute = clock[1],
      let second = clock.count == 3 ? clock[2] : 0, (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second),
      let offset = Self.offset(words[4])
    else { return nil }
    let date = CivilDate(year: year, month: month + 1, day: day)
    guard date.isValid else { return nil }
    let seconds = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset * 60)
    self.init(milliseconds: seconds * 1000)
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Minutes from UTC. Of the names only those of UTC are sure.
  private static func offset(_ zone: Substring) -> Int? {
    if ["GMT", "UT", "UTC", "Z"].contains(zone.uppercased()) { return 0 }
    let digits = zone.dropFirst()
    guard zone.first == "+" || zone.first == "-", digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let value = Int(digits), value / 100 < 24, value % 100 < 60
    else { return nil }
    return (value / 100 * 60 + value % 100) * (zone.first == "-" ? -1 : 1)
  }

  /// The nearest moment whose year has four digits in every zone: "never" of a feed must survive being written.
  var withinFourDigits: Timestamp {
    min(max(self, Timestamp(milliseconds: -62_135_510_400_000)), Timestamp(milliseconds: 253_402_128_000_000))
  }
}
