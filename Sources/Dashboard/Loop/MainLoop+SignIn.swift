internal import Core
internal import Messaging
internal import Panels
internal import TextSafety

extension MainLoop {
  /// Has a PIN checked outside the loop; the answer comes back as a command.
  func signIn(_ id: SafeText, pin: String, for purpose: SignInPurpose) {
    guard let signInDesk else { return }
    let who = Operator(
      id: id, shift: session.view.who.shift, role: signInDesk.role(of: id) ?? .observer, isAtWall: session.view.who.isAtWall,
      isSignedIn: true)
    let bus = bus
    let tell: @Sendable (Bool) -> Void = { isRight in
      while !bus.send([.command(.signIn(isRight: isRight, for: purpose), by: who, at: Clock.now())]) {
        Clock.pause(milliseconds: 5)
      }
    }
    // Who has to wait is not even checked.
    if session.state.signIns.refusedUntil(id, at: session.state.now) != nil { return signInDesk.refuse(then: tell) }
    signInDesk.check(id, pin: pin, then: tell)
  }

  /// Takes new keys, follows what the operators' file says now, locks the desk that nobody has touched for a while, and carries out what a
  /// sign-in was for.
  func attendDesk() {
    switch keyTable.take() {
    case .keys(let keys)?:
      session.keyMap = keys
      past?.session.keyMap = keys
    case .refused(let reason)?:
      session.refuse(Phrase(zh: "按键表未采用:\(reason)", en: "keys not taken: \(reason)"))
      session.needsFrame = true
    case nil: break
    }
    if let signInDesk, let command = session.follow(signInDesk) { perform(.command(command)) }
    if session.mustLock { perform(.command(.lock)) }
    for request in session.takeQueued() { perform(request) }
  }
}
