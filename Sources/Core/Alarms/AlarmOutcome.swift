/// What an input did.
public struct AlarmOutcome: Sendable, Equatable {
  public enum Change: Sendable, Equatable {
    /// Nothing at all: a timer of something that is over.
    case none
    case duplicate
    /// Heard; nothing that was decided is otherwise.
    case noted
    /// Belongs in the journal.
    case changed
  }

  public var change = Change.none
  /// An operator must hear of it.
  public var announce = false
  /// Its sound may end.
  public var silence = false
  public var refusal: AlarmRefusal?

  public var isChanged: Bool { change == .changed }
  public var isNoted: Bool { change == .noted }
  public var isDuplicate: Bool { change == .duplicate }

  static let nothing = AlarmOutcome()
  static let duplicate = AlarmOutcome(change: .duplicate)
  static let noted = AlarmOutcome(change: .noted)
  static func changed(announce: Bool = false, silence: Bool = false) -> AlarmOutcome {
    AlarmOutcome(change: .changed, announce: announce, silence: silence)
  }
  static func refused(_ refusal: AlarmRefusal) -> AlarmOutcome { AlarmOutcome(refusal: refusal) }
}
