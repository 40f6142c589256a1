internal import Core
internal import TextSafety
internal import TextUI

/// What has to hold for a layout or a panel to be shown.
public struct BoardNeeds: Sendable, Equatable {
  /// All of these.
  public var when: [BoardCondition]
  /// None of these.
  public var unless: [BoardCondition]

  public init(when: [BoardCondition] = [], unless: [BoardCondition] = []) {
    self.when = when
    self.unless = unless
  }

  public static let none = BoardNeeds()

  func hold(in situation: BoardSituation) -> Bool {
    when.allSatisfy(situation.holds) && !unless.contains(where: situation.holds)
  }
}

/// One thing that may hold: `columns < 120`, `rows >= 40`, `host`.
public enum BoardCondition: Sendable, Equatable {
  public enum Side: String, Sendable, CaseIterable { case columns, rows }

  /// What there is to show.
  public enum Fact: String, Sendable, CaseIterable {
    /// This machine is watched.
    case host
    /// Nothing else is.
    case hostOnly = "host_only"
    /// This machine is watched and no cloud: it stands in the cloud's place.
    case cloudless
    /// The crypto pool is watched.
    case crypto
  }

  case fewer(Side, than: Int)
  case atLeast(Side, Int)
  case fact(Fact)

  /// Nil where the text is no condition.
  public init?(_ text: String) {
    if let fact = Fact(rawValue: text) {
      self = .fact(fact)
      return
    }
    let words = text.split(separator: " ")
    guard words.count == 3, let side = Side(rawValue: String(words[0])), let number = Int(words[2]), (0...1000).contains(number)
    else { return nil }
    switch words[1] {
    case "<": self = .fewer(side, than: number)
    case ">=": self = .atLeast(side, number)
    default: return nil
    }
  }
}

/// The size of the screen, and what has been connected: boards leave out the rest.
struct BoardSituation {
  var size: Size
  private var hasHost: Bool
  private var hasCloud: Bool
  private var hasCrypto: Bool
  let isHostOnly: Bool

  init(_ state: State, size: Size) {
    self.size = size
    hasCloud = state.metrics.first("cloud.vcpu.alloc_ratio") != nil
    hasCrypto = state.metrics.first("crypto.error_ratio") != nil
    hasHost = state.metrics.first("host.mem.used_ratio") != nil
    isHostOnly =
      hasHost && !hasCloud && state.tickets.tickets.isEmpty && state.queues.queues.isEmpty && state.fleets.fleets.isEmpty
      && state.city.places.all.isEmpty
  }

  func holds(_ condition: BoardCondition) -> Bool {
    switch condition {
    case .fewer(let side, let than): length(side) < than
    case .atLeast(let side, let least): length(side) >= least
    case .fact(.host): hasHost
    case .fact(.hostOnly): isHostOnly
    case .fact(.cloudless): hasHost && !hasCloud
    case .fact(.crypto): hasCrypto
    }
  }

  private func length(_ side: BoardCondition.Side) -> Int { side == .columns ? size.width : size.height }
}
