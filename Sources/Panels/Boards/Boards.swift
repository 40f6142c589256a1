internal import Core
internal import TextSafety

/// All boards, in the order of the header: by their keys, 0 last, then those without a key.
public struct Boards: Sendable, Equatable {
  public private(set) var all: [Board]

  public init(_ boards: [Board] = []) {
    func rank(_ board: Board) -> Int { board.key.map { $0 == 0 ? 10 : $0 } ?? 11 }
    all = boards.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  public subscript(id: BoardID) -> Board? { all.first { $0.id == id } }

  public subscript(key key: Int) -> Board? { all.first { $0.key == key } }

  /// The board that is meant by an id, a key, or a name in either language.
  public func find(_ text: String) -> Board? {
    if let board = all.first(where: { $0.id.rawValue.string == text }) { return board }
    if let key = Int(text), let board = self[key: key] { return board }
    let wanted = text.lowercased()
    return all.first { $0.name.zh.folded() == wanted || $0.name.en.folded() == wanted }
  }

  /// What there is, for those who asked for another: `1 overview, 2 hotline, water`.
  public var listing: String {
    all.map { board in (board.key.map { "\($0) " } ?? "") + board.id.description }.joined(separator: ", ")
  }
}
