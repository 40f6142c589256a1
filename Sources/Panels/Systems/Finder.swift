public import Core
public import TextSafety

/// Finds a place or a system by its code or id, its pinyin initials, or a part of its name; places go first.
public enum Finder {
  public static func find(_ text: SafeText, in state: State) -> ItemID? {
    let wanted = text.string.lowercased()
    guard !wanted.isEmpty else { return nil }
    let places = state.city.places.all
    let systems = state.city.systems
    if let place = places.first(where: { $0.code.text.string == wanted || $0.initials.string == wanted }) {
      return .place(place.code)
    }
    if let system = systems.first(where: { $0.id.string == wanted || $0.initials.string == wanted }) { return .system(system.id) }
    func named(_ name: LocalName) -> Bool {
      name.zh.string.lowercased().contains(wanted) || name.en.string.lowercased().hasPrefix(wanted)
    }
    if let place = places.first(where: { named($0.name) }) { return .place(place.code) }
    // The shortest is what was meant: 粤省事 before 粤省事适老专版.
    let found = systems.filter { named($0.name) || $0.initials.string.hasPrefix(wanted) || $0.id.string.contains(wanted) }
    return found.min { $0.name.zh.string.count < $1.name.zh.string.count }.map { .system($0.id) }
  }
}
