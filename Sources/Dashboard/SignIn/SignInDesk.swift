internal import Core
internal import Dispatch
internal import TextSafety

/// Checks PINs, one at a time and never on the main thread: a check takes a tenth of a second by design.
final class SignInDesk: Sendable {
  private struct Known: Sendable {
    var role: OperatorRole
    var hash: PINHash
  }

  private let known: [SafeText: Known]
  /// Checked for ids that nobody has, so that they take as long as those that somebody has.
  private let decoy: PINHash?
  private let queue = DispatchQueue(label: "zhiban.sign-in", qos: .userInitiated)

  /// Throws where a hash is none.
  init(_ operators: [DutyOperator], file: String) throws {
    var known: [SafeText: Known] = [:]
    for one in operators {
      guard let hash = PINHash(text: one.hash) else {
        throw Failure(.badInput, "\(file): the hash of '\(one.id)' is none; zhiban operator hash makes one")
      }
      known[one.id] = Known(role: one.role, hash: hash)
    }
    self.known = known
    decoy = known.values.first?.hash
  }

  func role(of id: SafeText) -> OperatorRole? { known[id]?.role }

  /// Waits for its turn and for the check.
  func check(_ id: SafeText, pin: String) -> Bool {
    queue.sync { isRight(id, pin) }
  }

  /// Tells later, on another thread.
  func check(_ id: SafeText, pin: String, then tell: @escaping @Sendable (Bool) -> Void) {
    queue.async { [self] in tell(isRight(id, pin)) }
  }

  /// Tells later without a check.
  func refuse(then tell: @escaping @Sendable (Bool) -> Void) { queue.async { tell(false) } }

  private func isRight(_ id: SafeText, _ pin: String) -> Bool {
    guard let one = known[id] else {
      _ = decoy?.matches(pin)
      return false
    }
    return one.hash.matches(pin)
  }
}
