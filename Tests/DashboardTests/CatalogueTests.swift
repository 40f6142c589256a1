import Core
import Foundation
import Settings
import TestSupport
import Testing
import TextSafety

@testable import Panels

/// The catalogue of the sample city on the boards.
@Suite struct CatalogueTests {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../SampleFeeds/zhanjiang").standardized.path

  /// Every system has a board, and there it is a row of the systems, once its field is chosen where the board has fields.
  @Test func everySystemIsARowOfItsBoard() throws {
    let city = try CityLoader.load(Self.folder)
    let state = State(city: city, startingAt: SampleState.start)
    #expect(city.systems.count == 255)
    for board in BoardLoader.standard.all.map(\.id) {
      let expected = city.systems.filter { $0.board == board.rawValue }
      let areas: [SafeText?] = board == "topics" ? Set(expected.map(\.area)).map { $0 } : [nil]
      var rows: Set<ItemID> = []
      for area in areas {
        var view = ViewState()
        view.boards = BoardLoader.standard
        view.board = board
        if let area { view.cursors[.areas] = .init(item: .area(area)) }
        let context = PanelContext(state: state, view: view, panel: .systems, isFocused: true)
        rows.formUnion(PanelRegistry.panel(.systems).items(context))
      }
      #expect(rows == Set(expected.map { .system($0.id) }), "\(board)")
    }
    #expect(city.systems.allSatisfy { $0.board.flatMap { BoardLoader.standard[BoardID(rawValue: $0)] } != nil })
    #expect(Set(city.systems.map(\.area)).isSubset(of: city.areas.map(\.zh)))
    for system in city.systems { #expect(Finder.find(system.id, in: state) == .system(system.id)) }
  }
}
