public import Core
public import TextSafety

/// Whom an alarm can be given to: its own county first, then roles, departments and the other units of the map.
public enum AssignChoices {
  public struct Choice: Sendable, Equatable {
    public var id: SafeText
    public var name: SafeText
  }

  public static let shown = 9

  /// Those that fit what is typed: a part of the name, or the id or initials.
  public static func fitting(_ text: SafeText, for key: AlarmKey, _ state: State, _ language: Language) -> [Choice] {
    let city = state.city
    var choices: [(choice: Choice, words: [SafeText])] = []
    let county = state.alarms[key].flatMap { city.places.unit(of: $0.facts.place) }
    func add(_ place: Places.Place) {
      choices.append(
        (
          Choice(id: place.code.text, name: place.name(language)),
          [place.name.zh, place.name.en, place.initials, place.code.text]
        ))
    }
    if let county { add(county) }
    for role in OperatorRole.allCases where role.mayAct {
      let id = SafeText(sanitizing: role.rawValue)
      choices.append((Choice(id: id, name: role.phrase(language)), [role.phrase(.zh), role.phrase(.en), id]))
    }
    for department in city.departments {
      choices.append(
        (
          Choice(id: department.id, name: department.short(language)),
          [department.name.zh, department.name.en, department.short.zh, department.short.en, department.id]
        ))
    }
    for place in city.places.tiles where place.code != county?.code { add(place) }
    let wanted = text.folded()
    guard !wanted.isEmpty else { return choices.map(\.choice) }
    if let exact = choices.first(where: { $0.choice.id == text }) { return [exact.choice] }
    return choices.filter { $0.words.contains { $0.folded().contains(wanted) } }.map(\.choice)
  }
}
