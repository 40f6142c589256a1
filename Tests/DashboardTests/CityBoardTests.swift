import Core
import Foundation
import Panels
import Settings
import TestSupport
import Testing
import TextUI

@testable import Dashboard

/// Every board of every city that is shipped, at every size.
@Suite struct CityBoardTests {
  static let samples = URL(fileURLWithPath: CatalogueTests.folder).deletingLastPathComponent().path
  static let cities = ((try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []).sorted().filter {
    FileManager.default.fileExists(atPath: samples + "/" + $0 + "/city.yaml")
  }

  /// With nothing heard yet, and with alerts, tickets, metrics and a queue.
  private func states(_ city: City) -> [State] {
    var busy = SampleState.make()
    var effects: [Effect] = []
    busy.reduce(.reconfigured(city, at: busy.now), effects: &effects)
    return [State(city: city, startingAt: SampleState.start), busy]
  }

  @Test(arguments: cities) func everyBoardDraws(_ name: String) throws {
    let profile = try CityLoader.profile(Self.samples + "/" + name)
    for state in states(profile.city) {
      for board in profile.boards.all {
        for (width, height) in [(0, 0), (1, 1), (20, 6), (80, 24), (200, 56), (400, 120)] {
          var view = ViewState()
          view.boards = profile.boards
          view.board = board.id
          let size = Size(width: width, height: height)
          var session = Session(state: state, view: view, size: size)
          let canvas = session.draw()
          #expect(canvas.size == size)
          guard width >= 40 else { continue }
          #expect(!ScreenPainter.panels(state: state, view: view, size: size).isEmpty, "\(name) \(board.id) \(width)x\(height)")
        }
      }
    }
  }

  /// Ctrl-N goes through the tabs in their order and comes back to the first.
  @Test(arguments: cities) func theKeysGoThroughAllTabs(_ name: String) throws {
    let profile = try CityLoader.profile(Self.samples + "/" + name)
    var view = ViewState()
    view.boards = profile.boards
    var session = Session(
      state: State(city: profile.city, startingAt: SampleState.start), view: view, size: Size(width: 80, height: 24))
    var seen: [BoardID] = []
    for _ in profile.boards.all {
      seen.append(session.view.board)
      _ = session.press(.control("n"))
    }
    #expect(seen == profile.boards.all.map(\.id) && session.view.board == seen.first)
    _ = session.press(.control("p"))
    #expect(session.view.board == seen.last)
    for board in profile.boards.all {
      guard let key = board.key, let digit = Unicode.Scalar("\(key)") else { continue }
      _ = session.press(.character(digit))
      #expect(session.view.board == board.id)
    }
  }

  /// A list without the board that is shown falls back to the first; a key that no board has changes nothing.
  @Test func whatIsShownFollowsTheList() {
    var session = Session(state: SampleState.make(), view: ViewState(), size: Size(width: 80, height: 24))
    _ = session.press(.character("3"))
    #expect(session.view.board == "cloud")
    session.take(Boards(BoardLoader.standard.all.filter { $0.key ?? 0 > 4 }))
    #expect(session.view.board == "security")
    _ = session.press(.character("3"))
    #expect(session.view.board == "security" && session.view.message?.tone == .refused)
  }
}
