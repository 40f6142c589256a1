public import Core
public import Panels

/// What a city's folder says: the city, its boards, and the files that were asked.
public struct CityProfile: Sendable {
  public var city = City()
  public var boards = BoardLoader.standard
  /// Those of the folder, there or not, and others they name.
  public var files: [String] = []

  public init() {}
}
