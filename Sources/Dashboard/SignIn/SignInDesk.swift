internal import Core
internal import Dispatch
internal import Synchronization
internal import TextSafety

/// Checks PINs, one at a time and never on the main thread: a check takes a tenth of a second by design.
final class SignInDesk: Sendable {
  private struct Known: Sendable {
    var role: OperatorRole
    var hash: PINHash
  }

  private struct Book: Sendable {
    var known: [SafeText: Known] = [:]
    /// Checked for ids that nobody has, so that they take as long as those that somebody has.
    var decoy: PINHash? { known.values.first?.hash }
    /// Seconds after which a desk that nobody touches locks itself.
    var lockAfter: Double?
    /// Those whose PIN is another one, or who are no longer there, since they signed in.
    var withdrawn: Set<SafeText> = []
  }

  private let book: Mutex<Book>
  private let queue = DispatchQueue(label: "zhiban.sign-in", qos: .userInitiated)

  /// Throws where a hash is none.
  init(_ operators: [DutyOperator], file: String, lockAfter: Double? = nil) throws {
    var known: [SafeText: Known] = [:]
    for one in operators {
      guard let hash = PINHash(text: one.hash) else {
        throw Failure(.badInput, "\(file): the hash of '\(one.id)' is none; zhiban operator hash makes one")
      }
      known[one.id] = Known(role: one.role, hash: hash)
    }
    book = Mutex(Book(known: known, lockAfter: lockAfter))
  }

  var lockAfter: Double? { book.withLock(\.lockAfter) }

  func role(of id: SafeText) -> OperatorRole? { book.withLock { $0.known[id]?.role } }

  /// Goes on with who is known to another desk, as the files say now.
  func adopt(_ other: SignInDesk) {
    let new = other.book.withLock { $0 }
    book.withLock { book in
      book.withdrawn.formUnion(book.known.filter { new.known[$0.key]?.hash != $0.value.hash }.keys)
      (book.known, book.lockAfter) = (new.known, new.lockAfter)
    }
  }

  /// True, once, where this officer's sign-in no longer proves anything.
  func isWithdrawn(_ id: SafeText) -> Bool { book.withLock { $0.withdrawn.remove(id) != nil } }

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
    let (one, decoy) = book.withLock { ($0.known[id], $0.decoy) }
    guard let one else {
      _ = decoy?.matches(pin)
      return false
    }
    guard one.hash.matches(pin) else { return false }
    // Proven anew, unless the PIN has become another meanwhile.
    book.withLock { book in if book.known[id]?.hash == one.hash { book.withdrawn.remove(id) } }
    return true
  }
}
