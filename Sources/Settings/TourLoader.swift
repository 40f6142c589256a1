public import Core
public import Panels
internal import TextSafety

/// tour.yaml: what `zhiban demo --tour` explains.
public enum TourLoader {
  static let limit = 50

  /// `day`: the beginning of the day that the clock times of its steps are of.
  public static func load(_ path: String, boards: Boards, day: Timestamp) throws(ConfigurationErrors) -> Tour {
    let text = try TextFile.required(path)
    let reader = YAMLReader(file: path)
    var steps: [Tour.Step] = []
    if let root = reader.root(text) {
      root.allow(["steps"])
      let list = root.list("steps")
      if list.isEmpty { root.fault("'steps' lists nothing") }
      if list.count > limit { root.fault("more than \(limit) steps") }
      steps = list.prefix(limit).compactMap { step($0, boards, day: day) }
    }
    try reader.finish()
    return Tour(steps: steps)
  }

  private static func step(_ value: YAMLValue, _ boards: Boards, day: Timestamp) -> Tour.Step? {
    value.allow(["at", "board", "panel", "title", "text"])
    let board = value.required("board") { self.board($0, boards) }
    let title = value.required("title", CityLoader.name)
    let words = value.required("text", CityLoader.name)
    guard let board, let title, let words else { return nil }
    for name in [words.zh, words.en].flatMap(KeyLabels.unknown) {
      value["text"]?.fault("'{key:\(name)}' is no action; there are " + KeyName.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return Tour.Step(
      at: value["at"].flatMap { clock($0, day) }, board: board, panel: value["panel"]?.word(PanelID.self), title: title,
      text: words)
  }

  private static func board(_ value: YAMLValue, _ boards: Boards) -> BoardID? {
    guard let text = value.text else { return nil }
    if let board = boards.find(text) { return board.id }
    value.fault("no board '\(text)'; there are \(boards.listing)")
    return nil
  }

  private static func clock(_ value: YAMLValue, _ day: Timestamp) -> Timestamp? {
    guard let text = value.text else { return nil }
    let parts = text.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
      value.fault("'\(text)' is no time of day: give \"10:07\"")
      return nil
    }
    return day + parts[0] * 3600 + parts[1] * 60
  }
}
