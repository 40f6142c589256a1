internal import Core
internal import Settings
internal import TextSafety

// What the parts of a scenario are read with.
extension Simulator {
  func moment(_ clock: String) throws(ConfigurationError) -> Timestamp { try moments.moment(clock) }

  func curve(_ values: [String: Double], steps: Bool = false, of name: String) throws(ConfigurationError) -> Curve {
    guard let curve = Curve(values, steps: steps) else {
      throw ConfigurationError(file: file, message: "\(name): a curve needs at least one 'HH:MM: value'")
    }
    return curve
  }

  func weekdays(_ factors: [Double]?, of name: String) throws(ConfigurationError) -> [Double]? {
    guard let factors, factors.count != 7 else { return factors }
    throw ConfigurationError(file: file, message: "\(name): weekdays needs seven factors, Monday first")
  }

  /// A word of the scenario as one of an enumeration.
  func word<Value: RawRepresentable & CaseIterable>(_ text: String, of name: String, _ type: Value.Type)
    throws(ConfigurationError)
    -> Value
  where Value.RawValue == String {
    if let value = Value(rawValue: text) { return value }
    let allowed = Value.allCases.map(\.rawValue).joined(separator: " ")
    throw ConfigurationError(file: file, message: "\(name): '\(text)' is none of \(allowed)")
  }

  /// Seconds of the scenario's day.
  func second(_ time: Timestamp) -> Double { time - midnight }

  /// 0 is Monday.
  func weekday(_ time: Timestamp) -> Int {
    CivilTime(time, offsetMinutes: offsetMinutes).date.weekday - 1
  }

  func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }

  func place(_ digits: Int64?) -> PlaceCode { PlaceCode(digits: digits ?? scenario.place) }

  func party(_ agency: Scenario.Agency) -> Party { Party(id: safe(agency.id), name: safe(agency.name)) }

  func labels(_ labels: [String: String]?) -> [Label] {
    (labels ?? [:]).sorted { $0.key < $1.key }.map { Label(safe($0.key), safe($0.value)) }
  }

  /// A number of things, at the scenario's scale; never none.
  func scaled(_ count: Int) -> Int { max(1, Int((Double(count) * scale).rounded())) }
}
