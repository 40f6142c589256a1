internal import Core
public import Panels
internal import TextSafety
internal import Yams

/// boards.yaml: pages of panels. The standard ones come with the program; a city changes, hides and adds.
public enum BoardLoader {
  /// The standard boards.
  public static let standard: Boards = {
    let reader = YAMLReader(file: "boards.yaml")
    let root = reader.root(String(decoding: PackageResources.boards_yaml, as: UTF8.self))
    let boards = root.map { read($0, over: Boards(), areas: nil) } ?? Boards()
    return Boards(
      boards.all.map { board in
        var board = board
        (board.hasOwnName, board.hasOwnLayouts) = (true, true)
        return board
      })
  }()

  /// More boards, panels or indicators than this are taken for a mistake.
  static let limit = 64

  /// The boards of a file over those that there are. `areas`: the fields of the city; nil where they are not known.
  static func read(_ root: YAMLValue, over standard: Boards, areas: [SafeText]?) -> Boards {
    root.allow(["boards"])
    var boards = standard.all
    var seen: Set<BoardID> = []
    var keys: Set<Int> = []
    for value in bounded(root, "boards") {
      value.allow(["id", "key", "name", "hidden", "layouts", "columns", "panels"])
      guard let id = value.required("id", boardID) else { continue }
      guard seen.insert(id).inserted else {
        value.fault("two boards are named '\(id)'")
        continue
      }
      let known = boards.firstIndex { $0.id == id }
      if value["hidden"]?.bool ?? false {
        if let known { boards.remove(at: known) } else { value.fault("no board '\(id)' to hide; there are \(standard.listing)") }
        continue
      }
      var board = known.map { boards[$0] } ?? Board(id: id, key: nil, name: LocalName(), layouts: [])
      if let name = value["name"] { (board.name, board.hasOwnName) = (CityLoader.name(name), false) }
      if let layouts = layouts(value, areas) { (board.layouts, board.hasOwnLayouts) = (layouts, false) }
      if known == nil {
        if value["name"] == nil { value.fault("'name' is missing: '\(id)' is a new board") }
        if board.layouts.isEmpty { value.fault("'panels', 'columns' or 'layouts' is missing: '\(id)' is a new board") }
      }
      if let key = value["key"] { board.key = self.key(key, taken: &keys) }
      // A city's board takes a key from the standard one that has it.
      if let key = board.key, value["key"] != nil {
        for index in boards.indices where boards[index].key == key { boards[index].key = nil }
      }
      if let known { boards[known] = board } else { boards.append(board) }
    }
    if boards.isEmpty { root.fault("no board is left to show") }
    return Boards(boards)
  }

  /// `overview`, `grid-events`
  private static func boardID(_ value: YAMLValue) -> BoardID? {
    guard let text = value.text else { return nil }
    let isGood = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard isGood, text.first?.isLetter ?? false, text.utf8.count <= 24 else {
      value.fault("'\(text)' is no id: give a lower-case letter, then letters, digits and hyphens, 24 at most")
      return nil
    }
    return BoardID(rawValue: SafeText(sanitizing: text))
  }

  private static func key(_ value: YAMLValue, taken: inout Set<Int>) -> Int? {
    if value.node.string == "none" { return nil }
    guard let key = value.node.int, (0...9).contains(key) else {
      value.fault("'\(value.node.string ?? "")' is no key: give 0 to 9, or none")
      return nil
    }
    if !taken.insert(key).inserted { value.fault("two boards have the key \(key)") }
    return key
  }

  /// A list that is not longer than anybody needs.
  static func bounded(_ value: YAMLValue, _ key: String) -> [YAMLValue] {
    let list = value.list(key)
    if list.count > limit { value[key]?.fault("more than \(limit) are too many") }
    return Array(list.prefix(limit))
  }
}
