public import TextSafety

/// The places of a city: the units on its tile map and everything below them.
public struct Places: Sendable, Equatable {
  public struct Place: Sendable, Equatable {
    public var code: PlaceCode
    public var name: LocalName
    public var short: LocalName
    /// Pinyin initials to go there by: `xs`.
    public var initials: SafeText
    /// Column and row on the tile map; nil for places without a tile.
    public var tile: Tile?
    public var population: Int?

    public init(
      code: PlaceCode, name: LocalName, short: LocalName, initials: SafeText, tile: Tile? = nil, population: Int? = nil
    ) {
      self.code = code
      self.name = name
      self.short = short
      self.initials = initials
      self.tile = tile
      self.population = population
    }
  }

  public struct Tile: Hashable, Sendable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// In the order of the file.
  public let all: [Place]
  private let rows: [PlaceCode: Int]

  public init(_ places: [Place] = []) {
    all = places
    rows = Dictionary(places.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(code: PlaceCode) -> Place? { rows[code].map { all[$0] } }

  /// The units on the tile map.
  public var tiles: [Place] { all.filter { $0.tile != nil } }

  /// The unit on the map that a code belongs to: itself, or the county it lies in.
  public func unit(of code: PlaceCode) -> Place? {
    if let place = self[code], place.tile != nil { return place }
    guard let place = self[code.county], place.tile != nil else { return nil }
    return place
  }
}
