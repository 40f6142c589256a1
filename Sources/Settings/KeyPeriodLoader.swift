internal import Core

extension CityLoader {
  /// `{name: {zh: 国庆, en: National Day}, from: 2022-10-01, to: 2022-10-08}`: whole days with both ends, or moments.
  static func keyPeriod(_ value: YAMLValue, offsetMinutes: Int) -> KeyPeriod? {
    value.allow(["name", "from", "to"])
    let name = value.required("name", Self.name)
    let from = value.required("from") { moment($0, offsetMinutes: offsetMinutes, isEnd: false) }
    let to = value.required("to") { moment($0, offsetMinutes: offsetMinutes, isEnd: true) }
    guard let name, let from, let to else { return nil }
    guard from < to else {
      value.fault("'to' must come after 'from'")
      return nil
    }
    return KeyPeriod(name: name, from: from, to: to)
  }

  /// A moment with its offset, or a day by the city's clock, of which the end is meant where it ends something.
  private static func moment(_ value: YAMLValue, offsetMinutes: Int, isEnd: Bool) -> Timestamp? {
    guard let text = value.text else { return nil }
    if let moment = Timestamp(rfc3339: text) { return moment }
    if let day = Timestamp(rfc3339: text + "T00:00:00Z").map({ CivilTime($0, offsetMinutes: 0).date }) {
      return CivilDate(dayNumber: day.dayNumber + (isEnd ? 1 : 0)).start(offsetMinutes: offsetMinutes)
    }
    value.fault("'\(text)' is no moment: give 2022-10-01 or 2022-10-01T08:00:00+08:00")
    return nil
  }
}
